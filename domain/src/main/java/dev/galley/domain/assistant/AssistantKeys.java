package dev.galley.domain.assistant;

import dev.galley.domain.access.Principal;
import dev.galley.domain.content.ContentHash;

/** The keys under which assistants are found beside their names. */
public final class AssistantKeys {

  /** Every assistant with an open draft. */
  public static final String DRAFTS = "assistants/drafts";

  /** What was noted of assistants that were about to be deleted; of any tenant. */
  public static final String LEFTOVERS = "assistants/leftovers";

  private AssistantKeys() {}

  /** The items that hang on an assistant, and go with it. */
  public static String on(AssistantId assistant) {
    return "on/" + assistant.value();
  }

  /** The assistants that a token lets its bearer into; of any tenant. */
  public static String token(ContentHash hash) {
    return "assistants/token/" + hash.value();
  }

  /** The assistants with an open draft that a user or team owns, or has a share of. */
  public static String drafts(Principal principal) {
    return drafts(principal.key());
  }

  static String drafts(String principalKey) {
    return DRAFTS + '/' + principalKey;
  }
}
