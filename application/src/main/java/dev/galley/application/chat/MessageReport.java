package dev.galley.application.chat;

import dev.galley.application.support.BodyReader;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.chat.Cost;
import dev.galley.domain.chat.Message;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A message as its reporter tells of it.
 *
 * @param role who wrote it
 * @param modelId the model that it went to or came from, whether the tenant has it or not
 * @param messageId names it within its chat
 * @param timed whether the reporter said when it was
 */
public record MessageReport(
    Optional<String> role,
    Optional<String> modelId,
    Optional<String> messageId,
    boolean timed,
    Message message) {
  /** How old a message may be. */
  public static final Duration OLDEST = Duration.ofDays(40);

  /** How far ahead the reporter's clock may be. */
  public static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");
  private static final int LONGEST_TIME = 40;

  public MessageReport {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(modelId, "modelId");
    Objects.requireNonNull(messageId, "messageId");
    Objects.requireNonNull(message, "message");
  }

  /**
   * Reads the body of a POST.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static MessageReport read(JsonObject body, Instant now) {
    BodyReader reader = new BodyReader(body);
    Optional<String> role = reader.text("role", true, 0, Identifiers.MAX_LENGTH);
    if (role.isPresent() && !ROLES.contains(role.get())) {
      reader.error("role", "must be one of assistant, developer, system, tool, user");
    }
    Optional<String> modelId = reader.text("modelId", true, 1, Identifiers.MAX_LENGTH);
    Optional<String> messageId = reader.text("messageId", true, 1, Identifiers.MAX_LENGTH);
    long input = tokens(reader, "inputTokens");
    long output = tokens(reader, "outputTokens");
    Cost cost = cost(reader);
    Optional<Instant> at = at(reader, now);
    reader.finish();
    Instant time = at.orElse(now).truncatedTo(ChronoUnit.MILLIS);
    return new MessageReport(
        role,
        modelId,
        messageId,
        at.isPresent(),
        new Message(Optional.empty(), input, output, cost, time));
  }

  private static Optional<Json> sent(BodyReader reader, String name) {
    return reader.raw(name).filter(value -> !(value instanceof JsonNull));
  }

  private static long tokens(BodyReader reader, String name) {
    Optional<Json> value = sent(reader, name);
    if (value.isEmpty()) {
      return 0;
    }
    if (value.get() instanceof JsonNumber number
        && number.isInteger()
        && number.value() >= 0
        && number.value() <= Message.MOST_TOKENS) {
      return (long) number.value();
    }
    reader.error(name, "must be an integer from 0 to " + Message.MOST_TOKENS);
    return 0;
  }

  private static Cost cost(BodyReader reader) {
    Optional<Json> value = sent(reader, "cost");
    if (value.isEmpty()) {
      return Cost.NONE;
    }
    Optional<Cost> cost =
        switch (value.get()) {
          case JsonNumber(double number) -> Cost.of(number);
          case JsonString(String text) -> Cost.of(text);
          case Json other -> Optional.empty();
        };
    if (cost.isEmpty()) {
      reader.error(
          "cost",
          "must be a number from 0 to "
              + Cost.MOST
              + " with at most "
              + Cost.DECIMALS
              + " decimals, or such a decimal as a string");
    }
    return cost.orElse(Cost.NONE);
  }

  private static Optional<Instant> at(BodyReader reader, Instant now) {
    Optional<String> text = reader.text("at", true, 1, LONGEST_TIME);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant at = OffsetDateTime.parse(text.get()).toInstant();
      if (at.isAfter(now.plus(AHEAD))) {
        reader.error("at", "must be at most " + AHEAD.toMinutes() + " minutes ahead");
      } else if (at.isBefore(now.minus(OLDEST))) {
        reader.error("at", "must be at most " + OLDEST.toDays() + " days old");
      }
      return Optional.of(at);
    } catch (DateTimeException e) {
      reader.error("at", "must be a time of RFC 3339, as 2026-03-01T12:00:00Z");
      return Optional.empty();
    }
  }
}
