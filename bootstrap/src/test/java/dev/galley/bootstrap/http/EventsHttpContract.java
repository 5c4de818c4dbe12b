package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.AgentProfile;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The feed: pages, cursors, tenants, retention, streams. */
interface EventsHttpContract extends HttpContract {

  String CREATED = "dev.galley.assistant.created.v1";
  String LIVE_UPDATED = "dev.galley.assistant.live-updated.v1";

  private Feed feed() {
    return new Feed(galley());
  }

  private static Tenant.Member service(Tenant tenant) {
    return tenant.user("indexer").eventReader();
  }

  private static String text(Json event, String member) {
    return ((JsonObject) event).text(member).orElse("(none)");
  }

  private static List<String> subjects(List<Json> events) {
    return events.stream().map(event -> text(event, "subject")).toList();
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  default void anEventIsACloudEventInStructuredMode() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("A");
    alice.put(path, Body.of("welcome", "Hi")).expect(200);

    Answer page = feed().page(service(tenant), "", 2);

    assertThat(page.header("Content-Type")).startsWith("application/json");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    page.shows(
        "/events/0/specversion", "1.0",
        "/events/0/type", CREATED,
        "/events/0/source", "/galley/" + tenant.name(),
        "/events/0/subject", id(path),
        "/events/0/datacontenttype", "application/json",
        "/events/0/tenant", tenant.name(),
        "/events/0/actor", "alice",
        "/events/0/sequence", "00000000000000000001",
        "/events/1/type", LIVE_UPDATED,
        "/events/1/sequence", "00000000000000000002",
        "/events/1/previous", "00000000000000000001",
        "/events/1/data/revision", 2,
        "/events/1/data/content/welcome", "Hi");
    assertThat(page.has("/events/0/previous")).isFalse();
    assertThat(page.text("/events/0/id")).matches("[0-9a-f-]{36}");
    assertThat(page.text("/events/0/time")).matches("\\d{4}-\\d\\d-\\d\\dT.*\\.\\d{3}Z");
  }

  @Test
  default void whatHappensToAgentsIsToldToo() {
    Tenant tenant = tenant();
    Aggregates aggregates = galley().context().getBean(Aggregates.class);
    Stamp stamp = new Stamp(Instant.parse("2026-01-02T03:04:05Z"), "alice");
    ChangeId first = new ChangeId(UUID.randomUUID());
    Transition<Agent> created =
        Agent.create(
            new AgentId("ticket-triage"),
            new TenantId(tenant.name()),
            Optional.empty(),
            new AgentProfile("Triage", Optional.empty(), List.of()),
            stamp,
            first);
    assertThat(aggregates.save(Change.of(first, created))).isEqualTo(new SaveOutcome.Saved());
    ChangeId second = new ChangeId(UUID.randomUUID());
    Snapshot content = AgentContent.parse(Body.of("comment", "Sorts.")).snapshot();
    Transition<Agent> minted =
        created
            .next()
            .mint(
                new Agent.Authored(content.hash(), ChangedPaths.NONE),
                Optional.empty(),
                stamp,
                second);
    assertThat(aggregates.save(Change.of(second, minted).with(content)))
        .isEqualTo(new SaveOutcome.Saved());

    feed()
        .page(service(tenant), "", 2)
        .shows(
            "/events/0/type", "dev.galley.agent.created.v1",
            "/events/0/subject", created.next().ref().id().toString(),
            "/events/0/data/naturalId", "ticket-triage",
            "/events/0/data/kind", "agent",
            "/events/0/data/revision", 0,
            "/events/1/type", "dev.galley.agent.revision-created.v1",
            "/events/1/data/currentRevision", 1,
            "/events/1/data/content/comment", "Sorts.");
    feed()
        .page(service(tenant), "?content=false", 2)
        .shows(
            "/events/1/data/contentLink",
            "/v1/tenants/" + tenant.name() + "/agents/ticket-triage/revisions/1");
  }

