package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.AttachmentKind;
import dev.galley.application.assistant.EditAttachments;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How the attachments of one kind are answered.
 *
 * @param segment what stands for them in paths
 * @param seen one as it is to be shown
 */
record AttachmentAnswers<M>(
    AttachmentKind<M> kind, String segment, BiFunction<AssistantView, M, M> seen) {

  /** They are shown as they are. */
  AttachmentAnswers(AttachmentKind<M> kind, String segment) {
    this(kind, segment, (view, member) -> member);
  }

  private String path(AssistantView view, M member) {
    return all(view) + '/' + Links.segment(kind.id().apply(member));
  }

  private String all(AssistantView view) {
    return Links.assistant(view.naturalId()) + '/' + segment;
  }

  private List<M> in(AssistantView view) {
    return kind.list().apply(view.content().attached());
  }

  /** All of them as a HAL collection. */
  MutableHttpResponse<byte[]> collection(
      HttpRequest<?> request, AssistantView view, Excerpt excerpt, String relation) {
    return AssistantAnswers.part(
        request,
        view,
        Answers.HAL,
        excerpt.collection(all(view), relation, in(view), member -> shown(view, member)));
  }

  /** All of them as a plain array. */
  MutableHttpResponse<byte[]> array(HttpRequest<?> request, AssistantView view) {
    return AssistantAnswers.part(
        request,
        view,
        MediaType.APPLICATION_JSON,
        JsonArray.ofAll(in(view), member -> shown(view, member)));
  }

  private JsonObject shown(AssistantView view, M member) {
    JsonObject.Builder links = JsonObject.builder().put("self", Links.to(path(view, member)));
    if (segment.equals(FilesController.SEGMENT)) {
      links.put("inf:contents", Links.to(path(view, member) + "/contents"));
    }
    return JsonObject.builder()
        .putAll(kind.shown().apply(seen.apply(view, member)))
        .put(
            "_links",
            links.put("inf:assistant", Links.to(Links.assistant(view.naturalId()))).build())
        .build();
  }

  /** One of them. */
  MutableHttpResponse<byte[]> one(
      HttpRequest<?> request, AssistantView view, M member, HttpStatus status) {
    return AssistantAnswers.conditional(
        request, kind.tag(member), Answers.of(status, Answers.HAL, shown(view, member)));
  }

  /** One that is there now. */
  MutableHttpResponse<byte[]> created(HttpRequest<?> request, EditAttachments.Edit<M> edit) {
    M member = edit.member().orElseThrow();
    return one(request, edit.view(), member, HttpStatus.CREATED)
        .header(
            HttpHeaders.LOCATION,
            Links.assistant(edit.view().id().toString())
                + '/'
                + segment
                + '/'
                + Links.segment(kind.id().apply(member)));
  }

  /** One that is another one now. */
  MutableHttpResponse<byte[]> changed(HttpRequest<?> request, EditAttachments.Edit<M> edit) {
    return one(request, edit.view(), edit.member().orElseThrow(), HttpStatus.OK);
  }
}
