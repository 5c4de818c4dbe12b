package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.ChangeOwner;
import dev.galley.application.assistant.Favorites;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Whose an assistant is, and whose favourite. */
@Controller(Links.ASSISTANTS + "/{id}")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class OwnerController {
  private final AssistantDesk desk;

  OwnerController(AssistantDesk desk) {
    this.desk = desk;
  }

  @Get("/owner")
  HttpResponse<byte[]> owner(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    return answer(request, Refusals.orThrow(new ChangeOwner(desk).owner(caller, id)));
  }

  @Put("/owner")
  HttpResponse<byte[]> changeOwner(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    ChangeOwner.Wish wish = ChangeOwner.read(body.object());
    return answer(
        request,
        Refusals.orThrow(
            new ChangeOwner(desk)
                .handle(new ChangeOwner.Command(caller, id, wish, Preconditions.of(request)))));
  }

  private static HttpResponse<byte[]> answer(HttpRequest<?> request, ChangeOwner.Owned owned) {
    Assistant assistant = owned.assistant();
    JsonObject body =
        JsonObject.builder()
            .putAll(ChangeOwner.show(assistant))
            .putIfPresent("oldNaturalId", owned.old().map(NaturalId::toString))
            .put("_links", links(assistant, "owner"))
            .build();
    return AssistantAnswers.conditional(request, ChangeOwner.tag(assistant), Answers.hal(body));
  }

  private static JsonObject links(Assistant assistant, String self) {
    String path = Links.assistant(assistant.naturalId().toString());
    return JsonObject.builder()
        .put("self", Links.to(path + '/' + self))
        .put("inf:assistant", Links.to(path))
        .build();
  }

  @Get("/favorite")
  HttpResponse<byte[]> favorite(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    return answer(request, Refusals.orThrow(new Favorites(desk).handle(caller, id)));
  }

  @Put("/favorite")
  HttpResponse<byte[]> mark(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    body.noFields();
    return answer(request, Refusals.orThrow(new Favorites(desk).mark(caller, id, true)));
  }

  @Delete("/favorite")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> unmark(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(new Favorites(desk).mark(caller, id, false));
    return HttpResponse.noContent();
  }

  private static HttpResponse<byte[]> answer(HttpRequest<?> request, Favorites.Marked marked) {
    JsonObject body =
        JsonObject.builder()
            .put("favorite", marked.favorite())
            .put("_links", links(marked.assistant(), "favorite"))
            .build();
    return AssistantAnswers.conditional(
        request, ContentHash.of(body).prefix(24), Answers.hal(body));
  }
}
