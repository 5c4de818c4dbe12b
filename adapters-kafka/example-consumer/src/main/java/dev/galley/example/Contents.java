package dev.galley.example;

import com.fasterxml.jackson.databind.JsonNode;
import dev.galley.consumer.AssistantPayload;
import java.io.IOException;

/** Where contents are found that were too large to travel along with their event. */
interface Contents extends AutoCloseable {
  /** For when there is no server to ask. */
  Contents NOWHERE = (payload, link) -> new Answer.Missing("64 KiB or more, see " + link);

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
   * The content of the revision that the link of the payload leads to.
   *
   * @throws TryLater when the server is away, overloaded, or refuses the token
   */
  Answer read(AssistantPayload payload, String link) throws TryLater, InterruptedException;

  @Override
  default void close() {}
}
