package dev.galley.rest.event;

import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.EventSignal;
import dev.galley.application.event.InspectOutbox;
import dev.galley.application.event.Lease;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Outbox;
import dev.galley.application.event.Parked;
import dev.galley.application.event.ReplayParked;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is still to be published, for operators; without anything that a tenant has written. */
@Controller("/api/admin/outbox")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class OutboxController {
  private static final String PATH = "/api/admin/outbox";
  private static final int DEFAULT_LIMIT = 30;
  private static final int MAX_KEY = 500;
  private static final Set<String> NAMES = Set.of("tenant", "kind", "id");
  private static final Map<String, AggregateKind> KINDS =
      new TreeMap<>(
          Arrays.stream(AggregateKind.values())
              .filter(AggregateKind::hasEvents)
              .collect(Collectors.toMap(AggregateKind::wireName, kind -> kind)));

  private final InspectOutbox inspect;
  private final ReplayParked replay;
  private final boolean publishing;

  OutboxController(
      Outbox outbox,
      Leases leases,
      EventSignal signal,
      InstantSource clock,
      Optional<EventPublisher> publisher) {
    this.inspect = new InspectOutbox(outbox, leases, clock);
    this.replay = new ReplayParked(outbox, signal);
    this.publishing = publisher.isPresent();
  }

  @Get
  HttpResponse<byte[]> inspect(HttpRequest<?> request) {
    QueryReader query = QueryReader.of(request);
    String after = query.text("after", 0, MAX_KEY).orElse("");
    int limit = query.smallInteger("limit", 1, InspectOutbox.MAX_LIMIT).orElse(DEFAULT_LIMIT);
    query.checkNothingElse();
    InspectOutbox.State state = inspect.handle(new InspectOutbox.Query(after, limit));
    return uncached(
        Answers.hal(
            JsonObject.builder()
                .put("kafka", publishing)
                .put("pending", state.backlog().pending())
                .put("oldestPendingSeconds", state.oldestPending().toSeconds())
                .put("parkedAggregates", state.backlog().parked())
                .put("leases", JsonArray.ofAll(state.leases(), OutboxController::lease))
                .put("parked", JsonArray.ofAll(state.parked(), OutboxController::parked))
                .putOrNull("next", state.next())
                .build()));
  }

  @Post("/_replay")
  HttpResponse<byte[]> replay(HttpRequest<?> request, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    Parked parked = Refusals.orThrow(replay.handle(aggregate(body.object())));
    return uncached(Answers.hal(describe(parked).build()));
  }

  private static AggregateRef aggregate(JsonObject body) {
    List<FieldError> errors = new ArrayList<>();
    for (String member : body.members().keySet()) {
      if (!NAMES.contains(member)) {
        errors.add(error(member, "is not a field of this request"));
      }
    }
    Optional<TenantId> tenant =
        read(
            body,
            "tenant",
            "must be a string of " + Identifiers.RULE,
            text -> Identifiers.valid(text) ? Optional.of(new TenantId(text)) : Optional.empty(),
            errors);
    Optional<AggregateKind> kind =
        read(
            body,
            "kind",
            "must be one of " + String.join(", ", KINDS.keySet()),
            text -> Optional.ofNullable(KINDS.get(text)),
            errors);
    Optional<UUID> id = read(body, "id", "must be a UUID", OutboxController::uuid, errors);
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    return new AggregateRef(tenant.orElseThrow(), kind.orElseThrow(), id.orElseThrow());
  }

  private static <T> Optional<T> read(
      JsonObject body,
      String name,
      String rule,
      Function<String, Optional<T>> parse,
      List<FieldError> errors) {
    Optional<T> value = body.text(name).flatMap(parse);
    if (value.isEmpty()) {
      errors.add(error(name, rule));
    }
    return value;
  }

  private static FieldError error(String name, String detail) {
    return new FieldError(JsonPointer.child(JsonPointer.ROOT, name), detail);
  }

  private static Optional<UUID> uuid(String text) {
    // UUID.fromString also takes shorter groups.
    return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  private static JsonObject lease(Lease lease) {
    return JsonObject.builder()
        .put("name", lease.name())
        .put("holder", lease.holder())
        .put("term", lease.term())
        .put("beat", lease.beat())
        .build();
  }

  private static JsonObject parked(Parked parked) {
    JsonObject replay = JsonObject.builder().put("href", PATH + "/_replay").build();
    return describe(parked)
        .put("_links", JsonObject.builder().put("replay", replay).build())
        .build();
  }

  private static JsonObject.Builder describe(Parked parked) {
    return JsonObject.builder()
        .put("tenant", parked.aggregate().tenant().value())
        .put("kind", parked.aggregate().kind().wireName())
        .put("id", parked.aggregate().id().toString())
        .put("sequence", parked.sequence())
        .put("reason", parked.reason())
        .put("parkedAt", AssistantRepresentation.time(parked.at()));
  }

  private static MutableHttpResponse<byte[]> uncached(MutableHttpResponse<byte[]> answer) {
    return answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
