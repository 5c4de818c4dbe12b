package dev.galley.rest.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What frames every request: the correlation id, a log line, and the headers of every answer. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Order(RequestFrame.ORDER)
final class RequestFrame {
  /** Before all others, so that their refusals are framed as well. */
  static final int ORDER = -1100;

  private static final Logger LOG = LoggerFactory.getLogger("dev.galley.rest.requests");
  private static final String STARTED = "galley.started";

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext context) {
    context.add(new RequestId.Logged(RequestId.of(request)));
    if (LOG.isDebugEnabled()) {
      request.setAttribute(STARTED, System.nanoTime());
    }
  }

  @ResponseFilter
  void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.getHeaders().set(RequestId.HEADER, RequestId.of(request));
    response.getHeaders().set("X-Content-Type-Options", "nosniff");
    if (LOG.isDebugEnabled()) {
      long started = request.getAttribute(STARTED, Long.class).orElseGet(System::nanoTime);
      // The path as it was sent is safe to print; the query may hold secrets and stays out.
      LOG.debug(
          "{} {} {} in {} ms",
          request.getMethodName(),
          request.getUri().getRawPath(),
          response.code(),
          Duration.ofNanos(System.nanoTime() - started).toMillis());
    }
  }
}
