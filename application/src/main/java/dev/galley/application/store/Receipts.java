package dev.galley.application.store;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import java.util.Optional;

/** The receipts of requests with an idempotency key; written by saves. */
public interface Receipts {

  /** The receipt of that key, if this tenant has it. */
  Optional<Receipt> find(TenantId tenant, ContentHash key);
}
