package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who may do what: every route as seen by everybody. */
interface AccessHttpContract extends HttpContract {

  /**
   * A route of one assistant.
   *
   * @param needed the level that it needs
   * @param ofDraft whether openness to everyone does not reach it
   */
  record Route(String method, String path, String body, int needed, boolean ofDraft) {

    Call by(Person person, Map<String, String> places) {
      String at = path;
      String sent = body;
      for (Map.Entry<String, String> place : places.entrySet()) {
        at = at.replace(place.getKey(), place.getValue());
        sent = sent.replace(place.getKey(), place.getValue());
      }
      Call call = person.call(method, at);
      return sent.isEmpty() ? call : call.json(sent);
    }
  }

  /** In an order in which each can succeed, the destructive ones last. */
  List<Route> ROUTES =
      List.of(
          new Route("GET", "LIVE", "", 1, false),
          new Route("GET", "LIVE/skills", "", 1, false),
          new Route("GET", "LIVE/skills/SKILL", "", 1, false),
          new Route("GET", "LIVE/skills/SKILL/driver", "", 1, false),
          new Route("GET", "LIVE/tags", "", 1, false),
          new Route("GET", "LIVE/draft", "", 1, true),
          new Route("GET", "DRAFT", "", 1, true),
          new Route("GET", "DRAFT/skills", "", 1, true),
          new Route("GET", "DRAFT/skills/SKILL", "", 1, true),
          new Route("GET", "DRAFT/skills/SKILL/driver", "", 1, true),
          new Route("GET", "DRAFT/tags", "", 1, true),
          new Route("GET", "LIVE/_compare", "", 1, true),
          new Route("GET", "LIVE/revisions/REVISION", "", 1, true),
          new Route("GET", "LIVE/revisions", "", 2, true),
          new Route("GET", "LIVE/revisions/1", "", 2, true),
          new Route("GET", "LIVE/revisions/_verify", "", 2, true),
          new Route("GET", "LIVE?asOf=2100-01-01T00:00:00Z", "", 1, true),
          new Route("GET", "LIVE/discarded", "", 2, true),
          new Route("GET", "LIVE/_compare?from=revision:1&to=live", "", 2, true),
          new Route("POST", "LIVE/_edit", "", 2, false),
          new Route("PUT", "DRAFT", "{\"welcome\":\"x\"}", 2, true),
          new Route("PUT", "DRAFT/tags", "[\"x\"]", 2, true),
          new Route("POST", "DRAFT/skills", "{\"type\":\"web-search\"}", 2, true),
          new Route("PUT", "DRAFT/skills/SKILL", "{\"name\":\"x\"}", 2, true),
          new Route("POST", "LIVE/draft/_commit?force=true&expectedRevision=99", "", 2, true),
          new Route("PUT", "LIVE", "{\"welcome\":\"x\"}", 2, false),
          new Route("PUT", "LIVE/tags", "[\"y\"]", 2, false),
          new Route("POST", "LIVE/skills", "{\"type\":\"web-search\"}", 2, false),
          new Route("PUT", "LIVE/skills/SKILL", "{\"name\":\"y\"}", 2, false),
          new Route("PUT", "LIVE/skills", "[\"SKILL\"]", 2, false),
          new Route("DELETE", "LIVE/skills/SKILL", "", 2, false),
          new Route("DELETE", "DRAFT", "", 2, true),
          new Route("DELETE", "LIVE/draft", "", 2, true),
          new Route("DELETE", "LIVE", "", 3, false));

  /** Routes of no single assistant. */
  List<String> OTHERS =
      List.of(
          "/api/assistants",
          "/api/assistants-list",
          "/api/assistant-tags",
          "/api/assistant-skill-templates",
          "/api/assistant-skill-templates/web-search",
          "/api/events",
          "/api/models");

  private static Map<String, String> stage(Person owner, boolean shared) {
    Answer created = owner.creates(Body.of("name", "Stage", "ownerId", "sales", "shared", shared));
    String live = created.header("Location");
    String skill =
        owner.post(live + "/skills", Body.of("type", "web-search")).expect(201).text("/id");
    String draft = owner.post(live + "/_edit").expect(201).header("Location");
    owner.put(draft, Body.of("name", "Changed")).expect(200);
    return Map.of("LIVE", live, "DRAFT", draft, "SKILL", skill, "REVISION", "2");
  }

  private static String place(Map<String, String> places, String name) {
    return Objects.requireNonNull(places.get(name), name);
  }

