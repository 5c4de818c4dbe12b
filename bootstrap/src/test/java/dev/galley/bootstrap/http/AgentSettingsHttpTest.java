package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AutosaveCopy;
import dev.galley.application.agent.CopyAddress;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.store.Saver;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.AgentContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that keeps little of drafts and follows few of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentSettingsHttpTest {
  /** As seldom as possible. */
  private static final Duration POLL = Duration.ofSeconds(10);

  private final Galley galley =
      Galley.inMemory(
          Map.of(
              "galley.agents.retention", 200,
              "galley.agents.max-drafts", 2,
              "galley.agents.poll", "50ms",
              "galley.agents.heartbeat", "300ms",
              "galley.agents.max-streams", 3,
              "galley.agents.max-streams-per-tenant", 2,
              "galley.auth.clock-skew", "0s"));

  @AfterAll
  void stop() {
    galley.close();
  }

  @Test
  void theOldestUnpinnedEntriesGoFirst() {
    Tenant tenant = galley.newTenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String draft = studio.draft(0);
    studio.saves(alice, 0, Studio.sketch("head 1"));
    alice.patch(draft + "/history/1", Body.of("label", "named")).expect(200);
    alice.put(draft, Studio.sketch("head 2")).ifMatch("1").expect(200);
    alice.patch(draft + "/history/2", Body.of("pinned", true)).expect(200);
    for (int i = 3; i <= 210; i++) {
      alice
          .put(draft, Studio.sketch("head " + i))
          .ifMatch(Integer.toString(i - 1))
          .header("Prefer", "return=minimal")
          .expect(204);
    }
    Answer history = alice.get(draft + "/history?all=true").expect(200);
    assertThat(history.items("/history")).hasSize(200);
    history.shows("/history/0/seqNo", 2, "/history/1/seqNo", 12, "/history/199/seqNo", 210);
    alice.get(draft + "/history/1").refused(404, "not-found");
    alice.get(draft + "/history/11").refused(404, "not-found");
    alice.get(draft + "/history/2").expect(200).shows("/content/comment", "head 2");
  }

  @Test
  void aUserHasOnlySoManyDraftsOfAnAgent() {
    Tenant tenant = galley.newTenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first");
    studio.mints(alice, "second");
    studio.saves(alice, 0, Studio.sketch("x"));
    studio.saves(alice, 1, Studio.sketch("x"));
    alice.put(studio.draft(2), Studio.sketch("x")).refused(409, "too-many-drafts");
    alice.delete(studio.draft(0)).expect(204);
    studio.saves(alice, 2, Studio.sketch("x"));
    Studio other = Studio.of(tenant, alice, "other");
    other.saves(alice, 0, Studio.sketch("x"));
  }

  @Test
  void silenceIsBrokenByHeartbeats() {
    Tenant tenant = galley.newTenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.saves(alice, 0, Studio.sketch("x"));
    try (Following stream = follow(alice, studio)) {
      stream.event();
      assertThat(stream.block().comment()).isTrue();
      assertThat(stream.block().comment()).isTrue();
    }
  }

  private Following follow(Person reader, Studio studio) {
    return Following.onceThereIsRoom(
        () -> Following.at(galley, reader, studio.draft(0) + ":subscribe"), 429, 503);
  }

  @Test
  void aTokenThatEndsEndsItsStream() {
    Tenant tenant = galley.newTenant();
    Caller caller = tenant.user("alice").caller();
    Studio studio = Studio.of(tenant, tenant.user("alice"));
    studio.saves(tenant.user("alice"), 0, Studio.sketch("x"));
    Following.untilItEnds(
        lifetime -> follow(new Person(galley, galley.tokenOf(caller, lifetime)), studio));
  }

  @Test
  void aTenantFollowsOnlySoManyDrafts() {
    Tenant tenant = galley.newTenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.saves(alice, 0, Studio.sketch("x"));
    try (Following one = follow(alice, studio);
        Following two = follow(alice, studio)) {
      one.event();
      two.event();
      Following third =
          Following.onceThereIsRoom(
              () -> Following.at(galley, alice, studio.draft(0) + ":subscribe"), 503);
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.header("Retry-After")).isEqualTo("10");
      alice.call("HEAD", studio.draft(0) + ":subscribe").expect(200);
    }
    try (Following again = follow(alice, studio)) {
      again.event();
    }
  }

  @Test
  void whatAnotherServerSavesIsToldSoon() {
    Tenant tenant = galley.newTenant();
    Tenant.Member alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.saves(alice, 0, Studio.sketch("x"));
    try (Following stream = follow(alice, studio)) {
      stream.event();
      new AutosaveCopy(anotherServers())
          .handle(
              new AutosaveCopy.Command(
                  new CopyAddress(alice.caller(), tenant.name(), "helper", 0),
                  AgentContent.parse(Studio.sketch("y")),
                  OptionalLong.of(1),
                  Optional.of("elsewhere")));
      assertThat(stream.event().json())
          .isEqualTo(
              Body.of("version", 2, "changeKind", "autosave", "originClientId", "elsewhere"));
    }
  }

  @Test
  void whatThisServerSavesIsToldAtOnce() {
    try (Galley patient = Galley.inMemory(Map.of("galley.agents.poll", POLL.toString()))) {
      Tenant tenant = patient.newTenant();
      Person alice = tenant.user("alice");
      Studio studio = Studio.of(tenant, alice);
      studio.saves(alice, 0, Studio.content("x"));
      try (Following stream = Following.at(patient, alice, studio.draft(0) + ":subscribe")) {
        stream.event();
        Instant begun = Instant.now();
        alice.put(studio.draft(0), Studio.content("y")).ifMatch("1").expect(200);
        assertThat(stream.event().data()).contains("\"version\":2");
        alice.post(studio.draft(0) + ":commit").ifMatch("2").expect(201);
        assertThat(stream.event().data()).contains("\"commit\"");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(POLL);
        stream.ends();
      }
    }
  }

  /** Of a server with the same store, whose saves this one hears nothing of. */
  private AgentDesk anotherServers() {
    AgentDesk here = galley.context().getBean(AgentDesk.class);
    return new AgentDesk(
        here.snapshots(),
        here.revisions(),
        here.journals(),
        here.limits(),
        here.clock(),
        new Saver(
            galley.context().getBean(InMemoryStore.class).aggregates(),
            here.saver().ids(),
            here.saver().patience()));
  }

  @Test
  void settingsOutOfTheirRangeRefuseToStart() {
    for (Map.Entry<String, Object> bad :
        Map.<String, Object>of(
                "galley.agents.retention", 199,
                "galley.agents.max-drafts", 0,
                "galley.agents.poll", "1ms",
                "galley.agents.heartbeat", "1h",
                "galley.agents.max-streams", -1)
            .entrySet()) {
      assertThatThrownBy(() -> Galley.inMemory(Map.of(bad.getKey(), bad.getValue())))
          .hasStackTraceContaining(bad.getKey() + ": ");
    }
    assertThatThrownBy(() -> Galley.inMemory(Map.of("galley.agents.retention", 1_001)))
        .hasStackTraceContaining("galley.agents.retention: 1001 (expected: 200 to 1000)");
  }
}
