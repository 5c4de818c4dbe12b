package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may do what, where the {@link AccessTable} does not tell it. */
interface AccessHttpContract extends HttpContract {

  /** An assistant of the team sales with a draft; its second revision is live. */
  private static String stage(Person owner, boolean shared) {
    String live =
        owner
            .creates(Body.of("name", "Stage", "ownerId", "sales", "shared", shared))
            .header("Location");
    owner.post(live + "/skills", Body.of("type", "web-search")).expect(201);
    String draft = owner.post(live + "/_edit").expect(201).header("Location");
    owner.put(draft, Body.of("name", "Changed")).expect(200);
    return live;
  }

  @Test
  default void whoCreatesForATeamKeepsLevelThreeWithoutTheTeam() {
    Tenant tenant = tenant();
    String live = stage(tenant.user("alice").writerOf("sales"), false);
    tenant.user("alice").delete(live).expect(204);
  }

  @Test
  default void whatWasLiveIsForWriters() {
    Tenant tenant = tenant();
    String live = stage(tenant.user("alice").writerOf("sales"), true);
    Person reader = tenant.user("bob").readerOf("sales");
    Person writer = tenant.user("carol").writerOf("sales");
    Person anybody = tenant.user("anybody");
    String inTime = live + "?asOf=2100-01-01T00:00:00Z";
    String compared = live + "/_compare?from=revision:1&to=live";
    // Revision 2 is live.
    for (String path : List.of(live + "/revisions/2", inTime)) {
      reader.get(path).expect(200);
      anybody.get(path).refused(403, "forbidden");
    }
    for (String path : List.of(live + "/revisions/1", compared)) {
      writer.get(path).expect(200);
      reader.get(path).refused(403, "forbidden");
      anybody.get(path).refused(403, "forbidden");
    }
  }

  @Test
  default void everyPartThatACallerMaySeeIsLinkedFromLiveAndDraft() {
    Tenant tenant = tenant();
    String live = stage(tenant.user("alice").writerOf("sales"), false);
    for (Person member :
        List.of(tenant.user("reader").readerOf("sales"), tenant.user("writer").writerOf("sales"))) {
      for (String path : List.of(live, live + "/draft")) {
        Answer seen = member.get(path).expect(200);
        for (String part : List.of("files", "references", "shares", "comments", "usage")) {
          member.get(seen.link("inf:" + part)).expect(200);
        }
      }
    }
  }

  @Test
  default void whoSeesItOnlyBecauseItIsOpenSeesLiveAlone() {
    Tenant tenant = tenant();
    String live = stage(tenant.user("alice").writerOf("sales"), true);
    Person anybody = tenant.user("anybody");
    Answer seen = anybody.get(live).expect(200);
    assertThat(seen.links("inf:draft")).isFalse();
    assertThat(seen.links("inf:revisions")).isFalse();
    for (String beyond : List.of("inf:shares", "inf:comments", "inf:usage", "inf:secrets")) {
      assertThat(seen.links(beyond)).as(beyond).isFalse();
    }
    anybody.get(seen.link("inf:files")).expect(200);
    anybody.get(seen.link("inf:references")).expect(200);
    anybody.get("/api/assistants/sales:stage-draft").refused(404, "no-draft");
  }

  @Test
  default void aDraftThatIsNotThereLooksTheSameToWhoMayNotSeeIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    String with = stage(alice, true);
    String without =
        alice
            .creates(Body.of("name", "Bare", "shared", true, "ownerId", "sales"))
            .header("Location");
    alice.post(without + "/_edit").expect(201);
    alice.delete(without + "/draft").expect(204);
    Person anybody = tenant.user("anybody");
    assertThat(plain(anybody.get(with + "/draft").refused(404, "no-draft")))
        .isEqualTo(plain(anybody.get(without + "/draft").refused(404, "no-draft")));
    assertThat(plain(anybody.get(with + "/_compare").send()))
        .isEqualTo(plain(anybody.get(without + "/_compare").send()));
    assertThat(plain(anybody.post(with + "/draft/_commit").send()))
        .isEqualTo(plain(anybody.post(without + "/draft/_commit").send()));
  }

  private static JsonObject plain(Answer answer) {
    return answer.object().without("instance");
  }

  @Test
  default void theChecksRunInTheirOrder() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    String live = stage(alice, false);
    Person reader = tenant.user("bob").readerOf("sales");
    Person stranger = tenant.user("stranger");

    // Shape before look-up, look-up before the model, the model before permission,
    // permission before preconditions, preconditions before state.
    stranger.put(live, Body.of("name", 5)).invalid("/name");
    stranger.put(live, Body.of("modelId", "none")).refused(404, "not-found");
    reader.put(live, Body.of("modelId", "none")).invalid("/modelId");
    reader.put(live, Body.of("name", "x")).ifMatch("\"other\"").refused(403, "forbidden");
    alice.put(live, Body.of("protected", true)).expect(200);
    alice.put(live, Body.of("name", "x")).ifMatch("\"other\"").refused(412, "precondition-failed");
    alice.put(live, Body.of("name", "x")).refused(409, "draft-required");
  }

  @Test
  default void openPagesNeedNoToken() {
    for (String path : List.of("/health/liveness", "/health/readiness", "/problems/no-draft")) {
      galley().nobody().get(path).expect(200);
    }
    galley().nobody().get("/openapi.yaml").expect(200);
  }

  @Test
  default void everyProblemHasAPage() {
    Person alice = alice();
    Answer refused = alice.get("/api/assistants/alice:none").refused(404, "not-found");
    assertThat(galley().nobody().get(refused.text("/type")).expect(200).body())
        .contains("not-found");
  }
}
