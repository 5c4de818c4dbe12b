package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.CountTags;
import dev.galley.application.assistant.FindAssistant;
import dev.galley.application.assistant.SetTags;
import dev.galley.application.assistant.TagCounts;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tags of one assistant, and how often each is used. */
@Controller("/api")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, Answers.HAL})
@ExecuteOn(TaskExecutors.BLOCKING)
final class TagsController {
  private static final String COUNTS = "/api/assistant-tags";

  /** How often the last tag of a page is used, and the tag. */
  private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,8}\\..+", Pattern.DOTALL);

  private final AssistantDesk desk;

  TagsController(AssistantDesk desk) {
    this.desk = desk;
  }

  @Get("/assistants/{id}/tags")
  HttpResponse<byte[]> get(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    return answer(request, Refusals.orThrow(new FindAssistant(desk).handle(caller, id)));
  }

  @Put("/assistants/{id}/tags")
  HttpResponse<byte[]> put(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    List<String> tags = SetTags.read(body.json(), desk.limits());
    return answer(
        request,
        Refusals.orThrow(
            new SetTags(desk)
                .handle(new SetTags.Command(caller, id, tags, Preconditions.of(request)))));
  }

  private static HttpResponse<byte[]> answer(HttpRequest<?> request, AssistantView view) {
    return AssistantAnswers.part(
        request, view, MediaType.APPLICATION_JSON, JsonArray.ofTexts(view.content().tags()));
  }

  @Get("/assistant-tags")
  HttpResponse<byte[]> counts(HttpRequest<?> request, Caller caller) {
    QueryReader query = QueryReader.of(request);
    Paging paging = Paging.of(query);
    Walk walk = Walk.of(query, paging, CURSOR.asMatchPredicate());
    query.checkNothingElse();
    TagCounts counts = new CountTags(desk).handle(caller);
    TagCounts.Page page = counts.page(behind(walk), paging.start(), paging.limit());
    List<JsonObject> items =
        page.items().stream()
            .map(item ->
                JsonObject.builder().put("tag", item.tag()).put("count", item.count()).build())
            .toList();
    Optional<String> next =
        page.more()
            ? Optional.of(page.items().getLast()).map(last -> last.count() + "." + last.tag())
            : Optional.empty();
    return Answers.uncached(
        Answers.hal(
            walk.collection(
                COUNTS,
                Map.of(),
                paging,
                "inf:assistant-tag",
                items,
                new Walk.Extent(
                    items.size(), true, counts.counts().size(), counts.lowerBound(), next))));
  }

  private static Optional<TagCounts.Count> behind(Walk walk) {
    if (walk.after().isEmpty()) {
      return Optional.empty();
    }
    int dot = walk.after().indexOf('.');
    return Optional.of(
        new TagCounts.Count(
            walk.after().substring(dot + 1), Long.parseLong(walk.after().substring(0, dot))));
  }
}
