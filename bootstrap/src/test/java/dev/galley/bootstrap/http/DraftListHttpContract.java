package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The open drafts that a caller can see. */
interface DraftListHttpContract extends HttpContract {
  String DRAFTS = "/api/drafts";
  String ITEMS = "/_embedded/inf:draft";

  private static String opens(Person person, Object assistant) {
    String path = person.creates(assistant).header("Location");
    person.post(path + "/_edit").expect(201);
    return path;
  }

  private static List<String> names(Person person, String query) {
    return person.get(DRAFTS + query).expect(200).texts(ITEMS, "naturalId");
  }

  @Test
  default void aDraftIsListedAsItIs() {
    Person alice = alice();
    String path = alice.has("A");
    assertThat(names(alice, "")).isEmpty();
    Answer draft = alice.post(path + "/_edit").expect(201);
    Answer list = alice.get(DRAFTS).expect(200);
    list.shows("/start", 0, "/count", 1, "/total", 1);
    list.shows(
        ITEMS + "/0/id",
        draft.text("/id"),
        ITEMS + "/0/naturalId",
        "alice:a-draft",
        ITEMS + "/0/editingId",
        draft.text("/editingId"),
        ITEMS + "/0/name",
        "A",
        ITEMS + "/0/base",
        1,
        ITEMS + "/0/outdated",
        false,
        ITEMS + "/0/changedPaths",
        0,
        ITEMS + "/0/updatedBy",
        "alice",
        ITEMS + "/0/updatedAt",
        draft.text("/updatedAt"));
    alice.put(draft.header("Location"), Body.of("name", "B", "welcome", "w")).expect(200);
    alice.put(path, Body.of("icon", "i")).expect(200);
    Answer later = alice.get(DRAFTS).expect(200);
    later.shows(
        ITEMS + "/0/name", "B",
        ITEMS + "/0/base", 1,
        ITEMS + "/0/revision", 2,
        ITEMS + "/0/outdated", true,
        ITEMS + "/0/changedPaths", 2);
    for (String relation : later.names(ITEMS + "/0/_links")) {
      alice.get(later.text(ITEMS + "/0/_links/" + relation + "/href")).expect(200);
    }
    alice.delete(path + "/draft").expect(204);
    assertThat(names(alice, "")).isEmpty();
  }

  @Test
  default void everybodySeesWhatIsOpenToThemAndOnce() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales").writerOf("support");
    Person bob = tenant.user("bob").readerOf("sales");
    String own = opens(alice, Body.of("name", "Own"));
    opens(alice, Body.of("name", "Team", "ownerId", "sales"));
    opens(alice, Body.of("name", "Open", "shared", true, "ownerId", "support"));

    assertThat(names(alice, ""))
        .containsExactly("alice:own-draft", "sales:team-draft", "support:open-draft");
    assertThat(names(bob, "")).containsExactly("sales:team-draft");
    assertThat(names(tenant.user("anybody"), "")).isEmpty();
    assertThat(names(tenant.user("root").tenantAdmin(), "")).hasSize(3);
    assertThat(names(tenant().user("root").tenantAdmin(), "")).isEmpty();
    alice.put(own + "/shares/bob", Body.of("accessLevel", 2)).expect(201);
    assertThat(names(bob, "")).containsExactly("alice:own-draft", "sales:team-draft");
    bob.get(DRAFTS).expect(200).shows("/total", 2);
    alice.delete(own + "/shares/bob").expect(204);
    assertThat(names(bob, "")).containsExactly("sales:team-draft");
    alice.put(own + "/owner", Body.of("ownerId", "bob")).expect(200);
    assertThat(names(bob, "")).containsExactly("bob:own-draft", "sales:team-draft");
    assertThat(names(alice, "")).containsExactly("sales:team-draft", "support:open-draft");
  }

  @Test
  default void draftsAreFilteredAndPaged() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String path = opens(alice, Body.of("name", "N" + i, "ownerId", "sales"));
      all.add("sales:n" + i + "-draft");
      if (i % 2 == 0) {
        bob.put("/api/assistants/sales:n" + i + "-draft", Body.of("icon", "x")).expect(200);
      }
      if (i > 2) {
        alice.put(path, Body.of("welcome", "x")).expect(200);
      }
    }
    assertThat(names(alice, "")).containsExactlyInAnyOrderElementsOf(all);
    List<String> ordered = names(alice, "");
    assertThat(names(alice, "?mine=true")).hasSize(5);
    assertThat(names(bob, "?mine=true"))
        .containsExactlyInAnyOrder("sales:n0-draft", "sales:n2-draft", "sales:n4-draft");
    assertThat(names(bob, "?mine=false"))
        .containsExactlyInAnyOrder("sales:n1-draft", "sales:n3-draft");
    assertThat(names(bob, "?outdated=true"))
        .containsExactlyInAnyOrder("sales:n3-draft", "sales:n4-draft");
    assertThat(names(bob, "?outdated=true&mine=true")).containsExactly("sales:n4-draft");
    assertThat(names(bob, "?outdated=false")).hasSize(3);

    Answer page = alice.get(DRAFTS + "?start=1&limit=2&outdated=false").expect(200);
    page.shows("/total", 3, "/count", 2, "/start", 1);
    Answer second = alice.get(DRAFTS + "?start=1&limit=3").expect(200);
    assertThat(second.texts(ITEMS, "naturalId")).isEqualTo(ordered.subList(1, 4));
    assertThat(alice.get(second.link("next")).expect(200).texts(ITEMS, "naturalId"))
        .isEqualTo(ordered.subList(4, 5));
    List<String> walked = new ArrayList<>();
    String next = DRAFTS + "?limit=2&after=";
    while (!next.isEmpty()) {
      Answer some = alice.get(next).expect(200);
      some.shows("/total", walked.isEmpty() ? 5 : some.texts(ITEMS, "naturalId").size());
      walked.addAll(some.texts(ITEMS, "naturalId"));
      next = some.links("next") ? some.link("next") : "";
    }
    assertThat(walked).isEqualTo(ordered);
    alice
        .get(DRAFTS + "?mine=x&outdated=&limit=0&after=y")
        .expect(400)
        .namesParameters("mine", "outdated", "limit", "after");
    alice.get(DRAFTS + "?x=1").expect(400).namesParameters("x");
  }
}
