package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.assistant.ListDrafts;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open drafts that a caller can see. */
@Controller(DraftListController.PATH)
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class DraftListController {
  static final String PATH = "/api/drafts";

  private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

  private final AssistantDesk desk;

  DraftListController(AssistantDesk desk) {
    this.desk = desk;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller) {
    QueryReader query = QueryReader.of(request);
    Map<String, String> filters = new LinkedHashMap<>();
    Optional<Boolean> mine = flag(query, filters, "mine");
    Optional<Boolean> outdated = flag(query, filters, "outdated");
    Paging paging = Paging.of(query);
    Walk walk =
        Walk.of(
            query,
            paging,
            text ->
                AssistantKey.parse(text).filter(AssistantKey.ById.class::isInstance).isPresent());
    query.checkNothingElse();
    ListDrafts.Page page =
        new ListDrafts(desk)
            .handle(
                new ListDrafts.Query(
                    caller, mine, outdated, walk.after(), paging.start(), paging.limit()));
    List<JsonObject> items = page.items().stream().map(DraftListController::shown).toList();
    return Answers.uncached(
        Answers.hal(
            walk.collection(
                PATH,
                filters,
                paging,
                "inf:draft",
                items,
                new Walk.Extent(
                    paging.limit(), page.full(), page.total(), page.lowerBound(), page.next()))));
  }

  private static Optional<Boolean> flag(
      QueryReader query, Map<String, String> filters, String name) {
    Optional<Boolean> flag = query.oneOf(name, FLAGS);
    flag.ifPresent(value -> filters.put(name, value.toString()));
    return flag;
  }

  private static JsonObject shown(ListDrafts.Item item) {
    Assistant assistant = item.assistant();
    Draft draft = item.draft();
    String original = Links.assistant(assistant.naturalId().toString());
    return JsonObject.builder()
        .put("id", draft.id().toString())
        .put("naturalId", assistant.naturalId() + "-draft")
        .put("editingId", assistant.id().value().toString())
        .put("name", item.name())
        .put("ownerId", assistant.owner().id())
        .put("ownerType", assistant.owner().kind().wireName())
        .put("base", draft.base())
        .put("revision", assistant.live().revision())
        .put("outdated", assistant.outdated())
        .put("changedPaths", item.changedPaths())
        .put("changedPathsTruncated", item.truncated())
        .put("createdAt", AssistantRepresentation.time(draft.opened().at()))
        .put("createdBy", draft.opened().by())
        .put("updatedAt", AssistantRepresentation.time(draft.updated().at()))
        .put("updatedBy", draft.updated().by())
        .put(
            "_links",
            JsonObject.builder()
                .put("self", Links.to(original + "/draft"))
                .put("inf:original", Links.to(original))
                .put("inf:compare", Links.to(original + "/_compare?from=base&to=draft"))
                .build())
        .build();
  }
}
