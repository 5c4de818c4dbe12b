package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.CommentForm;
import dev.galley.application.assistant.CommentView;
import dev.galley.application.assistant.EditComments;
import dev.galley.application.assistant.PeopleLimits;
import dev.galley.application.assistant.ReadComments;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** What people say about an assistant, or about its draft. */
@Controller(Links.ASSISTANTS + "/{id}/comments")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class CommentsController {
  private static final Pattern CURSOR = Pattern.compile("[0-9]{15}/[0-9a-f-]{36}");

  private final AssistantDesk desk;
  private final PeopleLimits limits;

  CommentsController(AssistantDesk desk, PeopleLimits limits) {
    this.desk = desk;
    this.limits = limits;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Paging paging = Paging.of(query);
    Walk walk = Walk.of(query, paging, CURSOR.asMatchPredicate());
    query.checkNothingElse();
    ReadComments.Page page =
        Refusals.orThrow(
            new ReadComments(desk)
                .handle(caller, id, walk.after(), paging.start(), paging.limit()));
    String path = path(page.naturalId());
    List<JsonObject> items =
        page.items().stream().map(page::view).map(CommentsController::shown).toList();
    return Answers.uncached(
        Answers.hal(
            walk.collection(
                path,
                Map.of(),
                paging,
                "inf:comment",
                items,
                new Walk.Extent(paging.limit(), true, page.total(), false, page.next()))));
  }

  @Post
  HttpResponse<byte[]> add(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    CommentForm form = CommentForm.forCreation(body.object(), limits);
    CommentView view = Refusals.orThrow(edit().add(caller, id, form));
    UUID on = view.comment().on();
    return answer(request, view, HttpStatus.CREATED)
        .header(HttpHeaders.LOCATION, path(on.toString()) + '/' + view.comment().id());
  }

  @Get("/{commentId}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String commentId) {
    QueryReader.of(request).checkNothingElse();
    return answer(
        request,
        Refusals.orThrow(new ReadComments(desk).one(caller, id, CommentForm.uuid(commentId))),
        HttpStatus.OK);
  }

  @Put("/{commentId}")
  HttpResponse<byte[]> update(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String commentId,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    CommentForm form = CommentForm.forUpdate(body.object(), limits);
    return answer(
        request,
        Refusals.orThrow(edit().update(at(request, caller, id, commentId), form)),
        HttpStatus.OK);
  }

  @Delete("/{commentId}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> delete(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String commentId) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(edit().delete(at(request, caller, id, commentId)));
    return HttpResponse.noContent();
  }

  private EditComments edit() {
    return new EditComments(desk, limits);
  }

  private static EditComments.At at(
      HttpRequest<?> request, Caller caller, String id, String commentId) {
    return new EditComments.At(caller, id, CommentForm.uuid(commentId), Preconditions.of(request));
  }

  private static MutableHttpResponse<byte[]> answer(
      HttpRequest<?> request, CommentView view, HttpStatus status) {
    return AssistantAnswers.conditional(
        request, view.tag(), Answers.of(status, Answers.HAL, shown(view)));
  }

  private static JsonObject shown(CommentView view) {
    String path = path(view.naturalId());
    JsonObject.Builder links =
        JsonObject.builder()
            .put("self", Links.to(path + '/' + view.comment().id()))
            .put("inf:comments", Links.to(path))
            .put("inf:assistant", Links.to(Links.assistant(view.naturalId())));
    view.comment()
        .parent()
        .ifPresent(parent -> links.put("inf:parent", Links.to(path + '/' + parent)));
    return JsonObject.builder()
        .putAll(CommentView.show(view.comment()))
        .put("_links", links.build())
        .build();
  }

  private static String path(String assistant) {
    return Links.assistant(assistant) + "/comments";
  }
}
