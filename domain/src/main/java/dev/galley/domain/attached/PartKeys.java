package dev.galley.domain.attached;

import java.util.UUID;

/** The lists in which bytes, sealed values and keys are found. */
public final class PartKeys {
  /** How many shards there are. */
  public static final int SHARDS = 16;

  /** The sealed values of a tenant. */
  public static final String SEALED = "sealed";

  /** The keys of all tenants. */
  public static final String TENANT_KEYS = "tenant-keys";

  private PartKeys() {}

  /**
   * Some of what can be left over when a content that referred to it changes.
   *
   * @param shard 0 to {@value #SHARDS} - 1
   */
  public static String shard(int shard) {
    return "parts/" + shard;
  }

  static String shardOf(UUID part) {
    return shard((int) (part.getLeastSignificantBits() & (SHARDS - 1)));
  }
}