  private static void everyRoute(Person person, Map<String, String> places, int level) {
    for (Route route : ROUTES) {
      Answer answer = route.by(person, places).send();
      if (route.needed() > level) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.text("/code")).isEqualTo("forbidden");
      } else {
        assertThat(answer.status()).as(answer.toString()).isNotIn(401, 403);
        if (route.method().equals("GET")) {
          answer.is(200);
        }
      }
    }
  }

  @Test
  default void withoutATokenNothingAnswers() {
    Map<String, String> places = stage(tenant().user("alice").writerOf("sales"), true);
    for (Route route : ROUTES) {
      Answer answer = route.by(galley().nobody(), places).refused(401, "unauthenticated");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
    for (String path : OTHERS) {
      galley().nobody().get(path).refused(401, "unauthenticated");
    }
    galley().nobody().post("/api/assistants", Body.of()).refused(401, "unauthenticated");
    new Person(galley(), "nonsense").get("/api/assistants").refused(401, "unauthenticated");
  }

  @Test
  default void withoutTheSeatNothingAnswers() {
    Tenant tenant = tenant();
    Map<String, String> places = stage(tenant.user("alice").writerOf("sales"), true);
    Person seatless = tenant.user("alice").writerOf("sales").tenantAdmin().withoutSeat();
    for (Route route : ROUTES) {
      route.by(seatless, places).refused(403, "ai-seat-required");
    }
    for (String path : OTHERS) {
      seatless.get(path).refused(403, "ai-seat-required");
    }
    seatless.post("/api/assistants", Body.of()).refused(403, "ai-seat-required");
    seatless.put("/api/models/m", Body.of()).refused(403, "ai-seat-required");
  }

  @Test
  default void aReaderByTeamReviewsDraftsAndChangesNothing() {
    Tenant tenant = tenant();
    Map<String, String> places = stage(tenant.user("alice").writerOf("sales"), false);
    everyRoute(tenant.user("bob").readerOf("sales"), places, 1);
  }

  @Test
  default void aWriterByTeamDoesAllButDelete() {
    Tenant tenant = tenant();
    Map<String, String> places = stage(tenant.user("alice").writerOf("sales"), false);
    everyRoute(tenant.user("bob").writerOf("sales"), places, 2);
  }

  @Test
  default void levelThreeDoesAll() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    everyRoute(tenant.user("bob").adminOf("sales"), stage(alice, false), 3);
    everyRoute(tenant.user("root").tenantAdmin(), stage(alice, false), 3);
    // By the share that creating for a team gives, without the team.
    everyRoute(tenant.user("alice"), stage(alice, false), 3);
  }

  @Test
  default void whoSeesItOnlyBecauseItIsOpenSeesLiveAlone() {
    Tenant tenant = tenant();
    Map<String, String> places = stage(tenant.user("alice").writerOf("sales"), true);
    Person anybody = tenant.user("anybody");
    for (Route route : ROUTES) {
      Answer answer = route.by(anybody, places).send();
      if (route.ofDraft()) {
        assertThat(answer.status()).as(answer.toString()).isIn(403, 404);
        assertThat(answer.text("/code")).isIn("no-draft", "forbidden");
        assertThat(answer.has("/lastDraft")).as(answer.toString()).isFalse();
      } else {
        answer.is(route.needed() > 1 ? 403 : 200);
      }
    }
    Answer live = anybody.get(place(places, "LIVE")).expect(200);
    assertThat(live.links("inf:draft")).isFalse();
    assertThat(live.links("inf:revisions")).isFalse();
    anybody.get("/api/assistants/sales:stage-draft").refused(404, "no-draft");
  }

  @Test
  default void aDraftThatIsNotThereLooksTheSameToWhoMayNotSeeIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    String with = place(stage(alice, true), "LIVE");
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

  @Test
  default void forAStrangerItIsAsIfItDidNotExist() {
    Tenant tenant = tenant();
    Map<String, String> places = stage(tenant.user("alice").writerOf("sales"), false);
    Map<String, String> absent =
        Map.of(
            "LIVE", "/api/assistants/01900000-0000-7000-8000-000000000000",
            "DRAFT", "/api/assistants/01900000-0000-7000-8000-000000000001",
            "SKILL", place(places, "SKILL"),
            "REVISION", "2");
    List<Person> strangers =
        List.of(
            tenant.user("stranger").writerOf("marketing"),
            tenant.user("sales"),
            tenant().user("alice").adminOf("sales"),
            tenant().user("root").tenantAdmin(),
            tenant.user("op").operator());
    for (Person stranger : strangers) {
      for (Route route : ROUTES) {
        Answer hidden = route.by(stranger, places).refused(404, "not-found");
        Answer missing = route.by(stranger, absent).refused(404, "not-found");
        assertThat(plain(hidden)).isEqualTo(plain(missing));
        assertThat(hidden.headers().map().keySet()).isEqualTo(missing.headers().map().keySet());
      }
      stranger.get("/api/assistants/sales:stage").refused(404, "not-found");
      stranger.get("/api/assistants/sales:stage-draft").refused(404, "not-found");
    }
  }

  private static JsonObject plain(Answer answer) {
    return answer.object().without("instance");
  }

  @Test
  default void theChecksRunInTheirOrder() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Map<String, String> places = stage(alice, false);
    String live = place(places, "LIVE");
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
