package dev.galley.bootstrap;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.ClearDeletedAssistants;
import dev.galley.application.chat.ChatDesk;
import dev.galley.application.chat.CountChats;
import dev.galley.application.chat.RollUps;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What chats need, whichever store there is; and what goes with a deleted assistant. */
@Factory
final class ChatFactory {
  private static final Duration LONGEST_TURN = Duration.ofSeconds(10);

  @Singleton
  ChatDesk chatDesk(AssistantDesk assistants) {
    return new ChatDesk(assistants, new RollUps(LONGEST_TURN));
  }

  @Singleton
  CountChats countChats(ChatDesk desk) {
    return new CountChats(desk);
  }

  @Singleton
  ClearDeletedAssistants clearDeletedAssistants(AssistantDesk desk) {
    return new ClearDeletedAssistants(desk);
  }
}
