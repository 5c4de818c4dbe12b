package dev.galley.domain.assistant;

/** The key of all items that hang on one assistant, by which they are erased when it is deleted. */
public final class OnAssistant {

  private OnAssistant() {}

  /** The key. */
  public static String key(AssistantId assistant) {
    return "on/" + assistant.value();
  }
}
