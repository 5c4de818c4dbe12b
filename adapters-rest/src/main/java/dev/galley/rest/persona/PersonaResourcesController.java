package dev.galley.rest.persona;

import dev.galley.application.persona.EditCatalogue;
import dev.galley.application.persona.PersonaDesk;
import dev.galley.application.persona.ReadPersonas;
import dev.galley.domain.access.Caller;
import dev.galley.domain.persona.ResourceKind;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The catalogue of what personas connect. */
@Controller(PersonaLinks.PERSONA + "/resources/{kind}")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonaResourcesController {
  private static final int MAX_SEARCH = 100;
  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 30;
  private static final int MAX_OFFSET = 10_000;

  private final PersonaDesk desk;

  PersonaResourcesController(PersonaDesk desk) {
    this.desk = desk;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String kind) {
    QueryReader query = QueryReader.of(request);
    String search = query.text("search", 1, MAX_SEARCH).orElse("");
    boolean hidden = query.flag("hidden");
    int limit = query.smallInteger("page_limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
    int offset = query.smallInteger("page_offset", 0, MAX_OFFSET).orElse(0);
    query.checkNothingElse();
    return PersonaAnswers.page(
        Refusals.orThrow(
            new EditCatalogue(desk)
                .list(caller, kind(kind), search, hidden, new ReadPersonas.Paging(offset, limit))),
        PersonaAnswers::listed);
  }

  @Post
  HttpResponse<byte[]> create(
      HttpRequest<?> request, Caller caller, @PathVariable String kind, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    ResourceKind known = kind(kind);
    EditCatalogue.Made made =
        Refusals.orThrow(new EditCatalogue(desk).create(caller, known, body.object()));
    return PersonaAnswers.json(
            made.created() ? HttpStatus.CREATED : HttpStatus.OK,
            PersonaAnswers.resource(made.resource()))
        .header(
            HttpHeaders.LOCATION, PersonaLinks.resource(known.wireName(), made.resource().id()));
  }

  @Get("/{resourceId}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String kind,
      @PathVariable String resourceId) {
    QueryReader.of(request).checkNothingElse();
    return PersonaAnswers.json(
        PersonaAnswers.resource(
            Refusals.orThrow(new EditCatalogue(desk).one(caller, kind(kind), resourceId))));
  }

  @Patch("/{resourceId}")
  HttpResponse<byte[]> surround(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String kind,
      @PathVariable String resourceId,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    return PersonaAnswers.json(
        PersonaAnswers.resource(
            Refusals.orThrow(
                new EditCatalogue(desk).surround(caller, kind(kind), resourceId, body.object()))));
  }

  private static ResourceKind kind(String name) {
    return Refusals.orThrow(EditCatalogue.kind(name));
  }
}
