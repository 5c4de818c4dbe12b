package dev.galley.contract;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;

/** Changes what no port changes, as somebody does who has the store's credentials. */
public interface Tampering {

  /** Puts a revision in the place of the one that has its number. */
  void replace(AggregateRef aggregate, Revision altered);

  /** Takes a revision away. */
  void remove(AggregateRef aggregate, long number);

  /** Puts another text in the place of a content. */
  void alter(TenantId tenant, ContentHash hash, String canonical);
}
