package dev.galley.application.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The past of assistants: what was live, and the heads that an open draft had. */
public interface Revisions {

  /** One revision. */
  Optional<Revision> find(TenantId tenant, AssistantId assistant, long number);

  /**
   * Revisions, the newest first.
   *
   * @param below only numbers below this one
   * @param limit at most so many, 1 to 1,000
   */
  List<Revision> before(TenantId tenant, AssistantId assistant, long below, int limit);

  /**
   * The heads of a draft, the newest first.
   *
   * @param below only entries below this seqNo
   * @param limit at most so many, 1 to 1,000
   */
  List<HistoryEntry> history(
      TenantId tenant, AssistantId assistant, UUID draft, long below, int limit);
}
