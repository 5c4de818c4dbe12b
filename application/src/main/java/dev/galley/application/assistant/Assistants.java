package dev.galley.application.assistant;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import java.util.Optional;

/** Assistants with their drafts, each read and saved as one. */
public interface Assistants {

  /**
   * The assistant that a key leads to; deleted ones are not there. Whether the draft that the key
   * may mean exists is for the caller to see.
   *
   * @throws dev.galley.application.store.StoreUnavailable when the store does not answer
   */
  Optional<Assistant> find(TenantId tenant, AssistantKey key);

  /**
   * Saves a change of an assistant, or its deletion, as one atomic step. Compared are the version
   * at which the assistant was read, the name that is claimed, the follower's version, and the
   * receipt's key; whatever does not fit leaves everything as it was.
   *
   * @return {@link SaveOutcome.Saved} only when all of it survives a crash
   * @throws dev.galley.application.store.StoreUnavailable when it certainly did not happen
   * @throws dev.galley.application.store.OutcomeUnknown when it may have happened
   */
  SaveOutcome save(Change change);

  /**
   * Whether a save has happened, among the last 64 of its aggregate; true too when it has been
   * deleted by it.
   */
  boolean happened(AggregateRef aggregate, ChangeId change);

  /** One page of what a caller can see. */
  AssistantPage page(AssistantQuery query);

  /** How often each tag stands on what a caller can see, over the 10,000 last updated. */
  TagCounts countTags(TenantId tenant, Visibility visibility);
}
