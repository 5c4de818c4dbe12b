package dev.galley.kafka;

/** An event can't be sent now for a reason of this module's own; another time it can. */
public final class KafkaUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KafkaUnavailable(String message) {
    super(message);
  }
}
