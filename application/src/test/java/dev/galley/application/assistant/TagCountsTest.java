package dev.galley.application.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.TagCounts.Count;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TagCountsTest {
  private static TagCounts counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("red", 3L);
    counts.put("blue", 2L);
    counts.put("green", 2L);
    counts.put("grey", 1L);
    return new TagCounts(counts, false);
  }

  private static String page(Optional<Count> behind, int start, int limit) {
    TagCounts.Page page = counts().page(behind, start, limit);
    return String.join(" ", page.items().stream().map(Count::tag).toList())
        + (page.more() ? " ..." : "");
  }

  @Test
  void pageIsCutByItsStart() {
    assertThat(page(Optional.empty(), 0, 2)).isEqualTo("red blue ...");
    assertThat(page(Optional.empty(), 2, 2)).isEqualTo("green grey");
    assertThat(page(Optional.empty(), 4, 2)).isEmpty();
  }

  @Test
  void walkGoesOnBehindWhatWasSeenThoughCountsHaveChanged() {
    assertThat(page(Optional.of(new Count("blue", 2)), 0, 1)).isEqualTo("green ...");
    assertThat(page(Optional.of(new Count("gone", 2)), 0, 9)).isEqualTo("green grey");
    assertThat(page(Optional.of(new Count("red", 4)), 0, 1)).isEqualTo("red ...");
    assertThat(page(Optional.of(new Count("grey", 1)), 0, 9)).isEmpty();
  }
}
