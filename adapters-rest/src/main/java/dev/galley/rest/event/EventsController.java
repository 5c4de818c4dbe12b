package dev.galley.rest.event;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.EventMessages;
import dev.galley.application.event.EventSignal;
import dev.galley.application.event.ReadEvents;
import dev.galley.application.event.ReadEvents.From;
import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemException;
import dev.galley.rest.problem.Violation;
import dev.galley.rest.security.Credentials;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The feed of events: a page of it, or a stream that follows it. */
@Controller("/api/events")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
@ExecuteOn(TaskExecutors.BLOCKING)
final class EventsController {
  private static final String AFTER = "after";
  private static final String LATEST = "latest";
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Set<String> EVENT_STREAM = Set.of(MediaType.TEXT_EVENT_STREAM, "text/*");
  private static final int DEFAULT_LIMIT = 100;
  private static final int PAGE_SIZE = 4 * 1024 * 1024;

  private final ReadEvents events;
  private final EventStreams streams;
  private final EventSignal signal;
  private final EventStreamSettings settings;
  private final Credentials credentials;

  EventsController(
      EventFeed feed,
      Snapshots snapshots,
      EventStreams streams,
      EventSignal signal,
      EventStreamSettings settings,
      Credentials credentials) {
    this.events = new ReadEvents(feed, new EventMessages(snapshots));
    this.streams = streams;
    this.signal = signal;
    this.settings = settings;
    this.credentials = credentials;
  }

  @Get
  HttpResponse<?> read(HttpRequest<?> request, Caller caller) {
    QueryReader query = QueryReader.of(request);
    From from = from(query, caller.tenant());
    int limit = query.smallInteger("limit", 1, ReadEvents.MAX_LIMIT).orElse(DEFAULT_LIMIT);
    boolean contents = query.oneOf("content", Map.of("true", true, "false", false)).orElse(true);
    query.checkNothingElse();
    return wantsStream(request)
        ? follow(request, caller, lastSeen(request, caller.tenant()).orElse(from), contents)
        : page(new ReadEvents.Query(caller, from, limit, PAGE_SIZE, contents));
  }

  private static From from(QueryReader query, TenantId tenant) {
    return query
        .<From>parsed(
            AFTER,
            "must be a cursor of this feed, or " + LATEST,
            text ->
                switch (text) {
                  case "" -> Optional.of(new From.Beginning());
                  case LATEST -> Optional.of(new From.Latest());
                  default -> FeedCursors.read(tenant, text).map(From.After::new);
                })
        .orElseGet(From.Beginning::new);
  }

  /** What a client sends that has lost a stream; the query is still that of the first time. */
  private static Optional<From> lastSeen(HttpRequest<?> request, TenantId tenant) {
    String id = request.getHeaders().get(LAST_EVENT_ID);
    if (id == null || id.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        FeedCursors.read(tenant, id)
            .map(From.After::new)
            .orElseThrow(() ->
                Problem.invalid(
                        List.of(
                            Violation.ofHeader(LAST_EVENT_ID, "must be the id of such an event")))
                    .asException()));
  }

  /** Whether the stream is wanted by its name, and more than JSON. */
  private static boolean wantsStream(HttpRequest<?> request) {
    double stream = 0;
    double json = 0;
    for (MediaType accepted : request.accept()) {
      double quality = accepted.getQualityAsNumber().doubleValue();
      if (EVENT_STREAM.contains(accepted.getName())) {
        stream = Math.max(stream, quality);
      } else if (accepted.getSubtype().equals("json")) {
        json = Math.max(json, quality);
      }
    }
    return stream > json;
  }

  private HttpResponse<byte[]> page(ReadEvents.Query query) {
    ReadEvents.Page page = Refusals.orThrow(events.handle(query));
    JsonArray found =
        JsonArray.ofAll(page.entries(), entry -> CloudEvents.of(entry.message(), query.contents()));
    return uncached(
        Answers.json(
            JsonObject.builder()
                .put("events", found)
                .put("next", FeedCursors.write(query.caller().tenant(), page.next()))
                .build()));
  }

  private HttpResponse<InputStream> follow(
      HttpRequest<?> request, Caller caller, From from, boolean contents) {
    ReadEvents.Query query =
        new ReadEvents.Query(caller, from, EventStream.PAGE_LIMIT, EventStream.PAGE_SIZE, contents);
    // Before the answer begins, so that what is wrong is said by its status.
    ReadEvents.Page first = Refusals.orThrow(events.handle(query));
    return ServerSentStream.answer(
        request,
        () ->
            new EventStream(
                events,
                query,
                first,
                streams.enter(caller.tenant()),
                signal,
                settings,
                () -> mayGoOn(request, caller)));
  }

  /** Whether the token still makes its bearer somebody who may read these events. */
  private boolean mayGoOn(HttpRequest<?> request, Caller before) {
    try {
      Caller now = credentials.callerOf(request);
      return now.tenant().equals(before.tenant()) && now.hasSeat() && ReadEvents.may(now);
    } catch (ProblemException e) {
      return false;
    }
  }

  private static <T> MutableHttpResponse<T> uncached(MutableHttpResponse<T> answer) {
    return answer
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION + ", " + HttpHeaders.ACCEPT);
  }
}
