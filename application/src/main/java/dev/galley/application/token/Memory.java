package dev.galley.application.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers what was found for a short time. What was not found is looked for again, so that
 * something new is known at once.
 */
final class Memory<K, V> {
  private final Duration span;
  private final int most;
  private final ConcurrentHashMap<K, Seen<V>> seen = new ConcurrentHashMap<>();

  private record Seen<V>(V value, Instant at) {}

  Memory(Duration span, int most) {
    this.span = span;
    this.most = most;
  }

  Optional<V> get(K key, Instant now, Supplier<Optional<V>> look) {
    Seen<V> known = seen.get(key);
    // A clock that was put back makes nothing young again.
    if (known != null && !now.isBefore(known.at()) && now.isBefore(known.at().plus(span))) {
      return Optional.of(known.value());
    }
    Optional<V> found = look.get();
    if (found.isEmpty()) {
      seen.remove(key);
    } else {
      put(key, found.get(), now);
    }
    return found;
  }

  private void put(K key, V value, Instant now) {
    if (seen.size() >= most) {
      // Cheap, and rare: what is needed is found again.
      seen.clear();
    }
    seen.put(key, new Seen<>(value, now));
  }
}
