package dev.galley.application.store;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Contents by their hash, per tenant. They come in with a {@link Change} and never change. */
public interface Snapshots {

  /**
   * The snapshot of that name, if this tenant has it.
   *
   * @throws dev.galley.domain.content.AlteredContent when what is stored has another hash
   * @throws StoreUnavailable when the store does not answer
   */
  Optional<Snapshot> find(TenantId tenant, ContentHash hash);

  /**
   * Those of the named snapshots that this tenant has.
   *
   * @throws dev.galley.domain.content.AlteredContent when what is stored of one has another hash
   * @throws StoreUnavailable when the store does not answer
   */
  Map<ContentHash, Snapshot> findAll(TenantId tenant, Collection<ContentHash> hashes);

  /**
   * Those of the named snapshots that this tenant has and that are small.
   *
   * @param bytes the size that all returned ones are below, in UTF-8
   * @throws dev.galley.domain.content.AlteredContent when what is stored of one has another hash
   * @throws StoreUnavailable when the store does not answer
   */
  Map<ContentHash, Snapshot> findBelow(TenantId tenant, Collection<ContentHash> hashes, int bytes);
}
