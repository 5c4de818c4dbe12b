package dev.galley.application.store;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.util.Optional;

/** The receipts of requests with an idempotency key; written by saves. */
public interface Receipts {

  /** The receipt of that key, if this tenant has it. */
  Optional<Receipt> find(TenantId tenant, ContentHash key);

  /**
   * Keeps the answer to a request beside its receipt. The first answer stays, and where there is no
   * receipt nothing is kept. It is no part of the save: a receipt without it is whole.
   *
   * @throws StoreUnavailable when it may not have been kept
   */
  void answered(TenantId tenant, ContentHash key, JsonObject answer);
}
