package dev.galley.domain.chat;

import dev.galley.domain.assistant.AssistantId;

/** The lists in which chats and usage are found. */
public final class ChatKeys {

  /** The chats that stand in no figures yet, of every tenant. */
  public static final String UNCOUNTED = "chats/uncounted";

  private ChatKeys() {}

  /** The chats of a user. */
  public static String of(String user) {
    return "chats/of/" + user;
  }

  /** The chats of a user with an assistant. */
  public static String with(AssistantId assistant, String user) {
    return "chats/with/" + assistant.value() + '/' + user;
  }

  /** What was used of an assistant, by day and user. */
  public static String usage(AssistantId assistant) {
    return "usage/" + assistant.value();
  }
}
