package dev.galley.rest.http;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.micronaut.http.HttpRequest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The correlation id of a request: the client's {@code X-Request-Id} when it is sane, else a new
 * one. It is in the answer's header, in the log (MDC {@value #MDC_KEY}), and in the body of
 * internal errors.
 */
public final class RequestId {
  /** The header, in requests and answers. */
  public static final String HEADER = "X-Request-Id";

  /** The name in the logging context. */
  public static final String MDC_KEY = "requestId";

  private static final String ATTRIBUTE = "galley.requestId";
  // Nothing that a log, a shell or a page could take for more than text.
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private RequestId() {}

  /** The id of this request; the same whenever it is asked for. */
  public static String of(HttpRequest<?> request) {
    String known = request.getAttribute(ATTRIBUTE, String.class).orElse(null);
    if (known != null) {
      return known;
    }
    String sent = request.getHeaders().get(HEADER);
    String id = sent != null && SANE.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** Puts the id into the logging context of every thread that works on the request. */
  record Logged(String id) implements ThreadPropagatedContextElement<String> {

    @Override
    public @Nullable String updateThreadContext() {
      String before = MDC.get(MDC_KEY);
      MDC.put(MDC_KEY, id);
      return before;
    }

    @Override
    public void restoreThreadContext(@Nullable String before) {
      if (before == null) {
        MDC.remove(MDC_KEY);
      } else {
        MDC.put(MDC_KEY, before);
      }
    }
  }
}
