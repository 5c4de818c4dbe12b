package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.flipkart.zjsonpatch.JsonPatch;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What differs between two states, for people and as a patch. */
interface CompareHttpContract extends HttpContract {
  String PATCH = "application/json-patch+json";
  String LONG = "You are a careful analyst. ".repeat(10).strip();

  @Test
  default void thePatchMakesTheFirstContentTheSecond() {
    Random random = new Random(17);
    for (int round = 0; round < 5; round++) {
      Person alice = alice();
      List<String> tags = new ArrayList<>(List.of("a", "b/c", "d~e", "f", "g", "h"));
      String live = alice.has("A");
      alice.put(live, Body.of("tags", tags, "welcome", "w", "data", Body.of("k", 1))).expect(200);
      List<String> skills = new ArrayList<>();
      for (String name : List.of("one", "two", "three", "four")) {
        skills.add(
            alice
                .post(live + "/skills", Body.of("type", "web-search", "name", name))
                .expect(201)
                .text("/id"));
      }
      long from = alice.get(live).expect(200).number("/revision");
      Collections.shuffle(tags, random);
      tags.removeLast();
      tags.add(random.nextInt(tags.size()), "new");
      Collections.shuffle(skills, random);
      alice.put(live + "/skills/" + skills.getFirst(), Body.of("name", "renamed")).expect(200);
      alice.delete(live + "/skills/" + skills.removeLast()).expect(204);
      alice
          .put(
              live,
              Body.of("welcome", Body.NULL, "icon", "star", "tags", tags, "data", Body.of("k", 2)))
          .expect(200);
      alice.put(live + "/skills", Body.json(skills)).expect(200);
      alice.post(live + "/skills", Body.of("type", "web-search", "name", "new")).expect(201);

      long to = alice.get(live).expect(200).number("/revision");
      for (String sides :
          List.of("from=revision:" + from + "&to=live", "from=live&to=revision:" + from)) {
        boolean forth = sides.endsWith("live");
        Answer patch = alice.get(live + "/_compare?" + sides).header("Accept", PATCH).expect(200);

        assertThat(patch.header("Content-Type")).isEqualTo(PATCH);
        assertThat(patch.body()).contains("\"op\":\"move\"");
        Json first = content(alice, live, forth ? from : to);
        Json second = content(alice, live, forth ? to : from);
        assertThat(applied(patch.body(), first)).isEqualTo(second).isNotEqualTo(first);
      }
    }
  }

  private static Json content(Person person, String live, long revision) {
    return person.get(live + "/revisions/" + revision).expect(200).at("/content");
  }

  private static Json applied(String patch, Json content) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      return JsonReader.read(
          mapper.writeValueAsString(
              JsonPatch.apply(
                  mapper.readTree(patch), mapper.readTree(CanonicalJson.write(content)))));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void aChangeOfALongTextIsToldWordByWord() {
    Person alice = alice();
    String live = alice.has("A");
    alice.put(live, Body.of("instructions", LONG, "welcome", "Hello")).expect(200);
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    String changed = LONG.replaceFirst("careful", "very careful") + " Be brief.";
    alice
        .put(draft, Body.of("instructions", changed, "welcome", "Hi", "description", LONG))
        .expect(200);

    Answer compared = alice.get(live + "/_compare").expect(200);

    assertThat(compared.texts("/changes", "path"))
        .containsExactly("/description", "/instructions", "/welcome");
    compared.shows("/changes/1/before", LONG, "/changes/1/after", changed);
    StringBuilder text = new StringBuilder(LONG);
    for (Json hunk : compared.items("/changes/1/hunks").reversed()) {
      JsonObject place = (JsonObject) hunk;
      int offset = (int) ((JsonNumber) place.get("offset").orElseThrow()).value();
      String removed = place.text("removed").orElseThrow();
      assertThat(text.substring(offset).startsWith(removed)).isTrue();
      text.replace(offset, offset + removed.length(), place.text("added").orElseThrow());
    }
    assertThat(text.toString()).isEqualTo(changed);
    assertThat(compared.items("/changes/1/hunks")).hasSize(2);
    assertThat(compared.has("/changes/0/hunks")).as("an added text").isFalse();
    assertThat(compared.has("/changes/2/hunks")).as("a short text").isFalse();
  }

  @Test
  default void theFormIsThatWhichTheClientPrefers() {
    Person alice = alice();
    String live = alice.has("A");
    alice.post(live + "/_edit").expect(201);
    String compare = live + "/_compare";

    for (String accept :
        List.of(
            PATCH,
            PATCH + ", */*;q=0.8",
            PATCH + ", */*",
            "application/json;q=0.5, " + PATCH + ";q=0.6")) {
      Answer answer = alice.get(compare).header("Accept", accept).expect(200);
      assertThat(answer.header("Content-Type")).as(accept).isEqualTo(PATCH);
      assertThat(answer.body()).isEqualTo("[]");
    }
    for (String accept :
        List.of(
            "*/*",
            "application/json",
            "application/hal+json, " + PATCH + ";q=0.9",
            "application/json, " + PATCH,
            PATCH + ";q=0.5, */*")) {
      Answer answer = alice.get(compare).header("Accept", accept).expect(200);
      assertThat(answer.header("Content-Type")).as(accept).startsWith("application/json");
      answer.shows("/changes", List.of());
    }
    alice.get(compare).header("Accept", "text/html").refused(406, "not-acceptable");
    alice.get(compare + "?from=x").header("Accept", PATCH).refused(400, "invalid-request");
  }

  @Test
  default void eachFormHasATagOfItsOwn() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);
    String compare = live + "/_compare";

    Answer changes = alice.get(compare).expect(200);
    Answer patch = alice.get(compare).header("Accept", PATCH).expect(200);

    assertThat(changes.etag()).isNotEmpty().isNotEqualTo(patch.etag());
    for (Answer answer : List.of(changes, patch)) {
      assertThat(answer.header("Vary")).isEqualTo("Authorization, Accept");
    }
    Answer again = alice.get(compare).header("Accept", PATCH).ifNoneMatch(patch.etag()).expect(304);
    assertThat(again.header("Vary")).isEqualTo("Authorization, Accept");
    alice.get(compare).ifNoneMatch(changes.etag()).expect(304);
    alice.get(compare).ifNoneMatch(patch.etag()).expect(200);
    alice.put(draft, Body.of("name", "C")).expect(200);
    alice.get(compare).ifNoneMatch(changes.etag()).expect(200);
    alice.get(compare).header("Accept", PATCH).ifNoneMatch(patch.etag()).expect(200);
  }
}
