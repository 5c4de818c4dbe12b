package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people say about assistants and drafts. */
interface CommentsHttpContract extends HttpContract {
  String COMMENTS = "/_embedded/inf:comment";

  private static Answer says(Person person, String path, String message) {
    return person.post(path + "/comments", Body.of("message", message)).expect(201);
  }

  private static Answer replies(Person person, Answer to, String message) {
    String path = to.link("inf:comments");
    return person.post(path, Body.of("message", message, "parentId", to.text("/id"))).expect(201);
  }

  private static List<String> messages(Person person, String path) {
    return person.get(path + "/comments").expect(200).texts(COMMENTS, "message");
  }

  @Test
  default void aCommentIsKeptAsItWasSaid() {
    Person alice = alice();
    String path = alice.has("A");
    String skill = "/skills/" + UUID.randomUUID() + "/name";
    Answer said =
        alice.post(path + "/comments", Body.of("message", "Why?\né", "path", skill)).expect(201);
    said.shows(
        "/message",
        "Why?\né",
        "/path",
        skill,
        "/author",
        "alice",
        "/parentId",
        Body.NULL,
        "/deleted",
        false);
    assertThat(said.header("Location")).isEqualTo(path + "/comments/" + said.text("/id"));
    Answer read = alice.get(said.header("Location")).expect(200);
    assertThat(read.object()).isEqualTo(said.object());
    assertThat(read.etag()).isEqualTo(said.etag());
    for (String relation : read.names("/_links")) {
      alice.get(read.link(relation)).expect(200);
    }
    alice.get(said.header("Location")).ifNoneMatch(read.etag()).expect(304);
    alice.get(path).expect(200).shows("/revision", 1);
    alice.get(path + "/comments/" + UUID.randomUUID()).refused(404, "not-found");
    alice.get(path + "/comments/x").refused(404, "not-found");
    alice.get(alice.has("B") + "/comments/" + said.text("/id")).refused(404, "not-found");
  }

  @Test
  default void whatIsNoCommentIsRefused() {
    Person alice = alice();
    String path = alice.has("A");
    String comments = path + "/comments";
    alice.post(comments, Body.of()).invalid("/message");
    alice
        .post(comments, Body.of("message", " ", "parentId", "x", "path", "skills", "author", "eve"))
        .invalid("/message", "/parentId", "/path", "/author");
    alice.post(comments, Body.of("message", "x", "path", "/a~2b")).invalid("/path");
    alice.post(comments, Body.of("message", "x", "path", "/a".repeat(501))).invalid("/path");
    alice.post(comments, Body.of("message", "x".repeat(10_001))).invalid("/message");
    alice.post(comments, Body.of("message", "x".repeat(10_000), "path", "")).expect(201);
    alice
        .post(comments, Body.of("message", "x", "parentId", UUID.randomUUID().toString()))
        .invalid("/parentId");
    Answer elsewhere = says(alice, alice.has("B"), "elsewhere");
    alice
        .post(comments, Body.of("message", "x", "parentId", elsewhere.text("/id")))
        .invalid("/parentId");
    alice.get(comments + "?x=1").expect(400).namesParameters("x");
    alice.get(comments + "?after=nonsense").expect(400).namesParameters("after");
  }

  @Test
  default void threadsAreOnlySoDeep() {
    Person alice = alice();
    Answer last = says(alice, alice.has("A"), "0");
    for (int i = 1; i <= 10; i++) {
      last = replies(alice, last, Integer.toString(i));
    }
    alice
        .post(last.link("inf:comments"), Body.of("message", "11", "parentId", last.text("/id")))
        .invalid("/parentId");
  }

