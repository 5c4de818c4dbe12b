package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reviewers and co-authors follow what happens to the draft of an assistant. */
interface AssistantStreamsHttpContract extends HttpContract {
  String FOLLOW = "/draft/_subscribe";

  private static void tells(Following stream, String event, Object... members) {
    Following.Block block = stream.event();
    assertThat(block.event()).as(block.data()).isEqualTo(event);
    assertThat(block.json()).isEqualTo(Body.of(members));
  }

  private static void tellsChange(
      Following stream, int version, String kind, String actor, Object client) {
    tells(
        stream,
        "draft",
        "version",
        version,
        "changeKind",
        kind,
        "actor",
        actor,
        "originClientId",
        client);
  }

  private static Call edit(Person person, String path, String welcome, String client) {
    return person.put(path, Body.of("welcome", welcome)).header("X-Client-Id", client);
  }

  @Test
  default void whatOthersWriteIsTold() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").readerOf("sales");
    String path = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    String draft =
        alice.post(path + "/_edit").header("X-Client-Id", "phone").expect(201).header("Location");
    try (Following laptop = Following.at(galley(), alice, path + FOLLOW + "?clientId=laptop");
        Following reviewer = Following.at(galley(), bob, draft + FOLLOW + "?clientId=laptop")) {
      assertThat(laptop.status()).isEqualTo(200);
      assertThat(laptop.header("Content-Type")).isEqualTo("text/event-stream");
      tellsChange(laptop, 1, "created", "alice", "phone");
      tellsChange(reviewer, 1, "created", "alice", "phone");
      edit(alice, draft, "one", "laptop").expect(200);
      edit(alice, draft, "two", "phone").expect(200);
      alice.post(path + "/draft/_undo").expect(200);
      alice.post(path + "/draft/_redo").header("X-Client-Id", "laptop").expect(200);
      alice.put(path, Body.of("icon", "x")).header("X-Client-Id", "phone").expect(200);
      alice.post(path + "/draft/_rebase").expect(200);
      alice.post(path + "/revisions/1/_restore?replace=true").expect(200);

      tellsChange(laptop, 3, "edit", "alice", "phone");
      tellsChange(laptop, 4, "undo", "alice", Body.NULL);
      tellsChange(laptop, 6, "rebase", "alice", Body.NULL);
      tellsChange(laptop, 7, "restore", "alice", Body.NULL);
      // A client of another user has the same name: it is not the reviewer's own.
      tellsChange(reviewer, 2, "edit", "alice", "laptop");
      tellsChange(reviewer, 3, "edit", "alice", "phone");
      tellsChange(reviewer, 4, "undo", "alice", Body.NULL);
      tellsChange(reviewer, 5, "redo", "alice", "laptop");
      tellsChange(reviewer, 6, "rebase", "alice", Body.NULL);
      tellsChange(reviewer, 7, "restore", "alice", Body.NULL);
    }
  }

  @Test
  default void aStreamEndsWithTheDraftOfTheAssistant() {
    Person alice = alice();
    String path = alice.has("A");
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    try (Following stream = Following.at(galley(), alice, path + FOLLOW + "?clientId=laptop")) {
      tellsChange(stream, 1, "created", "alice", Body.NULL);
      alice.put(draft, Body.of("icon", "x", "welcome", "w")).expect(200);
      tellsChange(stream, 2, "edit", "alice", Body.NULL);
      alice.post(path + "/draft/_commit", Body.of("paths", List.of("/icon"))).expect(200);
      tellsChange(stream, 3, "partial-commit", "alice", Body.NULL);
      alice.post(path + "/draft/_commit").header("X-Client-Id", "laptop").expect(200);
      tells(stream, "end", "revision", 3, "reason", "committed");
      stream.ends();
    }
    alice.post(path + "/_edit").expect(201);
    try (Following stream = Following.at(galley(), alice, path + FOLLOW)) {
      tellsChange(stream, 1, "created", "alice", Body.NULL);
      alice.delete(path + "/draft").header("X-Client-Id", "phone").expect(204);
      tellsChange(stream, 2, "discard", "alice", "phone");
      tells(stream, "end", "reason", "discarded");
      stream.ends();
    }
    alice.post(path + "/_edit").expect(201);
    try (Following stream = Following.at(galley(), alice, path + FOLLOW)) {
      tellsChange(stream, 1, "created", "alice", Body.NULL);
      alice.delete(path).expect(204);
      tells(stream, "end", "reason", "gone");
      stream.ends();
    }
  }

  @Test
  default void whoMayNotReadItAnyMoreHearsNothingMore() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String path = alice.has("A");
    alice.put(path + "/shares/bob", Body.of("accessLevel", 1)).expect(201);
    alice.post(path + "/_edit").expect(201);
    try (Following stream = Following.at(galley(), bob, path + FOLLOW)) {
      stream.event();
      alice.delete(path + "/shares/bob").expect(204);
      stream.ends();
    }
    assertThat(Following.at(galley(), bob, path + FOLLOW).status()).isEqualTo(404);
  }

  @Test
  default void onlyReviewersFollowAndOnlyADraft() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("A");
    String accept = "text/event-stream";
    alice.get(path + FOLLOW).header("Accept", accept).refused(404, "no-draft");
    alice.put(path, Body.of("shared", true)).expect(200);
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    for (String bad : List.of("?clientId=", "?clientId=" + "c".repeat(201), "?clientId=%0A")) {
      alice.get(path + FOLLOW + bad).expect(400).namesParameters("clientId");
    }
    alice.get(path + FOLLOW + "?x=1").expect(400).namesParameters("x");
    alice.call("HEAD", path + FOLLOW).expect(200);
    Person anybody = tenant.user("anybody");
    anybody.get(path + FOLLOW).header("Accept", accept).refused(404, "no-draft");
    anybody.get(draft + FOLLOW).header("Accept", accept).refused(404, "no-draft");
    Person elsewhere = tenant().user("alice");
    elsewhere.get(path + FOLLOW).header("Accept", accept).refused(404, "not-found");
    alice
        .put(draft, Body.of("icon", "y"))
        .header("X-Client-Id", "c".repeat(201))
        .refused(400, "invalid-request");
    alice.get(draft).expect(200).shows("/icon", Body.NULL);
  }
}
