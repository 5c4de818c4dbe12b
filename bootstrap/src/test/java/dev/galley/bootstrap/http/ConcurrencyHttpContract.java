package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several people at the same moment. */
interface ConcurrencyHttpContract extends HttpContract {

  private static List<Answer> together(List<Call> calls) {
    List<CompletableFuture<Answer>> begun = calls.stream().map(Call::begin).toList();
    return begun.stream().map(CompletableFuture::join).toList();
  }

  @Test
  default void ofTwoCommitsAtTheSameMomentOneSucceeds() {
    Person alice = alice();
    String live = alice.has("A");
    for (int round = 1; round <= 10; round++) {
      String draft = alice.post(live + "/_edit").expect(201).header("Location");
      alice.put(draft, Body.of("name", "round " + round)).expect(200);

      List<Answer> answers =
          together(
              List.of(alice.post(live + "/draft/_commit"), alice.post(live + "/draft/_commit")));

      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 404);
      Answer late = answers.stream().filter(a -> a.status() == 404).findFirst().orElseThrow();
      late.isProblem(404, "no-draft")
          .shows("/lastDraft/outcome", "committed", "/lastDraft/revision", round + 1);
      alice.get(live).expect(200).shows("/revision", round + 1, "/name", "round " + round);
    }
  }

  @Test
  default void aChangeDuringACommitIsInItOrRefused() {
    Person alice = alice();
    String live = alice.has("A");
    for (int round = 1; round <= 10; round++) {
      String draft = alice.post(live + "/_edit").expect(201).header("Location");
      alice.put(draft, Body.of("name", "round " + round)).expect(200);
      String late = "late " + round;

      List<Answer> answers =
          together(
              List.of(
                  alice.put(draft, Body.of("welcome", late)), alice.post(live + "/draft/_commit")));

      Answer committed = answers.get(1).is(200);
      if (answers.get(0).status() == 200) {
        committed.shows("/welcome", late);
      } else {
        answers.get(0).isProblem(404, "no-draft");
      }
      alice.get(live).expect(200).shows("/welcome", committed.at("/welcome"));
    }
  }

  @Test
  default void eightWritersWithTagsLoseNothing() throws Exception {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    for (String path : List.of(live, draft)) {
      try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
        List<Future<?>> running = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
          int number = writer;
          running.add(writers.submit(() -> addTags(alice, path, number)));
        }
        for (Future<?> one : running) {
          one.get();
        }
      }
      assertThat(alice.get(path).expect(200).texts("/tags")).hasSize(24).doesNotHaveDuplicates();
    }
    alice.get(live).expect(200).shows("/revision", 25);
  }

  private static void addTags(Person person, String path, int writer) {
    for (int i = 0; i < 3; i++) {
      Answer written;
      do {
        Answer seen = person.get(path).expect(200);
        List<String> tags = new ArrayList<>(seen.texts("/tags"));
        tags.add(writer + "-" + i);
        written = person.put(path, Body.of("tags", tags)).ifMatch(seen.etag()).send();
        assertThat(written.status()).as(written.toString()).isIn(200, 412);
      } while (written.status() == 412);
    }
  }

  @Test
  default void writersOfDifferentFieldsDoNotUndoEachOther() {
    Person alice = alice();
    String live = alice.has("A");
    together(
            List.of(
                alice.put(live, Body.of("description", "d")),
                alice.put(live, Body.of("instructions", "i")),
                alice.put(live, Body.of("welcome", "w")),
                alice.put(live, Body.of("icon", "star")),
                alice.put(live + "/tags", List.of("t")),
                alice.post(live + "/skills", Body.of("type", "web-search"))))
        .forEach(answer -> assertThat(answer.status()).as(answer.toString()).isIn(200, 201));
    alice
        .get(live)
        .expect(200)
        .shows(
            "/description", "d",
            "/instructions", "i",
            "/welcome", "w",
            "/icon", "star",
            "/tags", List.of("t"),
            "/skills/0/type", "web-search",
            "/revision", 7);
  }

  @Test
  default void ofTwoThatWantTheSameSlugOneGetsIt() {
    Person alice = alice();
    for (int round = 0; round < 10; round++) {
      String slug = "slug-" + round;
      List<Answer> answers =
          together(
              List.of(
                  alice.post("/api/assistants", Body.of("name", "A", "slug", slug)),
                  alice.post("/api/assistants", Body.of("name", "B", "slug", slug))));
      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
    }
    List<Answer> derived =
        together(
            List.of(
                alice.post("/api/assistants", Body.of("name", "Same")),
                alice.post("/api/assistants", Body.of("name", "Same")),
                alice.post("/api/assistants", Body.of("name", "Same")),
                alice.post("/api/assistants", Body.of("name", "Same"))));
    assertThat(derived)
        .extracting(answer -> answer.is(201).text("/slug"))
        .containsExactlyInAnyOrder("same", "same-2", "same-3", "same-4");
  }

  @Test
  default void whoOpenTheDraftTogetherShareIt() {
    Person alice = alice();
    String live = alice.has("A");
    List<Answer> answers =
        together(
            List.of(
                alice.post(live + "/_edit"),
                alice.post(live + "/_edit"),
                alice.post(live + "/_edit"),
                alice.post(live + "/_edit")));
    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 200, 200, 200);
    assertThat(answers.stream().map(answer -> answer.text("/id")).distinct()).hasSize(1);
  }
}
