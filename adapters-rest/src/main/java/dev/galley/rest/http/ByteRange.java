package dev.galley.rest.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a body that a request asks for (RFC 9110, section 14).
 *
 * @param from its first byte
 * @param to the one behind its last; not above {@code from} when no byte of the body is in it
 */
public record ByteRange(long from, long to) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * The range of a request; nothing when it wants the whole. Several ranges at once, other units,
   * and a range of another state of the body ({@code If-Range}) are answered with the whole too.
   *
   * @param tag the tag of the body
   * @param size its bytes
   */
  public static Optional<ByteRange> of(HttpRequest<?> request, String tag, long size) {
    String sent = request.getHeaders().get(HttpHeaders.RANGE);
    if (sent == null) {
      return Optional.empty();
    }
    String condition = request.getHeaders().get(HttpHeaders.IF_RANGE);
    if (condition != null && !condition.strip().equals(EntityTag.strong(tag).toHeader())) {
      return Optional.empty();
    }
    Matcher range = ONE.matcher(sent.toLowerCase(Locale.ROOT).replace(" ", ""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      long last = Long.parseLong(range.group(2));
      return Optional.of(new ByteRange(Math.max(0, size - last), last == 0 ? 0 : size));
    }
    long from = Long.parseLong(range.group(1));
    if (range.group(2).isEmpty()) {
      return Optional.of(new ByteRange(from, size));
    }
    long last = Long.parseLong(range.group(2));
    return last < from
        ? Optional.empty()
        : Optional.of(new ByteRange(from, Math.min(size, last + 1)));
  }

  /** Whether there is a byte in it. */
  public boolean isSatisfiable() {
    return from < to;
  }
}
