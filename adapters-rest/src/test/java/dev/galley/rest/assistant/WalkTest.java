package dev.galley.rest.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final Walk NONE = new Walk(false, "");

  private static JsonObject page(
      int start, Walk walk, long total, boolean lowerBound, Optional<String> next) {
    return walk.collection(
        "/list",
        Map.of(),
        new Paging(start, 2),
        "item",
        List.of(JsonObject.EMPTY, JsonObject.EMPTY),
        new Walk.Extent(2, true, total, lowerBound, next));
  }

  private static Map<String, String> links(JsonObject page) {
    Map<String, String> links = new LinkedHashMap<>();
    ((JsonObject) page.get("_links").orElseThrow())
        .members()
        .forEach((name, link) -> links.put(name, ((JsonObject) link).text("href").orElseThrow()));
    return links;
  }

  @Test
  void totalIsExactUpToTenThousand() {
    Optional<String> next = Optional.of("7");

    JsonObject exact = page(0, NONE, 10_000, false, next);
    assertThat(exact.get("total")).contains(Json.of(10_000));
    assertThat(exact.has("totalIsLowerBound")).isFalse();
    assertThat(links(exact)).containsEntry("last", "/list?start=9998&limit=2");

    JsonObject more = page(0, NONE, 10_001, false, next);
    assertThat(more.get("total")).contains(Json.of(10_000));
    assertThat(more.get("totalIsLowerBound")).contains(Json.of(true));
    assertThat(links(more)).doesNotContainKey("last");

    JsonObject atLeast = page(0, NONE, 50, true, next);
    assertThat(atLeast.get("total")).contains(Json.of(50));
    assertThat(atLeast.get("totalIsLowerBound")).contains(Json.of(true));
    assertThat(links(atLeast)).doesNotContainKey("last");
  }

  @Test
  void pageThatNoStartLeadsOnFromLeadsOnByCursor() {
    assertThat(links(page(9_998, NONE, 20_000, false, Optional.of("7"))))
        .containsEntry("next", "/list?start=10000&limit=2");
    assertThat(links(page(10_000, NONE, 20_000, false, Optional.of("7"))))
        .containsEntry("next", "/list?limit=2&after=7")
        .containsEntry("prev", "/list?start=9998&limit=2");
    assertThat(links(page(10_000, NONE, 20_000, false, Optional.empty())))
        .doesNotContainKey("next");
  }

  @Test
  void walkLeadsOnByCursorOnly() {
    assertThat(links(page(0, new Walk(true, ""), 20_000, false, Optional.of("7"))))
        .containsOnly(
            Map.entry("self", "/list?limit=2&after="),
            Map.entry("first", "/list?limit=2&after="),
            Map.entry("next", "/list?limit=2&after=7"));
  }
}
