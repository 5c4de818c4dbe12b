package dev.galley.rest.problem;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Arrays;

/** Explains the problem types, to people as HTML and to programs as JSON. Needs no token. */
@Controller("/problems")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProblemPages {

  @Get
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> index(HttpRequest<?> request) {
    if (wantsJson(request)) {
      JsonArray types =
          new JsonArray(
              Arrays.stream(ProblemType.values()).<Json>map(ProblemPages::toJson).toList());
      return negotiated(Answers.json(JsonObject.builder().put("problems", types).build()));
    }
    StringBuilder list = new StringBuilder("<ul>");
    for (ProblemType type : ProblemType.values()) {
      list.append("<li><a href=\"")
          .append(type.uri())
          .append("\"><code>")
          .append(type.code())
          .append("</code></a> (")
          .append(type.status().getCode())
          .append("): ")
          .append(Answers.escapeHtml(type.title()))
          .append("</li>");
    }
    return negotiated(
        Answers.page(
            "Problems",
            "<h1>Problems</h1><p>What the API can answer instead of what"
                + " was asked for, as <code>application/problem+json</code> (RFC 9457).</p>"
                + list.append("</ul>")));
  }

  @Get("/{code}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> page(HttpRequest<?> request, @PathVariable String code) {
    ProblemType type =
        ProblemType.ofCode(code)
            .orElseThrow(() ->
                Problem.of(ProblemType.NOT_FOUND, "There is no problem type of this code.")
                    .asException());
    if (wantsJson(request)) {
      return negotiated(Answers.json(toJson(type)));
    }
    String body =
        "<h1>"
            + Answers.escapeHtml(type.title())
            + "</h1><dl><dt>Code</dt><dd><code>"
            + type.code()
            + "</code></dd><dt>HTTP status</dt><dd>"
            + type.status().getCode()
            + ' '
            + Answers.escapeHtml(type.status().getReason())
            + "</dd></dl><p>"
            + Answers.escapeHtml(type.explanation())
            + "</p><p><a href=\"/problems\">All problems</a></p>";
    return negotiated(Answers.page(type.title(), body));
  }

  private static JsonObject toJson(ProblemType type) {
    return JsonObject.builder()
        .put("type", type.uri())
        .put("code", type.code())
        .put("status", type.status().getCode())
        .put("title", type.title())
        .put("explanation", type.explanation())
        .build();
  }

  private static MutableHttpResponse<byte[]> negotiated(MutableHttpResponse<byte[]> answer) {
    answer.getHeaders().set(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
    return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
  }

  /** Whether some JSON type is wanted more than HTML; people get HTML when nothing is said. */
  private static boolean wantsJson(HttpRequest<?> request) {
    double html = 0;
    double json = 0;
    for (MediaType accepted : request.accept()) {
      double quality = accepted.getQualityAsNumber().doubleValue();
      String subtype = accepted.getSubtype();
      if (subtype.equals("json") || subtype.endsWith("+json")) {
        json = Math.max(json, quality);
      } else if (accepted.getType().equals("text")) {
        html = Math.max(html, quality);
      }
    }
    return json > html;
  }
}
