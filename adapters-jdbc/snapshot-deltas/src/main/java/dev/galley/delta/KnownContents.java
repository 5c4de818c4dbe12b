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

  /** What is known already stays: a put of a content that is there changes nothing. */
  synchronized void put(TenantId tenant, ContentHash hash, Known known) {
    if (contents.putIfAbsent(new Key(tenant, hash), known) == null) {
      bytes += known.bytes().length;
    }
    var eldest = contents.values().iterator();
    while (bytes > bound && eldest.hasNext()) {
      bytes -= eldest.next().bytes().length;
      eldest.remove();
    }
  }

  synchronized void remove(TenantId tenant, ContentHash hash) {
    Known removed = contents.remove(new Key(tenant, hash));
    bytes -= removed == null ? 0 : removed.bytes().length;
  }

  synchronized long bytes() {
    return bytes;
  }
}