  @Test
  default void pagesTogetherHoldEveryEventOnceInItsOrder() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      made.add(id(alice.has("A" + i)));
    }
    Person service = service(tenant);
    feed().page(service, "", 70);

    List<Json> sevens = feed().walk(service, "", "&limit=7");
    assertThat(subjects(sevens)).containsExactlyInAnyOrderElementsOf(made);
    // More than what the server loads at once.
    assertThat(feed().walk(service, "", "&limit=1000")).isEqualTo(sevens);
    assertThat(service.get(Feed.PATH + "?limit=69").expect(200).items("/events"))
        .isEqualTo(sevens.subList(0, 69));

    Answer end = service.get(Feed.PATH + "?limit=1000").expect(200);
    Answer behind = service.get(Feed.PATH + "?after=" + end.text("/next")).expect(200);
    assertThat(behind.items("/events")).isEmpty();
    String later = id(alice.has("later"));
    Answer next = feed().page(service, "?after=" + behind.text("/next"), 1);
    assertThat(next.texts("/events", "subject")).containsExactly(later);
  }

  @Test
  default void theEventsOfOneAssistantComeInTheirSequence() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("A");
    for (int i = 0; i < 5; i++) {
      alice.put(path, Body.of("welcome", "w" + i)).expect(200);
    }
    alice.delete(path).expect(204);

    assertThat(feed().page(service(tenant), "", 7).texts("/events", "sequence"))
        .containsExactly(
            "00000000000000000001",
            "00000000000000000002",
            "00000000000000000003",
            "00000000000000000004",
            "00000000000000000005",
            "00000000000000000006",
            "00000000000000000007");
  }

  @Test
  default void aPageEndsBeforeItGetsTooLarge() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    int many = 80;
    for (int i = 0; i < many; i++) {
      alice.creates(Body.of("name", "A" + i, "instructions", "i".repeat(60_000)));
    }
    Person service = service(tenant);
    feed().page(service, "?limit=1000&content=false", many);

    Answer page = service.get(Feed.PATH + "?limit=1000").expect(200);
    assertThat(page.body().length()).isBetween(4_000_000, 4_500_000);
    assertThat(page.items("/events")).hasSizeLessThan(many);
    assertThat(new HashSet<>(subjects(feed().walk(service, "", "&limit=1000")))).hasSize(many);
  }

  @Test
  default void contentsStayAwayWhenTheyAreNotWanted() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String path = alice.has("A");
    alice.creates(Body.of("name", "Large", "instructions", "i".repeat(70_000)));
    Person service = service(tenant);

    Answer with = feed().page(service, "", 2);
    assertThat(with.has("/events/0/data/content")).isTrue();
    assertThat(with.has("/events/0/data/contentLink")).isFalse();
    assertThat(with.has("/events/1/data/content")).isFalse();
    assertThat(with.text("/events/1/data/contentLink")).endsWith("/revisions/1");

    Answer without = feed().page(service, "?content=false", 2);
    assertThat(without.has("/events/0/data/content")).isFalse();
    without.shows("/events/0/data/contentLink", path + "/revisions/1");
    try (Following stream = Following.of(galley(), service, "?content=false")) {
      assertThat(stream.event().data()).contains("contentLink").doesNotContain("\"content\"");
    }
  }

  @Test
  default void noTenantReadsEventsOfAnother() {
    Tenant one = tenant();
    Tenant other = tenant();
    String ours = id(one.user("alice").has("ours"));
    String theirs = id(other.user("alice").has("theirs"));

    Answer page = feed().page(service(one), "", 1);
    assertThat(page.texts("/events", "subject")).containsExactly(ours);
    assertThat(feed().page(service(other), "", 1).texts("/events", "subject"))
        .containsExactly(theirs);
    service(other)
        .get(Feed.PATH + "?after=" + page.text("/next"))
        .refused(400, "invalid-request")
        .namesParameters("after");
  }

  @Test
  default void withoutThePermissionNobodyReadsEvents() {
    Tenant tenant = tenant();
    for (Person person :
        List.of(
            tenant.user("alice"),
            tenant.user("root").tenantAdmin(),
            tenant.user("op").operator())) {
      person.get(Feed.PATH).refused(403, "forbidden");
      assertThat(Following.of(galley(), person, "").status()).isEqualTo(403);
    }
    service(tenant).withoutSeat().get(Feed.PATH).refused(403, "ai-seat-required");
    galley().nobody().get(Feed.PATH).refused(401, "unauthenticated");
  }

  @Test
  default void whatIsWrongWithARequestIsNamed() {
    Person service = service(tenant());
    for (String after : List.of("5", "x", "bGF0ZXN0", "e30", "%7B%7D")) {
      service
          .get(Feed.PATH + "?after=" + after)
          .refused(400, "invalid-request")
          .namesParameters("after");
    }
    service
        .get(Feed.PATH + "?limit=0&content=no&before=1")
        .refused(400, "invalid-request")
        .namesParameters("limit", "content", "before");
    service.get(Feed.PATH + "?limit=1001").refused(400, "invalid-request").namesParameters("limit");
    service.get(Feed.PATH).header("Accept", "text/csv").refused(406, "not-acceptable");
    Following stream = Following.of(galley(), service, "", "nonsense");
    assertThat(stream.status()).isEqualTo(400);
    assertThat(stream.refusal()).contains("Last-Event-ID");
  }

  @Test
  default void whoStartsWithTheLatestGetsOnlyWhatComesAfter() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person service = service(tenant);
    String empty =
        service
            .get(Feed.PATH + "?after=latest")
            .expect(200)
            .shows("/events", List.of())
            .text("/next");
    String first = id(alice.has("first"));
    feed().page(service, "", 1);

    Answer latest = service.get(Feed.PATH + "?after=latest").expect(200);
    assertThat(latest.items("/events")).isEmpty();
    String second = id(alice.has("second"));
    assertThat(
            feed().page(service, "?after=" + latest.text("/next"), 1).texts("/events", "subject"))
        .containsExactly(second);
    assertThat(feed().page(service, "?after=" + empty, 2).texts("/events", "subject"))
        .containsExactly(first, second);
  }

  @Test
  default void aCursorWhoseEventsAreGoneHasExpired() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person service = service(tenant);
    Answer before = service.get(Feed.PATH).expect(200);
    alice.has("A");
    alice.has("B");
    Answer read = feed().page(service, "", 2);
    Feed.pause();
    galley().context().getBean(Housekeeping.class).forgetEvents(Duration.ZERO, false, 10_000);

    Answer expired =
        service.get(Feed.PATH + "?after=" + before.text("/next")).refused(410, "cursor-expired");
    assertThat(expired.link("inf:current-state")).isEqualTo("/api/assistants");
    service.get(expired.link("inf:current-state")).expect(200);
    Following stream = Following.of(galley(), service, "?after=" + before.text("/next"));
    assertThat(stream.status()).isEqualTo(410);

    // Who had read all of it misses nothing, nor does who begins now.
    service.get(Feed.PATH + "?after=" + read.text("/next")).expect(200);
    Answer begun = service.get(Feed.PATH).expect(200).shows("/events", List.of());
    service.get(Feed.PATH + "?after=" + begun.text("/next")).expect(200);
    Answer latest = service.get(Feed.PATH + "?after=latest").expect(200);
    String later = id(alice.has("C"));
    for (Answer from : List.of(read, begun, latest)) {
      assertThat(
              feed().page(service, "?after=" + from.text("/next"), 1).texts("/events", "subject"))
          .containsExactly(later);
    }
  }

  @Test
  default void aStreamFollowsAndIsResumed() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person service = service(tenant);
    String path = alice.has("A");
    feed().page(service, "", 1);
    Following.Block first;
    Following.Block second;
    try (Following stream = Following.of(galley(), service, "")) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
      assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
      first = stream.event();
      assertThat(first.event()).isEqualTo(CREATED);
      assertThat(text(first.json(), "subject")).isEqualTo(id(path));

      alice.put(path, Body.of("welcome", "line\nbreak")).expect(200);
      feed().place();
      second = stream.event();
      assertThat(second.event()).isEqualTo(LIVE_UPDATED);
    }
    Answer page = service.get(Feed.PATH).expect(200);
    assertThat(page.items("/events")).containsExactly(first.json(), second.json());
    assertThat(service.get(Feed.PATH + "?after=" + first.id()).expect(200).texts("/events", "type"))
        .containsExactly(LIVE_UPDATED);

    alice.delete(path).expect(204);
    feed().page(service, "", 3);
    // The header tells what was seen last; the query is still that of the first time.
    try (Following resumed = Following.of(galley(), service, "?after=", second.id());
        Following after = Following.of(galley(), service, "?after=" + second.id())) {
      assertThat(resumed.event().event()).isEqualTo("dev.galley.assistant.deleted.v1");
      assertThat(after.event().event()).isEqualTo("dev.galley.assistant.deleted.v1");
    }
  }

  @Test
  default void aStreamThatBreaksBeforeItsFirstEventIsResumedToo() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person service = service(tenant);
    alice.has("A");
    feed().page(service, "", 1);
    String place;
    try (Following stream = Following.of(galley(), service, "?after=latest")) {
      Following.Block begun = stream.block();
      assertThat(begun.data()).isEmpty();
      place = begun.id();
    }
    String missed = id(alice.has("B"));
    feed().page(service, "", 2);
    try (Following stream = Following.of(galley(), service, "?after=latest", place)) {
      assertThat(text(stream.event().json(), "subject")).isEqualTo(missed);
    }
  }

  @Test
  default void aStreamBringsMoreThanOnePage() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 130; i++) {
      made.add(id(alice.has("A" + i)));
    }
    Person service = service(tenant);
    feed().page(service, "?limit=1000", 130);
    Set<String> seen = new HashSet<>();
    try (Following stream = Following.of(galley(), service, "")) {
      while (seen.size() < 130) {
        assertThat(seen.add(text(stream.event().json(), "subject"))).isTrue();
      }
    }
    assertThat(seen).isEqualTo(made);
  }

  @Test
  default void thePreferredRepresentationIsSent() {
    Person service = service(tenant());
    for (String accept :
        List.of(
            "*/*",
            "application/json",
            "application/json, text/event-stream",
            "text/html,application/xhtml+xml,*/*;q=0.8")) {
      assertThat(service.get(Feed.PATH).header("Accept", accept).expect(200).header("Content-Type"))
          .as(accept)
          .startsWith("application/json");
    }
    service.call("HEAD", Feed.PATH).header("Accept", "text/event-stream").expect(200);
  }
}
