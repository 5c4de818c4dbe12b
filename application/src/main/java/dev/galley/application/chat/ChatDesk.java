package dev.galley.application.chat;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.FindAssistant;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What the use cases of chats share: the ports, the turns of the writers, and how a chat is found
 * by those who may.
 */
public record ChatDesk(AssistantDesk assistants, RollUps rollUps) {

  public ChatDesk {
    Objects.requireNonNull(assistants, "assistants");
    Objects.requireNonNull(rollUps, "rollUps");
  }

  Saver saver() {
    return assistants.saver();
  }

  Aggregates aggregates() {
    return assistants.saver().aggregates();
  }

  /** The time now. */
  public Instant now() {
    return assistants.clock().instant();
  }

  Stamp stamp(Caller caller) {
    return new Stamp(now(), caller.user());
  }

  /** The assistant that an id or that of its draft means, for callers who may read it. */
  Outcome<Assistant> assistant(Caller caller, String id) {
    return new FindAssistant(assistants).original(caller, id);
  }

  Outcome<Assistant> assistant(Caller caller, AssistantId id) {
    return assistant(caller, id.value().toString());
  }

  Optional<Item> stored(TenantId tenant, UUID chat) {
    return aggregates().find(Chat.ref(tenant, chat)).map(Item.class::cast);
  }

  /** A chat with an assistant that the caller may read, when the chat is his too. */
  Outcome<ChatView> own(Caller caller, UUID id) {
    return found(caller, id, view -> isOwn(caller, view));
  }

  /** The same, and the chats of others for callers who may report to them. */
  Outcome<ChatView> reportable(Caller caller, UUID id) {
    return found(
        caller, id, view -> isOwn(caller, view) || mayReportForOthers(caller, view.assistant()));
  }

  private static boolean isOwn(Caller caller, ChatView view) {
    return view.chat().user().equals(caller.user());
  }

  /**
   * The one rule of who else than its user begins a chat with an assistant and reports to it.
   *
   * @param assistant one that the caller may read
   */
  static boolean mayReportForOthers(Caller caller, Assistant assistant) {
    return caller.may(Caller.REPORT_CHATS);
  }

  private Outcome<ChatView> found(Caller caller, UUID id, Predicate<ChatView> forCaller) {
    // Whoever may not read the assistant is not told that there is a chat with it.
    return stored(caller.tenant(), id)
        .map(Chat::of)
        .flatMap(chat -> view(caller, chat))
        .filter(forCaller)
        .<Outcome<ChatView>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(notFound()));
  }

  /** A chat as it is shown; absent when the caller does not reach its assistant. */
  private Optional<ChatView> view(Caller caller, Chat chat) {
    return switch (assistant(caller, chat.assistant())) {
      case Outcome.Refused<Assistant> refused -> Optional.empty();
      case Outcome.Done<Assistant>(Assistant assistant) ->
          Optional.of(new ChatView(chat, assistant));
    };
  }

  static Refusal notFound() {
    return new Refusal.NotFound("chat");
  }
}
