package dev.galley.application.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import java.util.Optional;

/** Assistants with their drafts, as they are found; saved they are as every aggregate is. */
public interface Assistants {

  /**
   * The assistant that a key leads to; deleted ones are not there. Whether the draft that the key
   * may mean exists is for the caller to see.
   *
   * @throws dev.galley.application.store.StoreUnavailable when the store does not answer
   */
  Optional<Assistant> find(TenantId tenant, AssistantKey key);

  /** One page of what a caller can see. */
  AssistantPage page(AssistantQuery query);

  /** How often each tag stands on what a caller can see, over the 10,000 last updated. */
  TagCounts countTags(TenantId tenant, Visibility visibility);
}
