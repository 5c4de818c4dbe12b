package dev.galley.domain.agent;

import dev.galley.domain.content.ContentShape;
import dev.galley.domain.content.ContentShapes;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.Snapshot;
import java.util.Objects;

/**
 * What an agent does: the value that its author works on, and that a revision keeps.
 *
 * <p>It is a JSON object {@code {comment, subAgents, flow {steps, edges}, integrationSlots,
 * integrationBindings, assets, slots}}. Every content holds to its shape, and what it refers to is
 * in it; whether its flow is complete is for {@link FlowRules} to say.
 *
 * <ul>
 *   <li>All members may be absent, and all but {@code flow} may be {@code null}. Other members are
 *       refused, as are others than {@code steps} and {@code edges} in {@code flow}; within the
 *       members of the lists they are the author's and stay.
 *   <li>A step has an {@code id} and a {@code type}; it may hold steps. A sub-agent, an asset and
 *       an integration slot have an {@code id}, a slot has a {@code name}, an edge has a {@code
 *       source} and a {@code target}. Their other fields that are known may be {@code null}, but
 *       for a slot's {@code requiredKind}.
 *   <li>Ids are unique within their list, steps over all levels. An edge without an id is told
 *       apart by its ends: two that join the same steps in the same direction need an id.
 *   <li>Edges end at steps, of any level, and approvals name a slot.
 * </ul>
 *
 * <p>Nothing that was written is changed, but that a slot without {@code requiredKind} gets {@code
 * UNSPECIFIED}, so that writing it and leaving it out is the same content.
 */
public final class AgentContent {
  /** The identified lists of an agent's content. */
  public static final ContentShape SHAPE = ContentShapes.AGENT;

  /** The largest content, in bytes of its canonical form. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /** The longest id, and the longest name of a slot, in code points. The shortest has one. */
  public static final int MAX_ID = 200;

  /** The longest name of anything for people, and of a type, in code points. */
  public static final int MAX_NAME = 200;

  /** The longest comment, in code points. */
  public static final int MAX_COMMENT = 10_000;

  /** The content before anything was written: what revision 0 has. */
  public static final AgentContent EMPTY = fromSnapshot(Snapshot.of(JsonObject.EMPTY));

  private final Snapshot snapshot;
  private final JsonObject json;

  private AgentContent(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.json = (JsonObject) snapshot.content();
  }

  /** A content of at most {@value #MAX_BYTES} bytes. See {@link #parse(Json, int)}. */
  public static AgentContent parse(Json written) {
    return parse(written, MAX_BYTES);
  }

  /**
   * The content that an author wrote.
   *
   * @param maxBytes how large its canonical form may be
   * @throws InvalidContent with every place that breaks a rule, as a pointer by positions into what
   *     was written; of more than 100 the first ones, and at the root the number of the others
   */
  public static AgentContent parse(Json written, int maxBytes) {
    if (!(written instanceof JsonObject object)) {
      throw InvalidContent.at(JsonPointer.ROOT, "must be an object, not " + written.typeName());
    }
    AgentContentReader reader = new AgentContentReader(object);
    Snapshot snapshot = Snapshot.of(reader.completed());
    reader.check(snapshot, maxBytes);
    return new AgentContent(snapshot);
  }

  /** What {@link #snapshot} gave. */
  public static AgentContent fromSnapshot(Snapshot snapshot) {
    return new AgentContent(Objects.requireNonNull(snapshot, "snapshot"));
  }

  /** The content as a JSON value, members in the order of the canonical form. */
  public JsonObject toJson() {
    return json;
  }

  /** This content, ready to be kept. */
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AgentContent content && snapshot.equals(content.snapshot);
  }

  @Override
  public int hashCode() {
    return snapshot.hashCode();
  }

  @Override
  public String toString() {
    return "AgentContent[" + snapshot.hash().value() + "]";
  }
}
