package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbered revisions, and which of them is current. */
interface AgentRevisionsHttpContract extends HttpContract {

  @Test
  default void aRevisionKeepsItsContent() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    Answer first =
        alice
            .post(studio.path() + "/revisions", Studio.content("first", "a"))
            .expect(201)
            .shows(
                "/agentId", "helper",
                "/revision", 1,
                "/current", true,
                "/parentHash", Body.NULL,
                "/createdBy", "alice",
                "/comment", "first",
                "/kind", "created");
    assertThat(first.header("Location")).isEqualTo(studio.path() + "/revisions/1");
    assertThat(first.texts("/changedPaths")).contains("/comment");

    alice
        .post(studio.path() + "/revisions", Studio.content("second", "a", "b"))
        .expect(201)
        .shows(
            "/revision", 2, "/current", false, "/parentHash", first.at("/hash"), "/kind", "update");
    Answer read = alice.get(studio.path() + "/revisions/1").expect(200).shows("/comment", "first");
    assertThat(read.at("/content")).isEqualTo(canonical(alice, studio));
    alice.get(studio.path()).expect(200).shows("/currentRevision", 1, "/newestRevision", 2);
    for (String none : List.of("0", "3", "x", "01", "-1", "9999999999999999999")) {
      alice.get(studio.path() + "/revisions/" + none).refused(404, "not-found");
    }
    alice.get(studio.path() + "/revisions/1?x=").expect(400).namesParameters("x");
  }

  @Test
  default void theChainOfAnAgentIsVerified() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String verify = studio.path() + "/revisions/_verify";
    alice
        .get(verify)
        .expect(200)
        .shows(
            "/valid", true, "/revisions", 0, "/newestHash", Body.NULL, "/firstInvalid", Body.NULL);
    studio.mints(alice, "first");
    studio.mints(alice, "second");
    Answer newest = alice.get(studio.path() + "/revisions/2").expect(200);
    alice
        .get(verify)
        .expect(200)
        .shows("/valid", true, "/revisions", 2, "/newestHash", newest.at("/hash"));

    alice.delete(studio.path()).expect(204);
    alice.get(verify).refused(404, "not-found");
    Studio again = Studio.of(tenant, alice);
    again.mints(alice, "third");
    alice.get(verify).expect(200).shows("/valid", true, "/revisions", 3);
    alice.get(verify + "?x=").expect(400).namesParameters("x");
  }

  private static Json canonical(Person alice, Studio studio) {
    return alice.put(studio.draft(1), Studio.content("first", "a")).expect(200).at("/headData");
  }

  @Test
  default void revisionsAreListedTheNewestFirst() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    for (int i = 1; i <= 5; i++) {
      assertThat(studio.mints(alice, "revision " + i)).isEqualTo(i);
    }
    Answer page = alice.get(studio.path() + "/revisions?limit=2").expect(200);
    assertThat(page.texts("/items", "comment")).containsExactly("revision 5", "revision 4");
    page = alice.get(page.text("/next")).expect(200);
    assertThat(page.texts("/items", "comment")).containsExactly("revision 3", "revision 2");
    page = alice.get(page.text("/next")).expect(200).shows("/next", Body.NULL);
    assertThat(page.texts("/items", "comment")).containsExactly("revision 1");
    assertThat(page.has("/items/0/content")).isFalse();
    alice
        .get(studio.path() + "/revisions?after=0&limit=201&q=1")
        .expect(400)
        .namesParameters("after", "limit", "q");
  }

  @Test
  default void aRevisionIsCompleteAndWellFormed() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String revisions = studio.path() + "/revisions";
    alice
        .post(revisions, Studio.sketch("nothing"))
        .refused(422, "invalid-flow")
        .namesPointers("/flow/steps", "/flow/steps");
    alice
        .post(
            revisions,
            Body.of(
                "flow",
                Body.of(
                    "steps",
                    List.of(
                        Body.of("id", "in", "type", "ENTRY_POINT"),
                        Body.of("id", "lost", "type", "MAGIC"),
                        Body.of("id", "out", "type", "EXIT_POINT")),
                    "edges",
                    List.of(Body.of("source", "in", "target", "out")))))
        .refused(422, "invalid-flow")
        .namesPointers("/flow/steps/1/type", "/flow/steps/1", "/flow/steps/1");
    alice
        .post(revisions, Body.of("flow", Body.of("nodes", List.of()), "owner", "x"))
        .invalid("/flow/nodes", "/owner");
    alice.post(revisions).refused(400, "invalid-request");
    assertThat(alice.get(revisions).expect(200).items("/items")).isEmpty();
  }

  @Test
  default void aDeploySwitchesTheCurrentRevisionAndIsNoted() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first");
    studio.mints(alice, "second");
    String revisions = studio.path() + "/revisions";
    alice
        .post(revisions + "/2:deploy")
        .expect(200)
        .shows("/currentRevision", 2, "/newestRevision", 2);
    alice.get(revisions + "/1").expect(200).shows("/current", false);
    alice.post(revisions + "/1:deploy", Body.of()).expect(200).shows("/currentRevision", 1);

    Answer deploys = alice.get(revisions + "/deploys").expect(200).shows("/next", Body.NULL);
    assertThat(deploys.items("/items")).hasSize(3);
    deploys.shows(
        "/items/0/number", 3,
        "/items/0/revision", 1,
        "/items/0/previousRevision", 2,
        "/items/0/deployedBy", "alice",
        "/items/1/revision", 2,
        "/items/1/previousRevision", 1,
        "/items/2/revision", 1,
        "/items/2/previousRevision", Body.NULL);
    Answer page = alice.get(revisions + "/deploys?limit=2").expect(200);
    alice.get(page.text("/next")).expect(200).shows("/items/0/number", 1, "/next", Body.NULL);

    for (String none : List.of("0", "3", "x")) {
      alice.post(revisions + "/" + none + ":deploy").refused(404, "not-found");
    }
    alice.post(revisions + "/1:deploy", Body.of("reason", "x")).invalid("/reason");
    alice.post(revisions + "/1:deploy?x=1").expect(400).namesParameters("x");
    alice.get(revisions + "/deploys?x=1").expect(400).namesParameters("x");
  }

  @Test
  default void revisionsAreCompared() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first", "a");
    studio.mints(alice, "second", "a", "b");
    String compare = studio.path() + "/_compare";

    Answer changes =
        alice
            .get(compare + "?from=revision:1&to=revision:2")
            .expect(200)
            .shows("/agentId", "helper");
    assertThat(changes.texts("/changedPaths")).contains("/comment", "/flow/steps/b");
    assertThat(changes.header("Content-Type")).isEqualTo("application/json");
    Answer patch =
        alice
            .get(compare + "?from=current&to=revision:2")
            .header("Accept", "application/json-patch+json")
            .expect(200);
    assertThat(patch.header("Content-Type")).isEqualTo("application/json-patch+json");
    assertThat(patch.texts("", "op")).isNotEmpty();
    assertThat(alice.get(compare + "?from=revision:0&to=revision:0").expect(200).items("/changes"))
        .isEmpty();

    alice.get(compare).expect(400).namesParameters("from", "to");
    alice.get(compare + "?from=head&to=entry:1&x=1").expect(400).namesParameters("from", "to", "x");
    alice.get(compare + "?from=revision:1&to=revision:3").refused(404, "not-found");
    Studio bare = Studio.of(tenant, alice, "bare");
    alice.get(bare.path() + "/_compare?from=revision:0&to=current").refused(404, "not-found");
  }
}
