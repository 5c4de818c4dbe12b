package dev.galley.consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Events of one aggregate for tests of the handler, which looks at their envelopes only. */
final class Events {
  static final String COMMITS = "galley.draft-committed";
  static final String LIFECYCLE = "galley.lifecycle";
  static final UUID SUBJECT = UUID.fromString("0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b");

  private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");
  private static final AgentPayload AGENT =
      new AgentPayload(
          SUBJECT,
          "triage",
          "agent",
          Optional.of("Triage"),
          Optional.empty(),
          List.of(),
          0,
          Optional.empty(),
          Optional.empty(),
          false,
          0,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          "alice",
          TIME,
          Optional.empty(),
          List.of(),
          false,
          Optional.empty(),
          Optional.empty());

  private Events() {}

  /**
   * @param previous 0 for none
   */
  static GalleyEvent event(long sequence, long previous) {
    return event("dev.galley.persona.of-a-later-version.v1", sequence, previous);
  }

  static GalleyEvent event(String type, long sequence, long previous) {
    return new UnknownEvent(
        envelope(type, sequence, previous), JsonNodeFactory.instance.nullNode());
  }

  static GalleyEvent agentCreated(long sequence, long previous) {
    return new AgentCreated(envelope(AgentCreated.TYPE, sequence, previous), AGENT);
  }

  static GalleyEvent agentCommitted(long sequence, long previous) {
    return new AgentDraftCommitted(envelope(AgentDraftCommitted.TYPE, sequence, previous), AGENT);
  }

  static GalleyEvent agentDeleted(long sequence, long previous) {
    return new AgentDeleted(envelope(AgentDeleted.TYPE, sequence, previous), AGENT);
  }

  private static Envelope envelope(String type, long sequence, long previous) {
    return new Envelope(
        new UUID(0x5000, sequence),
        "/galley/acme",
        type,
        SUBJECT,
        TIME,
        "acme",
        "alice",
        sequence,
        previous == 0 ? OptionalLong.empty() : OptionalLong.of(previous),
        Optional.empty());
  }
}
