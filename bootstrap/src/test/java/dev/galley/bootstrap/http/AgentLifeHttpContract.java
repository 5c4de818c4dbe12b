package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents come, are described, get members, and go. */
interface AgentLifeHttpContract extends HttpContract {

  @Test
  default void anAgentIsCreatedReadAndDescribed() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    long before = System.currentTimeMillis();
    Answer created =
        alice
            .post(
                Studio.agents(tenant),
                Body.of("id", "mail-sorter", "displayName", "Mail sorter", "tags", List.of("mail")))
            .expect(201)
            .shows(
                "/id", "mail-sorter",
                "/displayName", "Mail sorter",
                "/description", Body.NULL,
                "/tags/0", "mail",
                "/role", "Admin",
                "/currentRevision", 0,
                "/newestRevision", 0,
                "/createdBy", "alice");
    assertThat(created.number("/createdAt")).isBetween(before, System.currentTimeMillis());
    String path = created.header("Location");
    assertThat(path).isEqualTo(Studio.agents(tenant) + "/mail-sorter");
    assertThat(alice.get(path).expect(200).json()).isEqualTo(created.json());

    alice
        .patch(path, Body.of("description", "Sorts mail.", "tags", List.of()))
        .expect(200)
        .shows("/displayName", "Mail sorter", "/description", "Sorts mail.", "/tags", List.of());
    alice
        .patch(path, Body.of("description", Body.NULL, "displayName", "Sorter"))
        .expect(200)
        .shows("/displayName", "Sorter", "/description", Body.NULL);
    alice.patch(path, Body.of("id", "other", "displayName", 1)).invalid("/id", "/displayName");
  }

  @Test
  default void anAgentIsCalledByItsIdUnlessItHasAName() {
    Tenant tenant = tenant();
    tenant
        .user("alice")
        .post(Studio.agents(tenant), Body.of("id", "helper"))
        .expect(201)
        .shows("/displayName", "helper");
  }

  @Test
  default void idsHaveAFormAndAreUnique() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String agents = Studio.agents(tenant);
    for (String id : List.of("", "a", "A1", "1a", "a b", "a/b", "a".repeat(64))) {
      alice.post(agents, Body.of("id", id)).invalid("/id");
    }
    alice.post(agents, Body.of("displayName", "Nameless")).invalid("/id");
    alice.post(agents, Body.of("id", "ok", "owner", "x")).invalid("/owner");
    alice.post(agents, Body.of("id", "a".repeat(63))).expect(201);
    alice.post(agents, Body.of("id", "taken")).expect(201);
    tenant.user("bob").post(agents, Body.of("id", "taken")).refused(409, "agent-exists");
    alice.post(agents + "?x=1", Body.of("id", "other")).expect(400).namesParameters("x");
    Tenant other = tenant();
    other.user("alice").post(Studio.agents(other), Body.of("id", "taken")).expect(201);
  }

  @Test
  default void creatingAgentsNeedsThePermission() {
    Tenant tenant = tenant();
    tenant
        .user("alice")
        .withoutPermissions()
        .post(Studio.agents(tenant), Body.of("id", "helper"))
        .refused(403, "forbidden");
  }

  @Test
  default void aListHasTheAgentsInWhichTheCallerHasARole() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    for (String id : List.of("delta", "alpha", "echo", "bravo", "charlie")) {
      Studio.of(tenant, alice, id);
    }
    Studio shared = Studio.of(tenant, bob, "shared");
    shared.give(bob, "alice", "Viewer");
    Studio.of(tenant, bob, "secret");

    List<String> walked = new ArrayList<>();
    String page = Studio.agents(tenant) + "?limit=2";
    for (int i = 0; i < 3; i++) {
      Answer answer = alice.get(page).expect(200);
      assertThat(answer.items("/items")).hasSize(2);
      walked.addAll(answer.texts("/items", "id"));
      if (i == 2) {
        answer.shows("/next", Body.NULL);
      } else {
        page = answer.text("/next");
      }
    }
    assertThat(walked).containsExactly("alpha", "bravo", "charlie", "delta", "echo", "shared");
    assertThat(
            alice.get(Studio.agents(tenant) + "?after=delta").expect(200).texts("/items", "role"))
        .containsExactly("Admin", "Viewer");
    assertThat(tenant.user("stranger").get(Studio.agents(tenant)).expect(200).items("/items"))
        .isEmpty();
    assertThat(
            tenant
                .user("root")
                .tenantAdmin()
                .get(Studio.agents(tenant))
                .expect(200)
                .items("/items"))
        .hasSize(7);
    alice
        .get(Studio.agents(tenant) + "?limit=0&after=%21&start=1")
        .expect(400)
        .namesParameters("limit", "after", "start");
  }

  @Test
  default void membersHaveRoles() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String members = studio.path() + "/members";
    alice
        .put(members + "/bob", Body.of("role", "Viewer"))
        .expect(200)
        .shows("/user", "bob", "/role", "Viewer");
    alice.put(members + "/bob", Body.of("role", "Editor")).expect(200);
    assertThat(alice.get(members).expect(200).json())
        .isEqualTo(
            Body.json(
                List.of(
                    Body.of("user", "alice", "role", "Admin"),
                    Body.of("user", "bob", "role", "Editor"))));
    alice.put(members + "/bob", Body.of("role", "Owner")).invalid("/role");
    alice.put(members + "/bob", Body.of()).invalid("/role");
    alice.put(members + "/a%2Fb", Body.of("role", "Viewer")).refused(404, "not-found");
    alice.delete(members + "/carol").refused(404, "not-found");
    alice.delete(members + "/bob").expect(204);
    tenant.user("bob").get(studio.path()).refused(404, "not-found");
  }

  @Test
  default void theLastAdminStays() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String members = studio.path() + "/members";
    alice.delete(members + "/alice").refused(409, "last-admin");
    alice.put(members + "/alice", Body.of("role", "Editor")).refused(409, "last-admin");
    studio.give(alice, "bob", "Admin");
    alice.put(members + "/alice", Body.of("role", "Editor")).expect(200);
    tenant.user("bob").delete(members + "/alice").expect(204);
    tenant.user("bob").delete(members + "/bob").refused(409, "last-admin");
  }

  @Test
  default void whoDeletesIsToldOfTheDraftsOfOthers() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    Studio studio = Studio.of(tenant, alice);
    studio.give(alice, "bob", "Editor");
    long revision = studio.mints(alice, "first");
    studio.saves(alice, 0, Studio.sketch("mine"));
    studio.saves(bob, 0, Studio.sketch("his"));
    studio.saves(bob, revision, Studio.sketch("his second"));

    alice.delete(studio.path()).refused(409, "drafts-open").shows("/drafts", 2);
    alice.delete(studio.path() + "?force=yes").expect(400).namesParameters("force");
    bob.delete(studio.draft(0)).expect(204);
    alice.delete(studio.path()).refused(409, "drafts-open").shows("/drafts", 1);
    alice.delete(studio.path() + "?force=true").expect(204);

    alice.get(studio.path()).refused(404, "not-found");
    bob.get(studio.draft(revision)).refused(404, "not-found");
    assertThat(alice.get(Studio.agents(tenant)).expect(200).items("/items")).isEmpty();
  }

  @Test
  default void anAgentUnderTheIdOfADeletedOneHasNothingOfIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.give(alice, "bob", "Editor");
    long old = studio.mints(alice, "first");
    studio.saves(alice, 0, Studio.sketch("mine"));
    alice.delete(studio.path()).expect(204);

    alice
        .post(Studio.agents(tenant), Body.of("id", "helper"))
        .expect(201)
        .shows("/currentRevision", 0, "/newestRevision", 0);
    tenant.user("bob").get(studio.path()).refused(404, "not-found");
    alice.get(studio.path() + "/revisions/" + old).refused(404, "not-found");
    assertThat(alice.get(studio.path() + "/revisions").expect(200).items("/items")).isEmpty();
    assertThat(alice.get(studio.path() + "/revisions/deploys").expect(200).items("/items"))
        .isEmpty();
    alice.get(studio.draft(0)).expect(204);
    alice.get(studio.draft(old)).refused(404, "not-found");
    assertThat(alice.get(studio.path() + "/drafts").expect(200).items("")).isEmpty();
    // Numbers go on, so that events about the one are never taken for the other's.
    assertThat(studio.mints(alice, "again")).isEqualTo(old + 1);
    studio.saves(alice, 0, Studio.sketch("mine"));
  }
}
