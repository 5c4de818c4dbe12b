package dev.galley.contract;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.ClearDeletedAssistants;
import dev.galley.application.assistant.DeleteAssistant;
import dev.galley.application.assistant.Limits;
import dev.galley.application.chat.BeginChat;
import dev.galley.application.chat.ChatDesk;
import dev.galley.application.chat.MessageReport;
import dev.galley.application.chat.ReadUsage;
import dev.galley.application.chat.ReportMessage;
import dev.galley.application.chat.RollUps;
import dev.galley.application.model.ModelList;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.chat.Usage;
import dev.galley.domain.content.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is done around the assistants of one tenant, through the use cases and at times of its own:
 * each verb has to succeed.
 */
final class Office {
  private final Caller caller;
  private final AssistantDesk desk;
  private final ChatDesk chats;
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

  private Office(StoreUnderTest store, Aggregates aggregates, TenantId tenant) {
    this.caller =
        new Caller(
            tenant,
            Author.NAME,
            Map.of(),
            Set.of(Caller.AI_SEAT),
            Set.of(Caller.REPORT_CHATS),
            Set.of());
    this.desk =
        new AssistantDesk(
            store.assistants(),
            store.snapshots(),
            store.revisions(),
            new ModelList(List.of(), store.models()),
            Limits.DEFAULT,
            () -> now,
            new Saver(aggregates, () -> Author.freshId().value(), Office::pause));
    this.chats = new ChatDesk(desk, new RollUps(Duration.ofSeconds(60)));
  }

  /** Around the assistants of an author. */
  static Office of(Author author, StoreUnderTest store) {
    return of(author, store, store.aggregates());
  }

  /** The same, with the store behind something else. */
  static Office of(Author author, StoreUnderTest store, Aggregates aggregates) {
    return new Office(store, aggregates, author.tenant());
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, 4L + attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Time goes by. */
  void later(Duration time) {
    now = now.plus(time);
  }

  ChatDesk chats() {
    return chats;
  }

  void delete(Assistant assistant) {
    done(
        new DeleteAssistant(desk)
            .handle(
                new DeleteAssistant.Command(
                    caller, assistant.id().value().toString(), new Precondition.None())));
  }

  int clear(int limit) {
    return new ClearDeletedAssistants(desk).handle(limit);
  }

  /** A chat of a user. */
  Chat chat(Assistant assistant, String user) {
    return done(new BeginChat(chats)
            .handle(
                caller, new BeginChat.Wish(assistant.id().value().toString(), Optional.of(user))))
        .chat();
  }

  /** Reports a message; whether it was counted. */
  boolean report(Chat chat, String messageId, String cost) {
    JsonObject body =
        JsonObject.builder()
            .put("messageId", messageId)
            .put("inputTokens", 10)
            .put("outputTokens", 20)
            .put("cost", cost)
            .build();
    return done(new ReportMessage(chats).handle(caller, chat.id(), MessageReport.read(body, now)))
        .counted();
  }

  Usage usage(Assistant assistant) {
    return done(new ReadUsage(chats)
            .handle(
                caller,
                assistant.id().value().toString(),
                new ReadUsage.Span(Optional.empty(), Optional.empty()),
                false))
        .all();
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var refusal) -> throw new AssertionError("refused: " + refusal);
    };
  }
}
