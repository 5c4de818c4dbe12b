package dev.galley.application.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Remembers for a short time what was found, and what was looked for in vain. */
final class Memory<K, V> {
  private final Duration span;
  private final int most;
  private final ConcurrentHashMap<K, Seen<V>> seen = new ConcurrentHashMap<>();

  /** Beside the others, so that many who try something do not have what is known forgotten. */
  private final ConcurrentHashMap<K, Instant> missed = new ConcurrentHashMap<>();

  private record Seen<V>(V value, Instant at) {}

  Memory(Duration span, int most) {
    this.span = span;
    this.most = most;
  }

  Optional<V> get(K key, Instant now, Supplier<Optional<V>> look) {
    Seen<V> known = seen.get(key);
    if (known != null && isYoung(known.at(), now)) {
      return Optional.of(known.value());
    }
    Instant vain = missed.get(key);
    if (vain != null && isYoung(vain, now)) {
      return Optional.empty();
    }
    Optional<V> found = look.get();
    if (found.isEmpty()) {
      seen.remove(key);
      put(missed, key, now);
    } else {
      missed.remove(key);
      put(seen, key, new Seen<>(found.get(), now));
    }
    return found;
  }

  /** A clock that was put back makes nothing young again. */
  private boolean isYoung(Instant at, Instant now) {
    return !now.isBefore(at) && now.isBefore(at.plus(span));
  }

  private <T> void put(ConcurrentHashMap<K, T> map, K key, T value) {
    if (map.size() >= most) {
      // Cheap, and rare: what is needed is found again.
      map.clear();
    }
    map.put(key, value);
  }
}