  @Test
  default void theOldestComesFirst() {
    Person alice = alice();
    String path = alice.has("A");
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      said.add("m" + i);
      says(alice, path, "m" + i);
    }
    Answer page = alice.get(path + "/comments?start=2&limit=3").expect(200);
    page.shows("/start", 2, "/count", 3, "/total", 7);
    assertThat(page.texts(COMMENTS, "message")).containsExactly("m2", "m3", "m4");
    assertThat(alice.get(page.link("next")).expect(200).texts(COMMENTS, "message"))
        .containsExactly("m5", "m6");
    assertThat(messages(alice, path)).isEqualTo(said);
    List<String> walked = new ArrayList<>();
    String next = path + "/comments?limit=2&after=";
    while (!next.isEmpty()) {
      Answer some = alice.get(next).expect(200);
      walked.addAll(some.texts(COMMENTS, "message"));
      next = some.links("next") ? some.link("next") : "";
    }
    assertThat(walked).isEqualTo(said);
    alice.get(path + "/comments?start=1&after=").expect(400).namesParameters("start");
  }

  @Test
  default void whoReviewsSpeaksAndItsAuthorChangesIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").readerOf("sales");
    Person carl = tenant.user("carl").writerOf("sales");
    String path =
        alice.creates(Body.of("name", "A", "ownerId", "sales", "shared", true)).header("Location");
    String said = says(bob, path, "first").header("Location");

    assertThat(messages(carl, path)).containsExactly("first");
    carl.put(said, Body.of("message", "mine")).refused(403, "forbidden");
    carl.delete(said).refused(403, "forbidden");
    alice.put(said, Body.of("message", "mine")).refused(403, "forbidden");
    Answer seen = bob.get(said).expect(200);
    Answer changed =
        bob.put(said, Body.of("message", "second", "path", "/name"))
            .ifMatch(seen.etag())
            .expect(200);
    changed.shows("/message", "second", "/path", "/name", "/author", "bob");
    bob.put(said, Body.of("message", "third"))
        .ifMatch(seen.etag())
        .refused(412, "precondition-failed");
    bob.put(said, seen.object()).refused(409, "changed-since-read");
    bob.put(said, changed.object().with("author", Body.json("eve"))).invalid("/author");
    Answer same = bob.put(said, changed.object()).expect(200);
    assertThat(same.object()).isEqualTo(changed.object());
    bob.put(said, Body.of("path", Body.NULL))
        .expect(200)
        .shows("/message", "second", "/path", Body.NULL);
    bob.put(said, Body.of("message", Body.NULL, "more", 1)).invalid("/message", "/more");
    bob.delete(said).ifMatch(seen.etag()).refused(412, "precondition-failed");
    alice.delete(said).expect(204);
    bob.get(said).refused(404, "not-found");
    bob.delete(said).refused(404, "not-found");

    Person anybody = tenant.user("anybody");
    anybody.get(path).expect(200);
    anybody.get(path + "/comments").refused(403, "forbidden");
    anybody.post(path + "/comments", Body.of("message", "x")).refused(403, "forbidden");
    String other = says(bob, path, "again").header("Location");
    anybody.get(other).refused(403, "forbidden");
    anybody.delete(other).refused(403, "forbidden");
    tenant().user("alice").writerOf("sales").get(other).refused(404, "not-found");
    says(tenant.user("root").tenantAdmin(), path, "from above");
  }

  @Test
  default void aDeletedCommentStaysAsLongAsItHasReplies() {
    Person alice = alice();
    String path = alice.has("A");
    Answer root = says(alice, path, "root");
    Answer reply = replies(alice, root, "reply");
    Answer leaf = replies(alice, reply, "leaf");
    assertThat(alice.get(root.header("Location")).expect(200).etag()).isEqualTo(root.etag());

    alice.delete(root.header("Location")).expect(204);
    alice.delete(reply.header("Location")).expect(204);
    Answer stub = alice.get(root.header("Location")).expect(200);
    stub.shows("/message", Body.NULL, "/author", Body.NULL, "/deleted", true);
    assertThat(stub.body()).doesNotContain("alice\"").doesNotContain("root");
    assertThat(messages(alice, path)).containsExactly("(none)", "(none)", "leaf");
    alice.put(root.header("Location"), Body.of("message", "x")).refused(404, "not-found");
    alice.delete(root.header("Location")).refused(404, "not-found");
    alice
        .post(path + "/comments", Body.of("message", "x", "parentId", root.text("/id")))
        .invalid("/parentId");
    alice.get(leaf.link("inf:parent")).expect(200);

    alice.delete(leaf.header("Location")).expect(204);
    assertThat(messages(alice, path)).isEmpty();
    alice.get(path + "/comments").expect(200).shows("/total", 0);
    alice.get(root.header("Location")).refused(404, "not-found");
  }

  @Test
  default void whoRepliesAtTheSameMomentIsNotLost() {
    Person alice = alice();
    String path = alice.has("A");
    Answer root = says(alice, path, "root");
    var calls =
        java.util.stream.IntStream.range(0, 6)
            .mapToObj(i ->
                alice
                    .post(
                        path + "/comments",
                        Body.of("message", "r" + i, "parentId", root.text("/id")))
                    .begin())
            .toList();
    List<String> replies =
        calls.stream().map(call -> call.join().is(201).header("Location")).toList();
    alice.delete(root.header("Location")).expect(204);
    for (String reply : replies) {
      alice.get(root.header("Location")).expect(200);
      alice.delete(reply).expect(204);
    }
    alice.get(root.header("Location")).refused(404, "not-found");
  }

  @Test
  default void whatIsSaidOfADraftGoesWithIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("A");
    says(alice, path, "on live");
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("welcome", "x")).expect(200);
    Answer said = says(alice, draft, "on the draft");
    assertThat(said.header("Location")).startsWith(draft + "/comments/");
    assertThat(messages(alice, draft)).containsExactly("on the draft");
    assertThat(messages(alice, path + "")).containsExactly("on live");
    assertThat(messages(alice, "/api/assistants/alice:a-draft")).containsExactly("on the draft");
    alice.get(path + "/comments/" + said.text("/id")).refused(404, "not-found");
    alice
        .post(path + "/comments", Body.of("message", "x", "parentId", said.text("/id")))
        .invalid("/parentId");

    alice.post(path + "/draft/_commit").expect(200);
    alice.get(said.header("Location")).refused(404, "no-draft");
    assertThat(messages(alice, path)).containsExactly("on live");
    String next = alice.post(path + "/_edit").expect(201).header("Location");
    assertThat(messages(alice, next)).isEmpty();
    alice.get(next + "/comments/" + said.text("/id")).refused(404, "not-found");
    alice.delete(path).expect(204);
    alice.get(path + "/comments").refused(404, "not-found");
  }

  @Test
  default void aRepeatedCommentIsSaidOnce() {
    Person alice = alice();
    String path = alice.has("A");
    String key = UUID.randomUUID().toString();
    Answer first =
        alice
            .post(path + "/comments", Body.of("message", "once"))
            .header("Idempotency-Key", key)
            .expect(201);
    Answer second =
        alice
            .post(path + "/comments", Body.of("message", "once"))
            .header("Idempotency-Key", key)
            .expect(201);
    assertThat(second.object()).isEqualTo(first.object());
    alice
        .post(path + "/comments", Body.of("message", "other"))
        .header("Idempotency-Key", key)
        .refused(422, "key-reused");
    assertThat(messages(alice, path)).containsExactly("once");
  }
}
