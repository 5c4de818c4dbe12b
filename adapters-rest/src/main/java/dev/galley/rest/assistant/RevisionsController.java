package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.assistant.ReadRevisions;
import dev.galley.application.assistant.VerifyRevisions;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Live;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;

/** What was live. */
@Controller(Links.ASSISTANTS + "/{id}/revisions")
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class RevisionsController {
  private final AssistantDesk desk;

  RevisionsController(AssistantDesk desk) {
    this.desk = desk;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Paging paging = Paging.of(query, "");
    query.checkNothingElse();
    ReadRevisions.Page page =
        Refusals.orThrow(new ReadRevisions(desk).page(caller, id, paging.start(), paging.limit()));
    NaturalId name = page.assistant().naturalId();
    List<JsonObject> items =
        page.items().stream()
            .map(revision ->
                JsonObject.builder()
                    .putAll(revision(revision))
                    .put(
                        "_links",
                        JsonObject.builder()
                            .put("self", Links.to(path(name) + '/' + revision.number()))
                            .build())
                    .build())
            .toList();
    // The chain's newest hash covers every revision, so it is the tag of the list.
    String tag = page.assistant().live().hash().value();
    String pageTag =
        paging.equals(Paging.FIRST) ? tag : tag + '.' + paging.start() + '-' + paging.limit();
    return AssistantAnswers.conditional(
        request,
        pageTag,
        Answers.hal(
            Paging.collection(
                paging.links(path(name), Map.of(), page.more(), page.total(), false),
                "inf:revision",
                items,
                paging.start(),
                page.total(),
                false)));
  }

  @Get("/_verify")
  HttpResponse<byte[]> verify(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    VerifyRevisions.Verified verified =
        Refusals.orThrow(new VerifyRevisions(desk).handle(caller, id));
    Live live = verified.assistant().live();
    return Answers.uncached(
        Answers.json(
            ChainAnswers.of(verified.check(), live.revision(), live.hash().value()).build()));
  }

  @Get("/{number}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request, Caller caller, @PathVariable String id, @PathVariable String number) {
    QueryReader.of(request).checkNothingElse();
    if (!number.matches("[1-9][0-9]{0,17}")) {
      throw Refusals.problem(new Refusal.NotFound("revision")).asException();
    }
    ReadRevisions.Past past =
        Refusals.orThrow(new ReadRevisions(desk).one(caller, id, Long.parseLong(number)));
    String path = path(past.assistant().naturalId());
    JsonObject content = past.content().toJson();
    // Those who see less of it get another tag.
    String tag = ContentHash.of(content).prefix(8);
    return AssistantAnswers.conditional(
        request,
        past.revision().hash().value() + '.' + tag,
        Answers.hal(
            JsonObject.builder()
                .putAll(revision(past.revision(), past.paths()))
                .put("content", content)
                .put(
                    "_links",
                    JsonObject.builder()
                        .put("self", Links.to(path + '/' + number))
                        .put("inf:revisions", Links.to(path))
                        .build())
                .build()));
  }

  private static String path(NaturalId name) {
    return Links.assistant(name.toString()) + "/revisions";
  }

  private static JsonObject revision(Revision revision) {
    return revision(revision, revision.changedPaths());
  }

  private static JsonObject revision(Revision revision, ChangedPaths paths) {
    return JsonObject.builder()
        .put("revision", revision.number())
        .put("contentHash", revision.content().value())
        .putOrNull("parentHash", revision.parent().map(ContentHash::value))
        .put("hash", revision.hash().value())
        .put("author", revision.stamp().by())
        .put("at", AssistantRepresentation.time(revision.stamp().at()))
        .putOrNull("comment", revision.comment())
        .put("kind", revision.kind().wireName())
        .put("changedPaths", JsonArray.ofTexts(paths.paths()))
        .put("changedPathsTruncated", paths.truncated())
        .put("pruned", Json.of(revision.pruned()))
        .build();
  }
}
