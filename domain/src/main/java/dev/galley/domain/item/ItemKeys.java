package dev.galley.domain.item;

import java.util.UUID;

/** The lists in which items of several families are found. */
public final class ItemKeys {

  private ItemKeys() {}

  /** All items that hang on an assistant: with it they go. */
  public static String on(UUID assistant) {
    return "on/" + assistant;
  }
}
