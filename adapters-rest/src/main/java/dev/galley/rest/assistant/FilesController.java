package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AttachFile;
import dev.galley.application.assistant.AttachmentBodies;
import dev.galley.application.assistant.AttachmentKind;
import dev.galley.application.assistant.EditAttachments;
import dev.galley.application.assistant.EditAttachments.Place;
import dev.galley.application.assistant.ReadAttachments;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.AttachedFile;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.ByteRange;
import dev.galley.rest.http.EntityTag;
import dev.galley.rest.http.EntityTagCondition;
import dev.galley.rest.http.FileUpload;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import dev.galley.rest.http.TakesFile;
import dev.galley.rest.http.UncachedFile;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
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
import java.util.Optional;
import java.util.function.Function;

/** The files of an assistant or of its draft. */
@Controller(Links.ASSISTANTS + "/{id}/files")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, Answers.HAL})
@ExecuteOn(TaskExecutors.BLOCKING)
final class FilesController {
  /** What stands for files in paths. */
  static final String SEGMENT = "files";

  private static final AttachmentAnswers<AttachedFile> ANSWERS =
      new AttachmentAnswers<>(AttachmentKind.FILES, SEGMENT);

  private final AttachFile attach;
  private final EditAttachments<AttachedFile> edit;
  private final ReadAttachments<AttachedFile> read;

  FilesController(AssistantDesk desk, AttachFile attach) {
    this.attach = attach;
    this.edit = new EditAttachments<>(desk, AttachmentKind.FILES);
    this.read = new ReadAttachments<>(desk, AttachmentKind.FILES);
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    return ANSWERS.array(request, Refusals.orThrow(read.all(caller, id)));
  }

  @Post
  @TakesFile
  HttpResponse<byte[]> add(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    try (FileUpload upload = FileUpload.of(request)) {
      return ANSWERS.created(
          request, Refusals.orThrow(attach.handle(place(request, caller, id), upload)));
    }
  }

  @Get("/{fileId}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request, Caller caller, @PathVariable String id, @PathVariable String fileId) {
    QueryReader.of(request).checkNothingElse();
    ReadAttachments.Placed<AttachedFile> placed = Refusals.orThrow(read.one(caller, id, fileId));
    return ANSWERS.one(request, placed.view(), placed.member(), HttpStatus.OK);
  }

  @Put("/{fileId}")
  HttpResponse<byte[]> rename(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String fileId,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    Function<AttachedFile, Outcome<AttachedFile>> change =
        AttachmentBodies.fileChange(body.object(), fileId);
    return ANSWERS.changed(
        request,
        Refusals.orThrow(
            edit.update(
                place(request, caller, id), fileId, (site, before) -> change.apply(before))));
  }

  @Delete("/{fileId}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> remove(
      HttpRequest<?> request, Caller caller, @PathVariable String id, @PathVariable String fileId) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(edit.remove(place(request, caller, id), fileId));
    return HttpResponse.noContent();
  }

  @Get("/{fileId}/contents")
  @Produces(MediaType.ALL)
  HttpResponse<?> contents(
      HttpRequest<?> request, Caller caller, @PathVariable String id, @PathVariable String fileId) {
    QueryReader.of(request).checkNothingElse();
    AttachFile.Contents contents = Refusals.orThrow(attach.contents(caller, id, fileId));
    AttachedFile file = contents.file();
    String tag = file.hash().value();
    if (EntityTagCondition.ifNoneMatch(request)
        .filter(condition -> condition.matchesWeakly(tag::equals))
        .isPresent()) {
      return framed(HttpResponse.notModified(), file);
    }
    Optional<ByteRange> range = ByteRange.of(request, tag, file.size());
    if (range.isPresent() && !range.get().isSatisfiable()) {
      throw Problem.of(ProblemType.RANGE_NOT_SATISFIABLE, "The file has " + file.size() + " bytes.")
          .withHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size())
          .asException();
    }
    long from = range.map(ByteRange::from).orElse(0L);
    long to = range.map(ByteRange::to).orElse(file.size());
    MutableHttpResponse<UncachedFile> answer =
        HttpResponse.<UncachedFile>status(
                range.isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
            .body(
                new UncachedFile(
                    new ChunkStream(contents::chunk, from, to),
                    MediaType.of(file.mediaType()),
                    contents.since().toEpochMilli(),
                    to - from));
    range.ifPresent(part ->
        answer.header(
            HttpHeaders.CONTENT_RANGE, "bytes " + from + '-' + (to - 1) + '/' + file.size()));
    return framed(answer, file);
  }

  /** Whatever the file says it is, no browser shows or runs it here. */
  private static <T> MutableHttpResponse<T> framed(
      MutableHttpResponse<T> answer, AttachedFile file) {
    return Answers.uncached(answer)
        .header(HttpHeaders.ETAG, EntityTag.strong(file.hash().value()).toHeader())
        .header(HttpHeaders.ACCEPT_RANGES, "bytes")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\""
                + file.name().replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_")
                + "\"; filename*=UTF-8''"
                + Links.segment(file.name()))
        .header("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  private static Place place(HttpRequest<?> request, Caller caller, String id) {
    return new Place(caller, id, Preconditions.of(request));
  }
}
