package dev.galley.rest;

import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.application.support.Contended;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.EntityTagCondition;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import dev.galley.rest.http.RequestId;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.UUID;
import org.slf4j.MDC;

/** Shows what controllers get from the plumbing. */
@Controller("/api/probe")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProbeController {

  @Get("/caller")
  HttpResponse<byte[]> caller(Caller caller) {
    JsonObject.Builder teams = JsonObject.builder();
    caller.teams().forEach((id, role) -> teams.put(id, role.wireName()));
    return Answers.json(
        JsonObject.builder()
            .put("tenant", caller.tenant().value())
            .put("user", caller.user())
            .put("teams", teams.build())
            .put("seats", JsonArray.ofTexts(caller.seats()))
            .put("permissions", JsonArray.ofTexts(caller.permissions()))
            .put("roles", JsonArray.ofTexts(caller.roles()))
            .put("thread", Thread.currentThread().isVirtual() ? "virtual" : "platform")
            .build());
  }

  @Post("/object")
  @Consumes(MediaType.ALL)
  HttpResponse<byte[]> object(RequestBody body) {
    return Answers.hal(body.object());
  }

  @Post("/array")
  @Consumes(MediaType.ALL)
  HttpResponse<byte[]> array(RequestBody body) {
    return Answers.json(body.array());
  }

  @Post("/any")
  @Consumes(MediaType.ALL)
  HttpResponse<byte[]> any(RequestBody body) {
    return Answers.json(
        JsonObject.builder()
            .put("empty", body.isEmpty())
            .put("object", body.objectIfAny().isPresent())
            .build());
  }

  @Post("/xml")
  @Consumes(MediaType.APPLICATION_XML)
  HttpResponse<byte[]> xml() {
    return Answers.json(Json.nothing());
  }

  @Get("/query")
  HttpResponse<byte[]> query(HttpRequest<?> request) {
    QueryReader query = QueryReader.of(request);
    JsonObject.Builder read = JsonObject.builder();
    query.text("q", 1, 10).ifPresent(q -> read.put("q", q));
    query.integer("limit", 1, 200).ifPresent(limit -> read.put("limit", limit));
    read.put("mine", query.flag("mine"));
    query.oneOf("sort", Map.of("name", 1L, "-name", -1L)).ifPresent(s -> read.put("sort", s));
    query.checkNothingElse();
    return Answers.json(read.build());
  }

  @Get("/typed/{id}")
  HttpResponse<byte[]> typed(@PathVariable UUID id, @QueryValue int n, @Header("X-Level") int l) {
    return Answers.json(Json.of(id + " " + n + " " + l));
  }

  @Get("/if-match")
  HttpResponse<byte[]> ifMatch(HttpRequest<?> request) {
    String said =
        EntityTagCondition.ifMatch(request)
            .map(condition -> condition.matchesStrongly("a"::equals) ? "met" : "failed")
            .orElse("absent");
    return Answers.json(JsonObject.builder().put("condition", said).build());
  }

  @Get("/html")
  @Produces(MediaType.TEXT_HTML)
  String html() {
    return "<p>";
  }

  @Get("/mdc")
  HttpResponse<byte[]> mdc(HttpRequest<?> request) {
    return Answers.json(
        JsonObject.builder()
            .put("mdc", String.valueOf(MDC.get(RequestId.MDC_KEY)))
            .put("id", RequestId.of(request))
            .build());
  }

  @Get("/throw/{what}")
  HttpResponse<byte[]> fail(@PathVariable String what) throws Throwable {
    throw switch (what) {
      case "invalid" -> InvalidContent.at("/name", "must not be empty");
      case "contended" -> new Contended();
      case "unavailable" -> new StoreUnavailable("db.internal:5432 refused", null);
      case "unknown" -> new OutcomeUnknown(new ChangeId(new UUID(1, 2)), null);
      case "closed" -> new ClosedChannelException();
      case "checked" -> new Exception("secret-of-the-store");
      case "error" -> new AssertionError("secret-of-the-store");
      case "conflict" ->
          Problem.of(ProblemType.LIVE_CHANGED, "Live is at revision 7.")
              .with("currentRevision", Json.of(7))
              .asException();
      default -> new IllegalStateException("secret-of-the-store");
    };
  }
}
