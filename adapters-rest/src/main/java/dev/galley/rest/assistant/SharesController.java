package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.EditShares;
import dev.galley.application.assistant.PeopleLimits;
import dev.galley.application.assistant.PrincipalForm;
import dev.galley.application.assistant.ReadShares;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
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
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;

/** The levels that users and teams have been given on an assistant. */
@Controller(Links.ASSISTANTS + "/{id}/shares")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class SharesController {
  private static final String TYPE = "principalType";

  private final AssistantDesk desk;
  private final PeopleLimits limits;

  SharesController(AssistantDesk desk, PeopleLimits limits) {
    this.desk = desk;
    this.limits = limits;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Excerpt excerpt = Excerpt.of(query);
    query.checkNothingElse();
    ReadShares.Shares shares = Refusals.orThrow(new ReadShares(desk).handle(caller, id));
    JsonObject body =
        excerpt.collection(
            path(shares.assistant()),
            "inf:share",
            shares.shares(),
            share -> shown(shares.assistant(), share));
    return AssistantAnswers.conditional(
        request, ContentHash.of(body).prefix(24), Answers.hal(body));
  }

  @Get("/{principalId}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String principalId) {
    QueryReader query = QueryReader.of(request);
    Optional<Principal.Kind> kind = kind(query);
    query.checkNothingElse();
    ReadShares.Shared shared =
        Refusals.orThrow(new ReadShares(desk).one(caller, id, principalId, kind));
    return answer(request, shared.assistant(), shared.share(), HttpStatus.OK);
  }

  @Put("/{principalId}")
  HttpResponse<byte[]> give(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String principalId,
      RequestBody body) {
    QueryReader query = QueryReader.of(request);
    Optional<Principal.Kind> asked = kind(query);
    boolean force = query.flag("force");
    if (!Identifiers.valid(principalId)) {
      query.refuse("principalId", PrincipalForm.ID_RULE);
    }
    query.checkNothingElse();
    EditShares.Wish wish = EditShares.read(body.object());
    if (asked.isPresent() && wish.kind().isPresent() && !asked.equals(wish.kind())) {
      throw InvalidContent.at("/" + TYPE, "is another one than in the query");
    }
    EditShares.Done done =
        Refusals.orThrow(
            new EditShares(desk, limits)
                .handle(
                    new EditShares.Give(
                        caller,
                        id,
                        principalId,
                        wish.kind().or(() -> asked),
                        wish,
                        Preconditions.of(request),
                        force)));
    return done.created()
        ? answer(request, done.assistant(), done.share(), HttpStatus.CREATED)
            .header(HttpHeaders.LOCATION, self(done.assistant(), done.share()))
        : answer(request, done.assistant(), done.share(), HttpStatus.OK);
  }

  @Delete("/{principalId}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> take(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String principalId) {
    QueryReader query = QueryReader.of(request);
    Optional<Principal.Kind> kind = kind(query);
    boolean force = query.flag("force");
    query.checkNothingElse();
    Refusals.orThrow(
        new EditShares(desk, limits)
            .handle(
                new EditShares.Take(
                    caller, id, principalId, kind, Preconditions.of(request), force)));
    return HttpResponse.noContent();
  }

  private static Optional<Principal.Kind> kind(QueryReader query) {
    return query.oneOf(TYPE, PrincipalForm.KINDS);
  }

  private static MutableHttpResponse<byte[]> answer(
      HttpRequest<?> request, Assistant assistant, Share share, HttpStatus status) {
    return AssistantAnswers.conditional(
        request, ReadShares.tag(share), Answers.of(status, Answers.HAL, shown(assistant, share)));
  }

  private static JsonObject shown(Assistant assistant, Share share) {
    return JsonObject.builder()
        .putAll(ReadShares.show(share))
        .put(
            "_links",
            JsonObject.builder()
                .put("self", Links.to(self(assistant, share)))
                .put("inf:shares", Links.to(path(assistant)))
                .put("inf:assistant", Links.to(Links.assistant(assistant.naturalId().toString())))
                .build())
        .build();
  }

  private static String self(Assistant assistant, Share share) {
    return Links.withQuery(
        path(assistant) + '/' + Links.segment(share.principal().id()),
        Map.of(TYPE, share.principal().kind().wireName()));
  }

  private static String path(Assistant assistant) {
    return Links.assistant(assistant.naturalId().toString()) + "/shares";
  }
}
