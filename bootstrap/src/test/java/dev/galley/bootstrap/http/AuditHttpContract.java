package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has let whom in, and what was brought back. */
interface AuditHttpContract extends HttpContract {
  String ENTRIES = "/_embedded/inf:audit-entry";
  String TOKEN = "a-token-of-24-characters";

  private static List<String> changes(Person person, String path) {
    return person.get(path + "/audit?limit=200").expect(200).texts(ENTRIES, "change");
  }

  @Test
  default void everyChangeOfWhoGetsInIsNoted() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("A");
    assertThat(changes(alice, path)).isEmpty();
    alice.put(path + "/shares/bob", Body.of("accessLevel", 1)).expect(201);
    alice.put(path + "/shares/bob", Body.of("accessLevel", 1)).expect(200);
    alice.put(path + "/shares/bob", Body.of("accessLevel", 3)).expect(200);
    tenant.user("bob").delete(path + "/shares/bob").expect(204);
    alice.put(path, Body.of("shared", true, "token", TOKEN)).expect(200);
    alice.put(path, Body.of("protected", true, "welcome", Body.NULL)).expect(200);
    alice.put(path + "/owner", Body.of("ownerId", "carl")).expect(200);

    Person root = tenant.user("root").tenantAdmin();
    Answer page = root.get(path + "/audit").expect(200);
    page.shows("/start", 0, "/count", 7, "/total", 7);
    assertThat(page.texts(ENTRIES, "change"))
        .containsExactly("owner", "protected", "token", "shared", "share", "share", "share");
    page.shows(
        ENTRIES + "/0/before",
        Body.of("id", "alice", "type", "user"),
        ENTRIES + "/0/after",
        Body.of("id", "carl", "type", "user"),
        ENTRIES + "/0/naturalIdBefore",
        "alice:a",
        ENTRIES + "/0/naturalIdAfter",
        "carl:a",
        ENTRIES + "/1/after",
        true,
        ENTRIES + "/2/token",
        "set",
        ENTRIES + "/3/before",
        false,
        ENTRIES + "/4/by",
        "bob",
        ENTRIES + "/4/before",
        3,
        ENTRIES + "/4/after",
        0,
        ENTRIES + "/5/before",
        1,
        ENTRIES + "/6/principalId",
        "bob",
        ENTRIES + "/6/number",
        1);
    assertThat(page.body()).doesNotContain(TOKEN);
    List<String> times = page.texts(ENTRIES, "at");
    assertThat(times.reversed()).isSorted();
    Answer older = root.get(path + "/audit?start=5&limit=1").expect(200);
    assertThat(older.items(ENTRIES)).hasSize(1);
    older.shows(ENTRIES + "/0/number", 2);
    root.get(path + "/audit?start=7").expect(200).shows("/count", 0, "/total", 7);
    root.get(path + "/audit?x=1").expect(400).namesParameters("x");
    root.get(path + "/audit?after=0&start=1").expect(400).namesParameters("after", "start");
    List<String> walked = new ArrayList<>();
    String next = path + "/audit?limit=3&after=";
    while (!next.isEmpty()) {
      Answer some = root.get(next).expect(200).shows("/total", 7);
      walked.addAll(some.texts(ENTRIES, "at"));
      next = some.links("next") ? some.link("next") : "";
    }
    assertThat(walked).isEqualTo(times);
  }

  @Test
  default void whatADraftChangesIsNotedWithItsCommit() {
    Person alice = alice();
    String path = alice.has("A");
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("token", TOKEN, "shared", true, "welcome", "w")).expect(200);
    assertThat(changes(alice, path)).isEmpty();
    alice.post(path + "/draft/_commit", Body.of("paths", List.of("/shared"))).expect(200);
    assertThat(changes(alice, path)).containsExactly("shared");
    alice.post(path + "/draft/_commit").expect(200);
    assertThat(changes(alice, path)).containsExactly("token", "shared");
    alice.put(path, Body.of("token", Body.NULL)).expect(200);
    alice.get(path + "/audit").expect(200).shows(ENTRIES + "/0/token", "cleared");
    alice.post(path + "/_edit").expect(201);
    alice.put("/api/assistants/alice:a-draft", Body.of("token", TOKEN)).expect(200);
    alice.post(path + "/draft/_commit").expect(200);
    assertThat(changes(alice, path)).startsWith("token", "token");
    alice.post(path + "/_edit").expect(201);
    alice.delete(path + "/draft").expect(204);
    assertThat(changes(alice, path)).hasSize(4);
  }

  @Test
  default void restoresAndBeginningsAreNoted() {
    Person alice = tenant().user("alice").writerOf("sales");
    String path =
        alice
            .creates(Body.of("name", "A", "ownerId", "sales", "shared", true, "token", TOKEN))
            .header("Location");
    alice.put(path, Body.of("welcome", "two")).expect(200);
    Answer restored = alice.post(path + "/revisions/1/_restore").expect(201);
    alice.put("/api/assistants/sales:a-draft", Body.of("welcome", "three")).expect(200);
    alice.delete(path + "/draft").expect(204);
    alice.post(path + "/_restore?discarded=" + restored.text("/id")).expect(201);

    Answer page = alice.get(path + "/audit").expect(200);
    assertThat(page.texts(ENTRIES, "change")).containsExactly("restored", "restored", "created");
    page.shows(
        ENTRIES + "/0/discarded",
        restored.text("/id"),
        ENTRIES + "/1/revision",
        1,
        ENTRIES + "/1/draft",
        restored.text("/id"),
        ENTRIES + "/2/owner",
        Body.of("id", "sales", "type", "team"),
        ENTRIES + "/2/shared",
        true,
        ENTRIES + "/2/token",
        "set",
        ENTRIES + "/2/shares/0/principalId",
        "alice");
    assertThat(alice.get("/api/assistants/sales:a-draft/audit").expect(200).object().get("total"))
        .hasValue(Body.json(3));
  }

  @Test
  default void onlyLevelThreeReadsIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    String path =
        alice.creates(Body.of("name", "A", "ownerId", "sales", "shared", true)).header("Location");
    List<Person> lower = new ArrayList<>();
    lower.add(tenant.user("bob").readerOf("sales"));
    lower.add(tenant.user("bob").writerOf("sales"));
    lower.add(tenant.user("anybody"));
    lower.forEach(person -> person.get(path + "/audit").refused(403, "forbidden"));
    tenant().user("root").tenantAdmin().get(path + "/audit").refused(404, "not-found");
    alice.get(path + "/audit").expect(200);
  }
}
