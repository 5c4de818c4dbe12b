package dev.galley.domain.attached;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.NamedUuid;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The keys by which the secrets of a tenant are sealed, sealed themselves by the server's key.
 *
 * @param generation 1 for the first; one more with each rotation
 * @param keys the keys, sealed
 */
public record TenantKeys(TenantId tenant, long generation, String keys) {
  private static final UUID NAME_SPACE = UUID.fromString("5b3c2a41-7c1f-4e53-9f0e-0d9c8a3b6e21");

  public TenantKeys {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(keys, "keys");
  }

  /** Where the keys of a tenant are kept. */
  public static AggregateRef ref(TenantId tenant) {
    return new AggregateRef(
        tenant, AggregateKind.TENANT_KEYS, NamedUuid.of(NAME_SPACE, tenant.value()));
  }

  /** Other keys in the place of these. */
  public TenantKeys with(long otherGeneration, String others) {
    return new TenantKeys(tenant, otherGeneration, others);
  }

  /** As an item. */
  public Item.Saying saying() {
    return new Item.Saying(
        JsonObject.builder().put("generation", generation).put("keys", keys).build(),
        Set.of(PartKeys.TENANT_KEYS),
        tenant.value());
  }

  /** What {@link #saying} wrote. */
  public static TenantKeys of(Item item) {
    JsonObject body = item.body();
    return new TenantKeys(
        item.ref().tenant(),
        (long) ((JsonNumber) body.get("generation").orElseThrow()).value(),
        body.text("keys").orElseThrow());
  }
}
