package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AttachmentBodies;
import dev.galley.application.assistant.AttachmentBodies.SecretWish;
import dev.galley.application.assistant.AttachmentKind;
import dev.galley.application.assistant.EditAttachments;
import dev.galley.application.assistant.EditAttachments.Place;
import dev.galley.application.assistant.ReadAttachments;
import dev.galley.application.assistant.SecretMaker;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Secret;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import dev.galley.rest.http.Saved;
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

/** The secrets of an assistant or of its draft. Values go in, and never come out. */
@Controller(Links.ASSISTANTS + "/{id}/secrets")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class SecretsController {
  private final AssistantDesk desk;
  private final SecretMaker secrets;
  private final AttachmentAnswers<Secret> answers;
  private final EditAttachments<Secret> edit;
  private final ReadAttachments<Secret> read;

  SecretsController(AssistantDesk desk, SecretMaker secrets) {
    this.desk = desk;
    this.secrets = secrets;
    this.answers =
        new AttachmentAnswers<>(
            AttachmentKind.SECRETS,
            "secrets",
            (view, secret) ->
                Saved.beside(() -> secrets.seen(view.assistant().tenant(), secret), secret));
    this.edit = new EditAttachments<>(desk, AttachmentKind.SECRETS);
    this.read = new ReadAttachments<>(desk, AttachmentKind.SECRETS);
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Excerpt excerpt = Excerpt.of(query);
    query.checkNothingElse();
    return answers.collection(
        request, Refusals.orThrow(read.all(caller, id)), excerpt, "inf:assistant-secret");
  }

  @Post
  HttpResponse<byte[]> add(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    SecretWish wish = AttachmentBodies.secret(body.object(), desk.limits());
    return answers.created(
        request,
        Refusals.orThrow(
            edit.add(
                place(request, caller, id), site -> Outcome.done(secrets.create(site, wish)))));
  }

  @Get("/{secretId}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String secretId) {
    QueryReader.of(request).checkNothingElse();
    ReadAttachments.Placed<Secret> placed = Refusals.orThrow(read.one(caller, id, secretId));
    return answers.one(request, placed.view(), placed.member(), HttpStatus.OK);
  }

  @Put("/{secretId}")
  HttpResponse<byte[]> update(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String secretId,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    SecretWish wish = AttachmentBodies.secretChange(body.object(), secretId, desk.limits());
    return answers.changed(
        request,
        Refusals.orThrow(
            edit.update(
                place(request, caller, id),
                secretId,
                (site, before) -> secrets.change(site, before, wish))));
  }

  @Delete("/{secretId}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> remove(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String secretId) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(edit.remove(place(request, caller, id), secretId));
    return HttpResponse.noContent();
  }

  private static Place place(HttpRequest<?> request, Caller caller, String id) {
    return new Place(caller, id, Preconditions.of(request));
  }
}
