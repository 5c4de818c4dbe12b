package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chats: whose they are, who reaches them, and how they are listed. */
interface ChatsHttpContract extends HttpContract {

  private static String begins(Person user, String assistant) {
    return user.post("/api/chats", Body.of("assistantId", id(assistant)))
        .expect(201)
        .header("Location");
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static List<String> listed(Person user, String query) {
    return user.get("/api/chats" + query).expect(200).texts("/_embedded/inf:chat", "id");
  }

  @Test
  default void aChatIsBegunReadAndDeleted() {
    Person alice = alice();
    String assistant = alice.has("A");
    Answer begun =
        alice
            .post("/api/chats", Body.of("assistantId", "alice:a", "username", Body.NULL))
            .expect(201);
    String chat = begun.header("Location");

    begun.shows(
        "/id",
        id(chat),
        "/assistantId",
        id(assistant),
        "/username",
        "alice",
        "/createdBy",
        "alice");
    assertThat(begun.link("self")).isEqualTo(chat).isEqualTo("/api/chats/" + id(chat));
    assertThat(begun.link("inf:assistant")).isEqualTo("/api/assistants/alice:a");
    Answer read = alice.get(chat).expect(200);
    assertThat(read.object()).isEqualTo(begun.object());
    assertThat(read.header("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(alice.delete(chat).expect(204).body()).isEmpty();
    alice.get(chat).refused(404, "not-found");
    alice.delete(chat).refused(404, "not-found");
    alice.post(chat + "/messages", Body.of()).refused(404, "not-found");
    assertThat(listed(alice, "")).isEmpty();
  }

  @Test
  default void theNewestChatStandsInTheAssistantForItsUserAlone() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").adminOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    String tag = alice.get(live).expect(200).shows("/chatId", Body.NULL).etag();
    String first = begins(alice, live);
    String second = begins(alice, draft);

    Answer read = alice.get(live).expect(200).shows("/chatId", id(second));
    assertThat(read.etag()).isEqualTo(tag);
    alice.get(live).ifNoneMatch(tag).expect(304);
    alice.get(draft).expect(200).shows("/chatId", id(second));
    alice.get(live + "/draft").expect(200).shows("/chatId", id(second));
    bob.get(live).expect(200).shows("/chatId", Body.NULL);
    alice.put(live, read.object()).expect(200).shows("/revision", 1, "/chatId", id(second));
    alice.put(live, read.object().with("chatId", Body.json("other"))).expect(200);
    alice.delete(second).expect(204);
    alice.get(live).expect(200).shows("/chatId", id(first));
    assertThat(alice.get("/api/assistants").expect(200).has("/_embedded/inf:assistant/0/chatId"))
        .isFalse();
  }

  @Test
  default void oneReachesNoChatOfAnother() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String assistant = alice.creates(Body.of("name", "A", "shared", true)).header("Location");
    String chat = begins(bob, assistant);

    for (Person other : List.of(alice, tenant.user("root").tenantAdmin())) {
      other.get(chat).refused(404, "not-found");
      other.delete(chat).refused(404, "not-found");
      other.post(chat + "/messages", Body.of("cost", 1)).refused(404, "not-found");
      assertThat(listed(other, "")).isEmpty();
      assertThat(listed(other, "?assistantId=" + id(assistant))).isEmpty();
    }
    tenant().user("bob").get(chat).refused(404, "not-found");
    galley().nobody().get(chat).refused(401, "unauthenticated");
    tenant.user("bob").withoutSeat().get(chat).refused(403, "ai-seat-required");
    bob.get(chat).expect(200);
  }

  @Test
  default void aChatIsReachedThroughItsAssistantOnly() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String open = alice.creates(Body.of("name", "Open", "shared", true)).header("Location");
    String deleted = alice.creates(Body.of("name", "Gone", "shared", true)).header("Location");
    String mine = bob.has("Mine");
    String gone = begins(bob, deleted);
    String closed = begins(bob, open);
    String kept = begins(bob, mine);
    alice.put(open, Body.of("shared", false)).expect(200);
    alice.delete(deleted).expect(204);

    for (String chat : List.of(gone, closed)) {
      bob.get(chat).refused(404, "not-found");
      bob.delete(chat).refused(404, "not-found");
      bob.post(chat + "/messages", Body.of()).refused(404, "not-found");
    }
    bob.get("/api/chats").expect(200).shows("/total", 1, "/count", 1);
    assertThat(listed(bob, "")).containsExactly(id(kept));
    assertThat(listed(bob, "?assistantId=" + id(open))).isEmpty();
    bob.post("/api/chats", Body.of("assistantId", id(open))).refused(404, "not-found");
    alice.put(open, Body.of("shared", true)).expect(200);
    bob.get(closed).expect(200);
  }

  @Test
  default void chatsForOthersNeedThePermission() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    Person reporter = tenant.user("runtime").chatReporter();
    String open = alice.creates(Body.of("name", "A", "shared", true)).header("Location");
    String hidden = alice.has("B");

