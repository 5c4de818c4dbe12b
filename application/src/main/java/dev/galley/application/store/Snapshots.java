package dev.galley.application.store;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Contents by their hash, per tenant. They come in with a {@link Change} and never change: where
 * somebody could alter them behind the store's back, it throws {@link
 * dev.galley.domain.content.AlteredContent} for one that has another hash.
 */
public interface Snapshots {

  /**
   * The snapshot of that name, if this tenant has it.
   *
   * @throws StoreUnavailable when the store does not answer
   */
  Optional<Snapshot> find(TenantId tenant, ContentHash hash);

  /**
   * Those of the named snapshots that this tenant has.
   *
   * @throws StoreUnavailable when the store does not answer
   */
  Map<ContentHash, Snapshot> findAll(TenantId tenant, Collection<ContentHash> hashes);

  /**
   * Those of the named snapshots that this tenant has and that are small.
   *
   * @param bytes the size that all returned ones are below, in UTF-8
   * @throws StoreUnavailable when the store does not answer
   */
  Map<ContentHash, Snapshot> findBelow(TenantId tenant, Collection<ContentHash> hashes, int bytes);
}
