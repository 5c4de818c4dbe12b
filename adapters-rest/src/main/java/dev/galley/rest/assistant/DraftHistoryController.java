package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.assistant.MarkDraftEntry;
import dev.galley.application.assistant.ReadDraftHistory;
import dev.galley.application.assistant.StepDraft;
import dev.galley.application.assistant.StepDraft.Direction;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The heads that a draft had, and the way back and forth between them. */
@Controller(Links.ASSISTANTS + "/{id}/draft")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class DraftHistoryController {
  private final AssistantDesk desk;

  DraftHistoryController(AssistantDesk desk) {
    this.desk = desk;
  }

  @Post("/_undo")
  HttpResponse<byte[]> undo(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    return step(request, caller, id, body, Direction.UNDO);
  }

  @Post("/_redo")
  HttpResponse<byte[]> redo(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    return step(request, caller, id, body, Direction.REDO);
  }

  private HttpResponse<byte[]> step(
      HttpRequest<?> request, Caller caller, String id, RequestBody body, Direction direction) {
    QueryReader.of(request).checkNothingElse();
    body.noFields();
    return AssistantAnswers.single(
        desk,
        request,
        caller,
        Refusals.orThrow(
            new StepDraft(desk)
                .handle(new StepDraft.Command(caller, id, Preconditions.of(request), direction))),
        HttpStatus.OK);
  }

  @Get("/history")
  HttpResponse<byte[]> history(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Paging paging = Paging.of(query);
    Walk walk = Walk.byNumber(query, paging);
    query.checkNothingElse();
    ReadDraftHistory.Page page =
        Refusals.orThrow(
            new ReadDraftHistory(desk)
                .page(caller, id, walk.number(), paging.start(), paging.limit()));
    Draft draft = page.draft();
    String path = path(page.assistant());
    List<JsonObject> items =
        page.items().stream()
            .map(entry ->
                AssistantRepresentation.entry(draft, entry).with("_links", links(path, entry)))
            .toList();
    Optional<String> next =
        page.items().isEmpty()
            ? Optional.empty()
            : Optional.of(page.items().getLast().seqNo())
                .filter(last -> draft.path().before(last).isPresent())
                .map(last -> Long.toString(last));
    JsonObject body =
        JsonObject.builder()
            .putAll(
                walk.collection(
                    path,
                    Map.of(),
                    paging,
                    "inf:history-entry",
                    items,
                    new Walk.Extent(items.size(), true, draft.path().size(), false, next)))
            .put("canUndo", draft.path().before(draft.seqNo()).isPresent())
            .put("canRedo", draft.path().after(draft.seqNo()).isPresent())
            .build();
    return AssistantAnswers.conditional(
        request, ContentHash.of(body).prefix(24), Answers.hal(body));
  }

  @Get("/history/{seqNo}")
  HttpResponse<byte[]> one(
      HttpRequest<?> request, Caller caller, @PathVariable String id, @PathVariable String seqNo) {
    QueryReader.of(request).checkNothingElse();
    if (!seqNo.matches("[1-9][0-9]{0,17}")) {
      throw Refusals.problem(new Refusal.NotFound("history entry")).asException();
    }
    return answer(
        request,
        Refusals.orThrow(new ReadDraftHistory(desk).one(caller, id, Long.parseLong(seqNo))));
  }

  @Put("/history/{seqNo}")
  HttpResponse<byte[]> mark(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String seqNo,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    MarkDraftEntry.Patch patch = MarkDraftEntry.read(body.object(), desk.limits());
    if (!seqNo.matches("[1-9][0-9]{0,17}")) {
      throw Refusals.problem(new Refusal.NotFound("history entry")).asException();
    }
    return answer(
        request,
        Refusals.orThrow(
            new MarkDraftEntry(desk)
                .handle(
                    new MarkDraftEntry.Command(
                        caller, id, Preconditions.of(request), Long.parseLong(seqNo), patch))));
  }

  private static HttpResponse<byte[]> answer(HttpRequest<?> request, ReadDraftHistory.One one) {
    JsonObject body = one.show().with("_links", links(path(one.assistant()), one.entry()));
    return AssistantAnswers.conditional(
        request, one.tag() + '.' + ContentHash.of(body).prefix(16), Answers.hal(body));
  }

  private static String path(Assistant assistant) {
    return Links.assistant(assistant.naturalId().toString()) + "/draft/history";
  }

  private static JsonObject links(String path, HistoryEntry entry) {
    return JsonObject.builder()
        .put("self", Links.to(path + '/' + entry.seqNo()))
        .put("inf:history", Links.to(path))
        .build();
  }
}
