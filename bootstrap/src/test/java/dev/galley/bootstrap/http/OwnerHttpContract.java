package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose an assistant is, and whose favourite. */
interface OwnerHttpContract extends HttpContract {

  @Test
  default void whoGetsItAdministersItAndTheOldNameStillLeadsThere() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String path = alice.has("Report");
    alice
        .get(path + "/owner")
        .expect(200)
        .shows("/ownerId", "alice", "/ownerType", "user", "/naturalId", "alice:report");

    Answer given = alice.put(path + "/owner", Body.of("ownerId", "bob")).expect(200);

    given.shows(
        "/ownerId", "bob",
        "/ownerType", "user",
        "/naturalId", "bob:report",
        "/oldNaturalId", "alice:report");
    alice.get(path).refused(404, "not-found");
    bob.get("/api/assistants/bob:report").expect(200).shows("/ownerId", "bob", "/revision", 1);
    bob.get("/api/assistants/alice:report").expect(200).shows("/naturalId", "bob:report");
    for (String relation : given.names("/_links")) {
      bob.get(given.link(relation)).expect(200);
    }
    // Until another takes it.
    String other = alice.has("Report");
    alice.get("/api/assistants/alice:report").expect(200).shows("/id", other.substring(16));
    bob.get("/api/assistants/alice:report").refused(404, "not-found");
    // And back again, where the name is in use by now.
    bob.put(path + "/owner", Body.of("ownerId", "alice"))
        .expect(200)
        .shows("/naturalId", "alice:report-2", "/oldNaturalId", "bob:report");
    bob.get("/api/assistants/bob:report").refused(404, "not-found");
    alice.get("/api/assistants/bob:report").expect(200).shows("/naturalId", "alice:report-2");
  }

  @Test
  default void theEventCarriesBothNames() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("Report");
    alice.put(path + "/owner", Body.of("ownerId", "support", "ownerType", "team")).expect(200);
    Answer page = new Feed(galley()).page(tenant.user("watcher").eventReader(), "", 2);
    page.shows(
        "/events/1/type", "dev.galley.assistant.live-updated.v1",
        "/events/1/data/naturalId", "support:report",
        "/events/1/data/oldNaturalId", "alice:report",
        "/events/1/data/revision", 1,
        "/events/1/data/changedPaths", List.of("/ownerId", "/ownerType"));
    assertThat(page.has("/events/0/data/oldNaturalId")).isFalse();
  }

  @Test
  default void theKindOfAnOwnerFollowsFromTheCaller() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").adminOf("sales").adminOf("alice");
    String path = alice.has("A");
    JsonObject user = Body.of("ownerId", "alice", "ownerType", "user");
    Answer same = alice.put(path + "/owner", user).expect(200);
    same.shows("/ownerType", "user");
    assertThat(same.has("/oldNaturalId")).isFalse();
    alice
        .put(path + "/owner", Body.of("ownerId", "alice"))
        .expect(200)
        .shows("/ownerType", "team", "/naturalId", "alice:a");
    alice.put(path + "/owner", Body.of("ownerId", "sales")).expect(200).shows("/ownerType", "team");
    assertThat(
            tenant.user("eve").adminOf("sales").get(path + "/owner").expect(200).text("/naturalId"))
        .isEqualTo("sales:a");
    tenant
        .user("root")
        .tenantAdmin()
        .put(path + "/owner", Body.of("ownerId", "sales"))
        .expect(200)
        .shows("/ownerType", "user", "/naturalId", "sales:a");
  }

  @Test
  default void onlyLevelThreeGivesAwayAndOnlyAsItWasSeen() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String path = alice.has("A");
    JsonObject wish = Body.of("ownerId", "bob");
    bob.put(path + "/owner", wish).refused(404, "not-found");
    alice.put(path + "/shares/bob", Body.of("accessLevel", 2)).expect(201);
    bob.get(path + "/owner").expect(200);
    bob.put(path + "/owner", wish).refused(403, "forbidden");
    String etag = alice.get(path + "/owner").expect(200).etag();
    alice.get(path + "/owner").ifNoneMatch(etag).expect(304);
    alice.put(path + "/owner", wish).ifMatch("\"other\"").refused(412, "precondition-failed");
    alice.put(path + "/owner", Body.of()).invalid("/ownerId");
    alice
        .put(path + "/owner", Body.of("ownerId", "a/b", "ownerType", "x", "more", 1))
        .invalid("/ownerId", "/ownerType", "/more");
    alice
        .put(path + "/owner", Body.of("ownerId", "bob", "naturalId", "bob:z"))
        .invalid("/naturalId");
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    alice.put(draft + "/owner", wish).ifMatch(etag).expect(200);
    bob.get(draft).expect(200).shows("/ownerId", "bob");
    bob.get("/api/assistants/bob:a-draft/owner").expect(200).shows("/ownerId", "bob");
    tenant().user("bob").get(path + "/owner").refused(404, "not-found");
  }

  @Test
  default void aFavouriteIsOneForEachUser() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String path = alice.has("A");
    alice.put(path, Body.of("shared", true)).expect(200);
    String favorite = path + "/favorite";
    alice.get(favorite).expect(200).shows("/favorite", false);
    Answer marked = alice.call("PUT", favorite).expect(200);
    marked.shows("/favorite", true);
    for (String relation : marked.names("/_links")) {
      alice.get(marked.link(relation)).expect(200);
    }
    alice.call("PUT", favorite).expect(200).shows("/favorite", true);
    bob.get(favorite).expect(200).shows("/favorite", false);
    bob.put(favorite, Body.of()).expect(200).shows("/favorite", true);
    alice.delete(favorite).expect(204);
    alice.delete(favorite).expect(204);
    alice.get(favorite).expect(200).shows("/favorite", false);
    alice.call("PUT", favorite).expect(200);
    alice.get(favorite).expect(200).shows("/favorite", true);
    bob.get(favorite).expect(200).shows("/favorite", true);
    alice.put(favorite, Body.of("favorite", true)).invalid("/favorite");
    alice.get(path).expect(200).shows("/revision", 2);

    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    alice.get(draft + "/favorite").expect(200).shows("/favorite", true);
    bob.get(draft + "/favorite").refused(404, "no-draft");
    tenant().user("alice").get(favorite).refused(404, "not-found");
    alice.put(path, Body.of("shared", false)).expect(200);
    bob.get(favorite).refused(404, "not-found");
    bob.call("PUT", favorite).refused(404, "not-found");
    bob.delete(favorite).refused(404, "not-found");
  }
}
