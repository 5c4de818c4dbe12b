package dev.galley.domain.chat;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.NamedUuid;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What a user has used of an assistant on one day. Every message is added to it, and none is kept.
 *
 * @param day in UTC
 * @param messages how many, each counted once
 * @param chats how many were begun that day
 * @param cost the sum, to the last digit
 * @param lastUsed the latest message or beginning of a chat
 * @param marks of the last {@value #REMEMBERED} messages, one behind the other
 */
public record UsageDay(
    TenantId tenant,
    AssistantId assistant,
    LocalDate day,
    String user,
    long messages,
    long chats,
    BigInteger inputTokens,
    BigInteger outputTokens,
    BigDecimal cost,
    Instant lastUsed,
    String marks) {
  /** How many messages it would know again. */
  public static final int REMEMBERED = 256;

  private static final int MARK_BYTES = 6;
  private static final int MARK = MARK_BYTES * 4 / 3;

  public UsageDay {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(day, "day");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(inputTokens, "inputTokens");
    Objects.requireNonNull(outputTokens, "outputTokens");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(lastUsed, "lastUsed");
    if (marks.length() % MARK != 0 || marks.length() > REMEMBERED * MARK) {
      throw new IllegalArgumentException(
          "marks: " + marks.length() + " (expected: at most 256 of 8 characters each)");
    }
  }

  /** A day on which nothing was used yet. */
  public static UsageDay unused(
      TenantId tenant, AssistantId assistant, LocalDate day, String user) {
    return new UsageDay(
        tenant,
        assistant,
        day,
        user,
        0,
        0,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigDecimal.ZERO,
        Instant.EPOCH,
        "");
  }

  /** The figures that an item holds. */
  public static UsageDay of(Item item) {
    JsonObject body = item.body();
    return new UsageDay(
        item.ref().tenant(),
        new AssistantId(UUID.fromString(text(body, "assistant"))),
        LocalDate.parse(text(body, "day")),
        text(body, "user"),
        number(body, "messages"),
        number(body, "chats"),
        new BigInteger(text(body, "inputTokens")),
        new BigInteger(text(body, "outputTokens")),
        new BigDecimal(text(body, "cost")),
        Instant.ofEpochMilli(number(body, "lastUsed")),
        text(body, "marks"));
  }

  private static String text(JsonObject body, String name) {
    return body.text(name).orElseThrow();
  }

  private static long number(JsonObject body, String name) {
    return (long) ((JsonNumber) body.get(name).orElseThrow()).value();
  }

  /**
   * What a message is known by among the last ones: 48 bits, so that one in 10^12 is taken for
   * another.
   *
   * @param messageId as its reporter calls it; within its chat
   */
  public static String mark(UUID chat, String messageId) {
    String hash = ContentHash.ofText(chat + "/" + messageId).prefix(2 * MARK_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hash));
  }

  /** What names it. */
  public AggregateRef ref() {
    return new AggregateRef(
        tenant, AggregateKind.USAGE, NamedUuid.of(assistant.value(), "usage/" + day + '/' + user));
  }

  /** Whether that message is among the last ones. */
  public boolean knows(String mark) {
    for (int at = 0; at < marks.length(); at += MARK) {
      if (marks.startsWith(mark, at)) {
        return true;
      }
    }
    return false;
  }

  /** With one message more. */
  public UsageDay plus(Message message) {
    return new UsageDay(
        tenant,
        assistant,
        day,
        user,
        messages + 1,
        chats,
        inputTokens.add(BigInteger.valueOf(message.inputTokens())),
        outputTokens.add(BigInteger.valueOf(message.outputTokens())),
        cost.add(message.cost().amount()),
        later(message.at()),
        message.mark().map(this::remembering).orElse(marks));
  }

  private String remembering(String mark) {
    String all = marks + mark;
    return all.substring(Math.max(0, all.length() - REMEMBERED * MARK));
  }

  /** With one chat more. */
  public UsageDay plusChat(Instant begun) {
    return new UsageDay(
        tenant,
        assistant,
        day,
        user,
        messages,
        chats + 1,
        inputTokens,
        outputTokens,
        cost,
        later(begun),
        marks);
  }

  private Instant later(Instant at) {
    return at.isAfter(lastUsed) ? at : lastUsed;
  }

  /** The figures as an item holds them. */
  public Item.Saying saying() {
    return new Item.Saying(
        JsonObject.builder()
            .put("assistant", assistant.value().toString())
            .put("day", day.toString())
            .put("user", user)
            .put("messages", messages)
            .put("chats", chats)
            .put("inputTokens", inputTokens.toString())
            .put("outputTokens", outputTokens.toString())
            .put("cost", cost.toPlainString())
            .put("lastUsed", lastUsed.toEpochMilli())
            .put("marks", marks)
            .build(),
        Set.of(AssistantKeys.on(assistant), ChatKeys.usage(assistant)),
        place(day) + user);
  }

  /** Behind which the places of a day begin, and before which those of all earlier days lie. */
  public static String place(LocalDate day) {
    return day + "/";
  }
}