    alice
        .post("/api/chats", Body.of("assistantId", id(open), "username", "bob"))
        .refused(403, "forbidden")
        .namesPointers("/username");
    alice.post("/api/chats", Body.of("assistantId", id(open), "username", "alice")).expect(201);
    reporter
        .post("/api/chats", Body.of("assistantId", id(hidden), "username", "alice"))
        .refused(404, "not-found");
    Answer begun =
        reporter
            .post("/api/chats", Body.of("assistantId", id(open), "username", "bob"))
            .expect(201)
            .shows("/username", "bob", "/createdBy", "runtime");
    String chat = begun.header("Location");
    assertThat(listed(bob, "")).containsExactly(id(chat));
    assertThat(listed(reporter, "")).isEmpty();
    bob.get(open).expect(200).shows("/chatId", id(chat));
    reporter.get(chat).expect(200);
    reporter.post(chat + "/messages", Body.of("cost", 1)).expect(200).shows("/username", "bob");
    reporter.delete(chat).refused(404, "not-found");
    bob.delete(chat).expect(204);
  }

  @Test
  default void chatsAreListedTheNewestFirst() {
    Person alice = alice();
    String first = alice.has("First");
    String second = alice.has("Second");
    List<String> chats = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      chats.addFirst(id(begins(alice, i % 2 == 0 ? first : second)));
      pauseForTheNextMillisecond();
    }

    assertThat(listed(alice, "")).isEqualTo(chats);
    assertThat(listed(alice, "?assistantId=" + id(second)))
        .containsExactly(chats.get(1), chats.get(3), chats.get(5));
    assertThat(listed(alice, "?assistantId=alice:second-draft")).isEmpty();
    alice.post(second + "/_edit").expect(201);
    assertThat(listed(alice, "?assistantId=alice:second-draft")).hasSize(3);
    assertThat(listed(alice, "?assistantId=alice:nobody")).isEmpty();
    Answer page = alice.get("/api/chats?start=2&limit=3").expect(200);
    page.shows("/start", 2, "/count", 3, "/total", 7);
    assertThat(page.texts("/_embedded/inf:chat", "id")).isEqualTo(chats.subList(2, 5));
    assertThat(page.link("next")).isEqualTo("/api/chats?start=5&limit=3");
    assertThat(page.link("prev")).isEqualTo("/api/chats?start=0&limit=3");
    assertThat(page.link("last")).isEqualTo("/api/chats?start=6&limit=3");
    List<String> walked = new ArrayList<>();
    String next = "/api/chats?assistantId=" + id(first) + "&limit=2&after=";
    while (!next.isEmpty()) {
      Answer piece = alice.get(next).expect(200).shows("/total", 4);
      walked.addAll(piece.texts("/_embedded/inf:chat", "id"));
      next = piece.links("next") ? piece.link("next") : "";
    }
    assertThat(walked).containsExactly(chats.get(0), chats.get(2), chats.get(4), chats.get(6));
  }

  private static void pauseForTheNextMillisecond() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Test
  default void aListNamesEveryWrongParameter() {
    Person alice = alice();
    alice
        .get("/api/chats?assistantId=&after=x&start=3&limit=0&user=bob")
        .refused(400, "invalid-request")
        .namesParameters("assistantId", "after", "start", "limit", "user");
    alice.get("/api/chats/no-uuid").refused(404, "not-found");
  }

  @Test
  default void aBeginningNamesEveryWrongField() {
    Person alice = alice();
    alice.post("/api/chats", Body.of()).invalid("/assistantId");
    alice
        .post("/api/chats", Body.of("assistantId", 3, "username", "a/b", "title", "x"))
        .invalid("/assistantId", "/username", "/title");
    alice.post("/api/chats", Body.of("assistantId", "alice:nobody")).refused(404, "not-found");
  }

  @Test
  default void aBeginningThatIsRepeatedBeginsOneChat() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String open = alice.creates(Body.of("name", "A", "shared", true)).header("Location");
    Person reporter = tenant.user("runtime").chatReporter();
    for (Map.Entry<String, Person> of : Map.of("alice", alice, "carol", reporter).entrySet()) {
      Person user = of.getValue();
      JsonObject wish = Body.of("assistantId", id(open), "username", of.getKey());
      Answer first = user.post("/api/chats", wish).header("Idempotency-Key", "\"k\"").expect(201);
      Answer again = user.post("/api/chats", wish).header("Idempotency-Key", "\"k\"").expect(201);
      assertThat(again.object()).isEqualTo(first.object());
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
      user.post("/api/chats", wish.with("assistantId", Body.json("alice:a")))
          .header("Idempotency-Key", "\"k\"")
          .refused(422, "key-reused");
    }
    alice.get(open + "/usage").expect(200).shows("/totalChats", 2);
  }
}
