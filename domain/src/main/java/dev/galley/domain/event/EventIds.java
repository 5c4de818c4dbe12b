package dev.galley.domain.event;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.NamedUuid;
import java.util.UUID;

/** Deterministic event ids, in a name space of Galley's. */
final class EventIds {
  private static final UUID NAME_SPACE = UUID.fromString("6d6f7a5e-0d7b-5f0c-9a55-3f4b8a9c1e27");

  private EventIds() {}

  static UUID of(AggregateRef aggregate, long sequence) {
    return NamedUuid.of(NAME_SPACE, aggregate.key() + '/' + sequence);
  }
}
