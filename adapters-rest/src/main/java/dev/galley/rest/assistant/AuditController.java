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

/** Who has let whom in, and what was brought back. */
@Controller(Links.ASSISTANTS + "/{id}/audit")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditController {
  private final AssistantDesk desk;
  private final Journals journals;

  AuditController(AssistantDesk desk, Journals journals) {
    this.desk = desk;
    this.journals = journals;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Paging paging = Paging.of(query);
    Walk walk = Walk.byNumber(query, paging);
    query.checkNothingElse();
    ReadAudit.Page page =
        Refusals.orThrow(
            new ReadAudit(desk, journals)
                .handle(caller, id, walk.number(), paging.start(), paging.limit()));
    String path = Links.assistant(page.assistant().naturalId().toString()) + "/audit";
    List<JsonObject> items = page.items().stream().map(AuditController::shown).toList();
    Optional<Long> next =
        page.items().isEmpty()
            ? Optional.empty()
            : Optional.of(page.items().getLast().number()).filter(last -> last > 1);
    return Answers.uncached(
        Answers.hal(
            walk.collection(
                path,
                Map.of(),
                paging,
                "inf:audit-entry",
                items,
                new Walk.Extent(
                    items.size(), true, page.total(), false, next.map(n -> Long.toString(n))))));
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
