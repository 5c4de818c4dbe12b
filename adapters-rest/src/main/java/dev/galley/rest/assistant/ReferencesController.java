package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AttachmentBodies;
import dev.galley.application.assistant.AttachmentKind;
import dev.galley.application.assistant.EditAttachments;
import dev.galley.application.assistant.EditAttachments.Place;
import dev.galley.application.assistant.ReadAttachments;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.TargetReference;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
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
import java.util.function.Function;

/** What an assistant or its draft points to elsewhere. */
@Controller(Links.ASSISTANTS + "/{id}/references")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, Answers.HAL})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReferencesController {
  private static final AttachmentAnswers<TargetReference> ANSWERS =
      new AttachmentAnswers<>(AttachmentKind.REFERENCES, "references");

  private final AssistantDesk desk;
  private final EditAttachments<TargetReference> edit;
  private final ReadAttachments<TargetReference> read;

  ReferencesController(AssistantDesk desk) {
    this.desk = desk;
    this.edit = new EditAttachments<>(desk, AttachmentKind.REFERENCES);
    this.read = new ReadAttachments<>(desk, AttachmentKind.REFERENCES);
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    return ANSWERS.array(request, Refusals.orThrow(read.all(caller, id)));
  }

  @Post
  HttpResponse<byte[]> add(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    TargetReference added = AttachmentBodies.reference(body.object(), desk.limits());
    return ANSWERS.created(
        request,
        Refusals.orThrow(edit.add(place(request, caller, id), site -> Outcome.done(added))));
  }

  @Get("/{targetId}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String targetId) {
    QueryReader.of(request).checkNothingElse();
    ReadAttachments.Placed<TargetReference> placed =
        Refusals.orThrow(read.one(caller, id, targetId));
    return ANSWERS.one(request, placed.view(), placed.member(), HttpStatus.OK);
  }

  @Put("/{targetId}")
  HttpResponse<byte[]> update(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String targetId,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    Function<TargetReference, TargetReference> change =
        AttachmentBodies.referenceChange(body.object(), targetId, desk.limits());
    return ANSWERS.changed(
        request,
        Refusals.orThrow(
            edit.update(
                place(request, caller, id),
                targetId,
                (site, before) -> Outcome.done(change.apply(before)))));
  }

  @Delete("/{targetId}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> remove(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String targetId) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(edit.remove(place(request, caller, id), targetId));
    return HttpResponse.noContent();
  }

  private static Place place(HttpRequest<?> request, Caller caller, String id) {
    return new Place(caller, id, Preconditions.of(request));
  }
}
