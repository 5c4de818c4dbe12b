package dev.galley.rest.problem;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.rest.http.RequestId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;

/** Turns problems into answers. */
public final class Problems {

  private Problems() {}

  /** The answer to a request that failed like this. */
  public static MutableHttpResponse<byte[]> answer(HttpRequest<?> request, Problem problem) {
    return into(HttpResponse.ok(), request, problem);
  }

  /** Makes an answer that exists already say this; its headers stay. */
  static MutableHttpResponse<byte[]> into(
      MutableHttpResponse<?> response, HttpRequest<?> request, Problem problem) {
    byte[] body =
        CanonicalJson.writeInOrder(problem.toJson(pathOf(request)))
            .getBytes(StandardCharsets.UTF_8);
    MutableHttpResponse<byte[]> answer =
        response.status(problem.type().status()).body(body).contentType(Problem.MEDIA_TYPE);
    // Also set by a filter, but requests that the server can not read never reach the filters.
    answer.header(RequestId.HEADER, RequestId.of(request));
    answer.header("X-Content-Type-Options", "nosniff");
    answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
    problem.headers().forEach(answer::header);
    return answer;
  }

  /** The path as it was sent. The query stays out: it can hold what nobody else should read. */
  private static String pathOf(HttpRequest<?> request) {
    String path = request.getUri().getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }
}
