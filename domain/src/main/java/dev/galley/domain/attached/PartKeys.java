package dev.galley.domain.attached;

/** The lists in which bytes, sealed values and keys are found. */
public final class PartKeys {
  /** What can be left over when a content that referred to it changes; of all tenants. */
  public static final String PARTS = "parts";

  /** The sealed values of a tenant. */
  public static final String SEALED = "sealed";

  /** The keys of all tenants. */
  public static final String TENANT_KEYS = "tenant-keys";

  private PartKeys() {}
}
