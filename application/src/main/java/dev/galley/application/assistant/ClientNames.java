package dev.galley.application.assistant;

import java.util.Optional;

/** Tells which of the caller's clients sends the request that is worked on. */
public interface ClientNames {

  /** No client has a name. */
  ClientNames NONE = Optional::empty;

  /** How it calls itself, 1 to 200 printable characters of ASCII; nothing when it does not. */
  Optional<String> current();
}
