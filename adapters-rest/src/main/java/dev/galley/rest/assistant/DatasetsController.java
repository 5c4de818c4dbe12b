package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AttachmentBodies;
import dev.galley.application.assistant.AttachmentKind;
import dev.galley.application.assistant.EditAttachments;
import dev.galley.application.assistant.EditAttachments.Place;
import dev.galley.application.assistant.ReadAttachments;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Dataset;
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

/** The datasets that an assistant or its draft looks things up in. */
@Controller(Links.ASSISTANTS + "/{id}/datasets")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class DatasetsController {
  private static final AttachmentAnswers<Dataset> ANSWERS =
      new AttachmentAnswers<>(AttachmentKind.DATASETS, "datasets");

  private final AssistantDesk desk;
  private final EditAttachments<Dataset> edit;
  private final ReadAttachments<Dataset> read;

  DatasetsController(AssistantDesk desk) {
    this.desk = desk;
    this.edit = new EditAttachments<>(desk, AttachmentKind.DATASETS);
    this.read = new ReadAttachments<>(desk, AttachmentKind.DATASETS);
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Excerpt excerpt = Excerpt.of(query);
    query.checkNothingElse();
    return ANSWERS.collection(
        request, Refusals.orThrow(read.all(caller, id)), excerpt, "inf:dataset-knowledge");
  }

  @Post
  HttpResponse<byte[]> add(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    Dataset added = AttachmentBodies.dataset(body.object(), desk.limits());
    return ANSWERS.created(
        request,
        Refusals.orThrow(edit.add(place(request, caller, id), site -> Outcome.done(added))));
  }

  @Get("/{datasetId}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String datasetId) {
    QueryReader.of(request).checkNothingElse();
    ReadAttachments.Placed<Dataset> placed = Refusals.orThrow(read.one(caller, id, datasetId));
    return ANSWERS.one(request, placed.view(), placed.member(), HttpStatus.OK);
  }

  @Put("/{datasetId}")
  HttpResponse<byte[]> update(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String datasetId,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    Function<Dataset, Dataset> change =
        AttachmentBodies.datasetChange(body.object(), datasetId, desk.limits());
    return ANSWERS.changed(
        request,
        Refusals.orThrow(
            edit.update(
                place(request, caller, id),
                datasetId,
                (site, before) -> Outcome.done(change.apply(before)))));
  }

  @Delete("/{datasetId}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> remove(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String datasetId) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(edit.remove(place(request, caller, id), datasetId));
    return HttpResponse.noContent();
  }

  private static Place place(HttpRequest<?> request, Caller caller, String id) {
    return new Place(caller, id, Preconditions.of(request));
  }
}
