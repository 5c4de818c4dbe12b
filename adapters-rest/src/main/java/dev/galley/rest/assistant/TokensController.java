package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.token.CreateToken;
import dev.galley.application.token.ListTokens;
import dev.galley.application.token.RevokeToken;
import dev.galley.application.token.TokenDesk;
import dev.galley.application.token.TokenForm;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.token.ApiToken;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** API tokens. The text of one is in the answer to its making, and nowhere else. */
@Controller(Links.TOKENS)
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokensController {
  private static final String RELATION = "inf:api-token";
  private static final String ONE = "/{tokenId}";
  private static final String USER = "user";

  private final TokenDesk desk;

  TokensController(TokenDesk desk) {
    this.desk = desk;
  }

  @Post
  HttpResponse<byte[]> create(HttpRequest<?> request, Caller caller, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    TokenForm form = TokenForm.of(body.object(), desk.clock().instant());
    CreateToken.Created created = Refusals.orThrow(new CreateToken(desk).handle(caller, form));
    JsonObject shown = shown(created.token()).with("token", Json.of(created.text()));
    return Answers.of(HttpStatus.CREATED, Answers.HAL, shown)
        .header(HttpHeaders.LOCATION, Links.token(created.token().id()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller) {
    QueryReader query = QueryReader.of(request);
    Excerpt excerpt = Excerpt.of(query);
    Optional<String> user =
        query.parsed(
            USER, "must be the id of a user", text -> Optional.of(text).filter(Identifiers::valid));
    query.checkNothingElse();
    return Answers.uncached(
        Answers.hal(
            excerpt.collection(
                Links.TOKENS,
                user.map(id -> Map.of(USER, id)).orElse(Map.of()),
                RELATION,
                Refusals.orThrow(new ListTokens(desk).handle(caller, user)),
                this::shown)));
  }

  @Get(ONE)
  HttpResponse<byte[]> get(HttpRequest<?> request, Caller caller, @PathVariable String tokenId) {
    QueryReader.of(request).checkNothingElse();
    return Answers.uncached(
        Answers.hal(shown(Refusals.orThrow(new ListTokens(desk).one(caller, tokenId)))));
  }

  @Delete(ONE)
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> revoke(HttpRequest<?> request, Caller caller, @PathVariable String tokenId) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(new RevokeToken(desk).handle(caller, tokenId));
    return HttpResponse.noContent();
  }

  private JsonObject shown(ApiToken token) {
    Caller bearer = token.bearer();
    return JsonObject.builder()
        .put("id", token.id().toString())
        .put("name", token.name())
        .put("user", token.user())
        .put("permissions", JsonArray.ofTexts(bearer.permissions().stream().sorted().toList()))
        .put("teams", teams(bearer))
        .put("readOnly", token.readOnly())
        .putOrNull("assistantId", token.assistant().map(UUID::toString))
        .put("createdAt", time(token.created()))
        .put("expiresAt", time(token.expires()))
        .put("expired", token.hasExpired(desk.clock().instant()))
        .putOrNull("lastUsedAt", token.used().map(TokensController::time))
        .put("_links", JsonObject.builder().put("self", Links.to(Links.token(token.id()))).build())
        .build();
  }

  private static JsonArray teams(Caller bearer) {
    return JsonArray.ofAll(
        bearer.teams().entrySet(),
        team ->
            JsonObject.builder()
                .put("id", team.getKey())
                .put("role", team.getValue().wireName())
                .build());
  }

  private static String time(Instant at) {
    return AssistantRepresentation.time(at);
  }
}
