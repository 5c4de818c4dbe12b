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
    Paging paging = Paging.of(query);
    Walk walk = Walk.byNumber(query, paging);
    query.checkNothingElse();
    ReadRevisions.Page page =
        Refusals.orThrow(
            new ReadRevisions(desk)
                .page(caller, id, walk.number(), paging.start(), paging.limit()));
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
    JsonObject body =
        walk.collection(
            path(name),
            Map.of(),
            paging,
            "inf:revision",
            items,
            new Walk.Extent(
                items.size(), true, page.total(), false, page.next().map(n -> Long.toString(n))));
    return tagged(request, page.assistant().live().hash(), body);
  }

  /**
   * The hash covers the revision and all before it. What it does not cover is in the second part:
   * which contents were given up, the name in the links, and what of a content the caller sees.
   */
  private static HttpResponse<byte[]> tagged(
      HttpRequest<?> request, ContentHash chain, JsonObject body) {
    return AssistantAnswers.conditional(
        request, chain.value() + '.' + ContentHash.of(body).prefix(16), Answers.hal(body));
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
    return tagged(
        request,
        past.revision().hash(),
        JsonObject.builder()
            .putAll(revision(past.revision(), past.paths()))
            .put("content", past.content().toJson())
            .put(
                "_links",
                JsonObject.builder()
                    .put("self", Links.to(path + '/' + number))
                    .put("inf:revisions", Links.to(path))
                    .build())
            .build());
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
