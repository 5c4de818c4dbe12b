package dev.galley.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Where contents are found that did not travel along with their event. */
interface Contents extends AutoCloseable {
  /** For when there is no server to ask. */
  Contents NOWHERE = (link, hash) -> new Answer.Missing("not with the event, see " + link);

  /** What was found. */
  sealed interface Answer {
    record Found(JsonNode content) implements Answer {}

    /**
     * It is not to be had.
     *
     * @param reason for people
     */
    record Missing(String reason) implements Answer {}
  }

  /** For now it can't be known: the event has to be tried again. */
  final class TryLater extends IOException {
    private static final long serialVersionUID = 1L;

    TryLater(String message) {
      super(message);
    }
  }

  /**
   * The content of the revision that a link leads to.
   *
   * @param hash what it has to be, where that was told
   * @throws TryLater when the server is away, overloaded, or refuses the token
   */
  Answer read(String link, Optional<String> hash) throws TryLater, InterruptedException;

  @Override
  default void close() {}
}
