package dev.galley.application.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The past of what has versions: its revisions, and the heads that an open draft had. */
public interface Revisions {

  /** One revision. */
  Optional<Revision> find(AggregateRef aggregate, long number);

  /**
   * Revisions, the newest first.
   *
   * @param below only numbers below this one
   * @param limit at most so many, 1 to 1,000
   */
  List<Revision> before(AggregateRef aggregate, long below, int limit);

  /**
   * The heads of a draft, the newest first.
   *
   * @param below only entries below this seqNo
   * @param limit at most so many, 1 to 1,000
   */
  List<HistoryEntry> history(AggregateRef aggregate, UUID draft, long below, int limit);

  /** One revision of an assistant. */
  default Optional<Revision> find(TenantId tenant, AssistantId assistant, long number) {
    return find(ref(tenant, assistant), number);
  }

  /** Revisions of an assistant. */
  default List<Revision> before(TenantId tenant, AssistantId assistant, long below, int limit) {
    return before(ref(tenant, assistant), below, limit);
  }

  /** The heads of an assistant's draft. */
  default List<HistoryEntry> history(
      TenantId tenant, AssistantId assistant, UUID draft, long below, int limit) {
    return history(ref(tenant, assistant), draft, below, limit);
  }

  private static AggregateRef ref(TenantId tenant, AssistantId assistant) {
    return new AggregateRef(tenant, AggregateKind.ASSISTANT, assistant.value());
  }
}
