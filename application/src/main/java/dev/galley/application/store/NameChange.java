package dev.galley.application.store;

import java.util.Objects;

/** What a save does with the names that lead to its aggregate. Names are unique per tenant. */
public sealed interface NameChange {

  /** The names stay. */
  record Keep() implements NameChange {}

  /**
   * The aggregate gets this name, and keeps it until it gives it up. A name that it had goes on
   * leading to it until another aggregate claims that.
   */
  record Claim(String name) implements NameChange {

    public Claim {
      Objects.requireNonNull(name, "name");
    }
  }

  /** The aggregate gives up all its names. */
  record GiveUp() implements NameChange {}
}
