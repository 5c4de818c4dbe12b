package dev.galley.delta;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The contents that were used last, up to a bound in bytes. */
final class KnownContents {
  private final long bound;
  private final Map<Key, Known> contents = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  private record Key(TenantId tenant, ContentHash hash) {}

  KnownContents(long bound) {
    this.bound = bound;
  }

  synchronized Optional<Known> get(TenantId tenant, ContentHash hash) {
    return Optional.ofNullable(contents.get(new Key(tenant, hash)));
  }

  synchronized void put(TenantId tenant, ContentHash hash, Known known) {
    Known before = contents.put(new Key(tenant, hash), known);
    bytes += known.bytes().length - (before == null ? 0 : before.bytes().length);
    var eldest = contents.values().iterator();
    while (bytes > bound && eldest.hasNext()) {
      bytes -= eldest.next().bytes().length;
      eldest.remove();
    }
  }

  synchronized long bytes() {
    return bytes;
  }
}
