package dev.galley.application.store;

import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Persona;

/** The state of an aggregate of any family as one JSON document, beside its name and version. */
public final class StateDocument {

  private StateDocument() {}

  /** The document. */
  public static JsonObject write(Aggregate aggregate) {
    return switch (aggregate) {
      case Assistant assistant -> AssistantDocument.write(assistant);
      case Agent agent -> AgentDocument.write(agent);
      case WorkingCopy copy -> WorkingCopyDocument.write(copy);
      case Persona persona -> PersonaDocument.write(persona);
      case Item item -> ItemDocument.write(item);
      case Tombstone stone -> TombstoneDocument.write(stone);
      default ->
          throw new IllegalArgumentException(
              "aggregate: " + aggregate.getClass() + " (expected: of a family that has states)");
    };
  }

  /** What {@link #write} wrote of one that is not deleted. */
  public static Living read(AggregateRef ref, long version, JsonObject document) {
    return switch (ref.kind()) {
      case ASSISTANT -> AssistantDocument.read(ref.tenant(), ref.id(), version, document);
      case AGENT -> AgentDocument.read(ref.tenant(), version, document);
      case WORKING_COPY -> WorkingCopyDocument.read(ref.tenant(), ref.id(), version, document);
      case PERSONA -> PersonaDocument.read(ref.tenant(), ref.id(), version, document);
      case PERSONA_DRAFT,
          PERSONA_RESOURCE,
          FILE,
          SECRET_VALUE,
          COMMENT,
          FAVORITE,
          CHAT,
          USAGE,
          API_TOKEN,
          TENANT_KEYS,
          LEFTOVERS ->
          ItemDocument.read(ref, version, document);
    };
  }
}
