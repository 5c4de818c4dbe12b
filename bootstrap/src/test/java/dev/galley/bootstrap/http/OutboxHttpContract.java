package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.Lease;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Outbox;
import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.content.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What operators see and do about events that can't be published. */
interface OutboxHttpContract extends HttpContract {

  String OUTBOX = "/api/admin/outbox";
  String REPLAY = OUTBOX + "/_replay";

  private Tenant.Member operator() {
    return tenant().user("op").operator().withoutSeat();
  }

  /** Makes an assistant whose events are parked. */
  private AggregateRef parked(Tenant tenant, String reason) {
    String path = tenant.user("alice").has("Secret plan");
    UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    AggregateRef aggregate =
        new AggregateRef(new TenantId(tenant.name()), AggregateKind.ASSISTANT, id);
    Leases leases = galley().context().getBean(Leases.class);
    String name = Slot.of(aggregate).lease();
    Optional<Lease> seen =
        leases.all(name).stream().filter(lease -> lease.name().equals(name)).findFirst();
    Lease lease = leases.take(name, seen, "outbox-test").orElseThrow();
    galley()
        .context()
        .getBean(Outbox.class)
        .park(lease, new Parked(aggregate, 1, reason, Instant.parse("2026-01-02T03:04:05Z")));
    leases.release(lease);
    return aggregate;
  }

  private static JsonObject named(AggregateRef aggregate) {
    return Body.of(
        "tenant",
        aggregate.tenant().value(),
        "kind",
        aggregate.kind().wireName(),
        "id",
        aggregate.id().toString());
  }

  private static JsonObject entry(Answer outbox, AggregateRef aggregate) {
    return outbox.items("/parked").stream()
        .map(JsonObject.class::cast)
        .filter(entry -> entry.text("id").equals(Optional.of(aggregate.id().toString())))
        .findFirst()
        .orElseThrow(() -> new AssertionError(aggregate + " is not in " + outbox));
  }

  @Test
  default void whatIsParkedIsShownAndReplayed() {
    Person operator = operator();
    AggregateRef aggregate = parked(tenant(), "too large");

    Answer outbox = operator.get(OUTBOX + "?limit=200").expect(200);
    assertThat(outbox.header("Cache-Control")).isEqualTo("no-store");
    assertThat(outbox.number("/pending")).isPositive();
    assertThat(outbox.number("/oldestPendingSeconds")).isNotNegative();
    assertThat(outbox.number("/parkedAggregates")).isPositive();
    assertThat(outbox.at("/kafka")).isEqualTo(Body.json(false));
    assertThat(outbox.texts("/leases", "name")).contains(Slot.of(aggregate).lease());
    assertThat(outbox.names("/leases/0")).containsExactly("name", "holder", "term", "beat");
    JsonObject entry = entry(outbox, aggregate);
    assertThat(entry.without("_links"))
        .isEqualTo(
            Body.of(
                "tenant",
                aggregate.tenant().value(),
                "kind",
                "assistant",
                "id",
                aggregate.id().toString(),
                "sequence",
                1,
                "reason",
                "too large",
                "parkedAt",
                "2026-01-02T03:04:05.000Z"));
    assertThat(entry.get("_links")).contains(Body.of("replay", Body.of("href", REPLAY)));
    assertThat(outbox.body()).as("no content of any tenant").doesNotContain("Secret plan");

    assertThat(operator.post(REPLAY, named(aggregate)).expect(200).object())
        .isEqualTo(entry.without("_links"));
    operator.post(REPLAY, named(aggregate)).refused(404, "not-found");
  }

  @Test
  default void whatIsParkedIsShownInPages() {
    Person operator = operator();
    List<AggregateRef> made = new ArrayList<>();
    Tenant tenant = tenant();
    for (int i = 0; i < 5; i++) {
      made.add(parked(tenant, "r" + i));
    }
    List<String> seen = new ArrayList<>();
    String after = "";
    while (true) {
      Answer page = operator.get(OUTBOX + "?limit=2&after=" + after).expect(200);
      assertThat(page.items("/parked").size()).isBetween(1, 2);
      seen.addAll(page.texts("/parked", "id"));
      if (page.at("/next").equals(Body.NULL)) {
        break;
      }
      after = page.text("/next");
    }
    assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
    assertThat(seen).containsAll(made.stream().map(ref -> ref.id().toString()).toList());
    made.forEach(aggregate -> operator.post(REPLAY, named(aggregate)).expect(200));
  }

  @Test
  default void aReplayNamesItsAggregateInFull() {
    Person operator = operator();
    operator.post(REPLAY, Body.of()).invalid("/tenant", "/kind", "/id");
    operator
        .post(REPLAY, Body.of("tenant", "a/b", "kind", "Assistant", "id", "1-1-1-1-1", "all", true))
        .invalid("/tenant", "/kind", "/id", "/all");
    operator
        .post(REPLAY, Body.of("tenant", 5, "kind", Body.NULL))
        .invalid("/tenant", "/kind", "/id");
    operator.post(REPLAY).invalid("");
    String id = UUID.randomUUID().toString();
    operator
        .post(REPLAY, Body.of("tenant", "t", "kind", "working-copy", "id", id))
        .invalid("/kind");
    for (String kind : List.of("assistant", "agent")) {
      operator
          .post(REPLAY, Body.of("tenant", "t", "kind", kind, "id", id))
          .refused(404, "not-found");
    }
    operator
        .get(OUTBOX + "?limit=201&q=x")
        .refused(400, "invalid-request")
        .namesParameters("limit", "q");
  }

  @Test
  default void theOutboxIsForOperatorsAlone() {
    Tenant tenant = tenant();
    AggregateRef aggregate = parked(tenant, "r");
    for (Person person :
        List.of(
            tenant.user("alice"),
            tenant.user("root").tenantAdmin(),
            tenant.user("indexer").eventReader())) {
      person.get(OUTBOX).refused(403, "forbidden");
      person.post(REPLAY, named(aggregate)).refused(403, "forbidden");
    }
    galley().nobody().get(OUTBOX).refused(401, "unauthenticated");
    galley().nobody().post(REPLAY, named(aggregate)).refused(401, "unauthenticated");
    operator().post(REPLAY, named(aggregate)).expect(200);
  }
}
