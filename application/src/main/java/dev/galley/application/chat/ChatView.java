package dev.galley.application.chat;

import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.chat.Chat;
import java.util.Objects;

/** A chat as it is shown, beside the assistant that it is with. */
public record ChatView(Chat chat, Assistant assistant) {

  public ChatView {
    Objects.requireNonNull(chat, "chat");
    Objects.requireNonNull(assistant, "assistant");
  }
}
