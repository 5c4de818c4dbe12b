package dev.galley.consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Events of one assistant for tests of the handler, which looks at their envelopes only. */
final class Events {
  static final String COMMITS = "galley.draft-committed";
  static final String LIFECYCLE = "galley.lifecycle";
  static final UUID SUBJECT = UUID.fromString("0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b");

  private Events() {}

  /**
   * @param previous 0 for none
   */
  static GalleyEvent event(long sequence, long previous) {
    return event("dev.galley.agent.of-a-later-version.v1", sequence, previous);
  }

  static GalleyEvent event(String type, long sequence, long previous) {
    return new UnknownEvent(
        new Envelope(
            new UUID(0x5000, sequence),
            "/galley/acme",
            type,
            SUBJECT,
            Instant.parse("2026-11-22T12:00:00Z"),
            "acme",
            "alice",
            sequence,
            previous == 0 ? OptionalLong.empty() : OptionalLong.of(previous),
            Optional.empty()),
        JsonNodeFactory.instance.nullNode());
  }
}
