package dev.galley.rest.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that a request belongs to, as {@code traceparent} (W3C Trace Context, section 3.2) says
 * it. A request without one, or with one that is to be ignored, begins a trace of its own when its
 * {@link RequestId} is a UUID.
 */
public final class TraceParent {
  /** The header. */
  public static final String HEADER = "traceparent";

  // A version that is not known yet is read like 00; what it may add stands behind another dash.
  private static final Pattern SENT =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final Pattern UUID =
      Pattern.compile("([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})");
  private static final int SAMPLED = 1;

  private TraceParent() {}

  /** The trace of the request that this thread works on, in version 00, 55 characters. */
  public static Optional<String> current() {
    return ServerRequestContext.currentRequest().flatMap(TraceParent::of);
  }

  /** The trace of this request. */
  static Optional<String> of(HttpRequest<?> request) {
    List<String> sent = request.getHeaders().getAll(HEADER);
    return (sent.size() == 1 ? read(sent.getFirst()) : Optional.<String>empty())
        .or(() -> ofRequestId(RequestId.of(request)));
  }

  private static Optional<String> read(String header) {
    Matcher parts = SENT.matcher(header);
    if (!parts.matches() || (parts.group(1).equals("00") && parts.group(5) != null)) {
      return Optional.empty();
    }
    int flags = Integer.parseInt(parts.group(4), 16) & SAMPLED;
    return trace(parts.group(2), parts.group(3), flags);
  }

  private static Optional<String> ofRequestId(String id) {
    Matcher parts = UUID.matcher(id.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    String trace = parts.replaceAll("$1$2$3$4$5");
    // The same whenever it is asked for: it stands for the request.
    return trace(trace, trace.substring(16), 0);
  }

  /** All zeros name nothing. */
  private static Optional<String> trace(String trace, String parent, int flags) {
    return isZero(trace) || isZero(parent)
        ? Optional.empty()
        : Optional.of("00-" + trace + '-' + parent + "-0" + flags);
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }
}
