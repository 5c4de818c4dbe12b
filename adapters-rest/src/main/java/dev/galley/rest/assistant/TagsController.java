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

/** The tags of one assistant, and how often each is used. */
@Controller("/api")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, Answers.HAL})
@ExecuteOn(TaskExecutors.BLOCKING)
final class TagsController {
  private static final String COUNTS = "/api/assistant-tags";

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
    Paging paging = Paging.of(query, "");
    query.checkNothingElse();
    TagCounts counts = new CountTags(desk).handle(caller);
    List<JsonObject> all =
        counts.counts().entrySet().stream()
            .map(count ->
                JsonObject.builder()
                    .put("tag", count.getKey())
                    .put("count", count.getValue())
                    .build())
            .toList();
    List<JsonObject> items = paging.cut(all);
    boolean more = paging.start() + items.size() < all.size();
    return Answers.uncached(
        Answers.hal(
            Paging.collection(
                paging.links(COUNTS, Map.of(), more, all.size(), counts.lowerBound()),
                "inf:assistant-tag",
                items,
                paging.start(),
                all.size(),
                counts.lowerBound())));
  }
}
