package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.assistant.ReadAudit;
import dev.galley.application.store.Journals;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.assistant.Audit;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Who has let whom in, and what was brought back. */
@Controller(Links.ASSISTANTS + "/{id}/audit")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditController {
  /** The number of the last entry before. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private final AssistantDesk desk;
  private final Journals journals;

  AuditController(AssistantDesk desk, Journals journals) {
    this.desk = desk;
    this.journals = journals;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Paging paging = Paging.of(query, "; to go further, walk by cursor with after=");
    Walk walk = Walk.of(query, paging, NUMBER.asMatchPredicate());
    query.checkNothingElse();
    ReadAudit.Page page =
        Refusals.orThrow(
            new ReadAudit(desk, journals)
                .handle(caller, id, below(walk), paging.start(), paging.limit()));
    String path = Links.assistant(page.assistant().naturalId().toString()) + "/audit";
    List<JsonObject> items = page.items().stream().map(AuditController::shown).toList();
    Optional<Long> next =
        page.items().isEmpty()
            ? Optional.empty()
            : Optional.of(page.items().getLast().number()).filter(last -> last > 1);
    return Answers.uncached(
        Answers.hal(
            Paging.collection(
                walk.asked()
                    ? walk.links(path, Map.of(), paging, next.map(last -> Long.toString(last)))
                    : paging.links(path, Map.of(), next.isPresent(), page.total(), false),
                "inf:audit-entry",
                items,
                paging.start(),
                page.total(),
                false)));
  }

  private static OptionalLong below(Walk walk) {
    return walk.after().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(walk.after()));
  }

  private static JsonObject shown(JournalEntry entry) {
    return JsonObject.builder()
        .put("number", entry.number())
        .put("at", AssistantRepresentation.time(entry.stamp().at()))
        .put("by", entry.stamp().by())
        .put(Audit.CHANGE, entry.what().text(Audit.CHANGE).orElseThrow())
        .putAll(entry.what())
        .build();
  }
}
