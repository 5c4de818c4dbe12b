package dev.galley.consumer;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What all events have in common: the attributes of CloudEvents 1.0 and Galley's extensions.
 *
 * @param id the same for the same event, however often it is delivered
 * @param source {@code /galley/<tenant>}, the tenant percent-encoded
 * @param type {@code dev.galley.<kind>.<what>.v1}
 * @param subject the id of the aggregate
 * @param time when it happened, milliseconds
 * @param tenant whose it is, 1 character or more, without {@code /}
 * @param actor who did it
 * @param sequence 1, 2, 3... within the aggregate, over both topics
 * @param previous the sequence of the aggregate's event before it on the same topic; absent on its
 *     first there
 * @param traceparent the trace that it was made in (W3C Trace Context)
 */
public record Envelope(
    UUID id,
    String source,
    String type,
    UUID subject,
    Instant time,
    String tenant,
    String actor,
    long sequence,
    OptionalLong previous,
    Optional<String> traceparent) {
  static final Pattern TYPE = Pattern.compile("dev\\.galley\\.([a-z0-9-]+)\\..+");
  static final String TYPE_RULE = "dev.galley.<kind>.<what>.<version>";
  static final String TENANT_RULE = "1 character or more, no '/'";
  static final String PREVIOUS_RULE = "1 or more, below the sequence";

  public Envelope {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(traceparent, "traceparent");
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("type: " + type + " (expected: " + TYPE_RULE + ")");
    }
    if (tenant.isEmpty() || tenant.indexOf('/') >= 0) {
      throw new IllegalArgumentException("tenant: " + tenant + " (expected: " + TENANT_RULE + ")");
    }
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence: " + sequence + " (expected: 1 or more)");
    }
    if (previous.isPresent() && (previous.getAsLong() < 1 || previous.getAsLong() >= sequence)) {
      throw new IllegalArgumentException(
          "previous: " + previous.getAsLong() + " (expected: " + PREVIOUS_RULE + ")");
    }
  }

  /** What the aggregate is: {@code assistant}, {@code agent}, or a kind of a later version. */
  public String kind() {
    Matcher matcher = TYPE.matcher(type);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** The aggregate, {@code <tenant>/<kind>/<id>}: also the key of the Kafka record. */
  public String key() {
    return tenant + '/' + kind() + '/' + subject;
  }
}
