package dev.galley.domain.aggregate;

import dev.galley.domain.access.TenantId;
import java.util.Objects;
import java.util.UUID;

/** Names one aggregate. Nothing is found without its tenant. */
public record AggregateRef(TenantId tenant, AggregateKind kind, UUID id) {

  public AggregateRef {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
  }

  /** One text for all three parts, {@code <tenant>/<kind>/<id>}: the key of the event records. */
  public String key() {
    return tenant.value() + '/' + kind.wireName() + '/' + id;
  }
}
