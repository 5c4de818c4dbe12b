package dev.galley.delta;

import com.github.luben.zstd.ZstdException;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Decides how contents are kept, and makes them out of what is kept. A content that resembles
 * another is kept as a delta from it, its frame, which may itself be a delta, at most {@value
 * #STEPS} steps from one that is kept whole.
 *
 * <p>Deltas grow the further an author has come from their frame. A frame is given up when the
 * deltas from it have cost as much as it: with that, the bytes of a change grow with the third root
 * of the size of the whole and not with the size.
 *
 * <p>What it makes is what the hash says, or it throws.
 */
public final class Frames {
  /** Contents below this many bytes are kept whole. */
  public static final int SMALL = 2 * 1024;

  /** As are those above; no delta says that it is one of more. */
  public static final int LARGEST = 16 * 1024 * 1024;

  /** How many deltas are applied at most to make a content. */
  static final int STEPS = 2;

  /** What is applied at most of what a store holds: races and forgotten contents can add steps. */
  private static final int READ_STEPS = 256;

  private static final long CACHE_BYTES = 32L << 20;

  /** A content that is collected between two looks is gone at the second. */
  private static final int LOOKS = 3;

  private final KnownContents cache;

  /**
   * With a cache of 32 MiB.
   *
   * @throws IllegalStateException when zstd cannot be loaded on this machine
   */
  public Frames() {
    this(CACHE_BYTES);
  }

  Frames(long cacheBytes) {
    Patch.requireNative();
    this.cache = new KnownContents(cacheBytes);
  }

  /** What a store holds. */
  @FunctionalInterface
  public interface Rows<E extends Exception> {

    /** Those of the named contents that are there. */
    Map<ContentHash, Kept> find(TenantId tenant, Collection<ContentHash> hashes) throws E;
  }

  /**
   * How a new content is to be kept. Whether its frame is there has to be made sure of when it is
   * put: what is remembered of it may be over.
   *
   * @param near a content that it resembles; need not be there
   */
  public <E extends Exception> Kept keep(
      TenantId tenant, Snapshot snapshot, Optional<ContentHash> near, Rows<E> rows) throws E {
    Kept.Whole whole = new Kept.Whole(snapshot.canonical());
    // A text has no more characters than bytes.
    if (near.isEmpty() || snapshot.canonical().length() > LARGEST) {
      return whole;
    }
    byte[] bytes = snapshot.canonical().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < SMALL || bytes.length > LARGEST) {
      return whole;
    }
    SequencedMap<ContentHash, Known> chain = new Reading<>(tenant, rows).chain(near.get());
    if (chain.isEmpty() || chain.containsKey(snapshot.hash())) {
      // Nothing to be made from, or what others are made from: then it is there.
      return whole;
    }
    Kept kept = whole;
    Known known = Known.whole(bytes);
    int spent = 0;
    for (var link : chain.entrySet()) {
      Known frame = link.getValue();
      if (frame.steps() < STEPS && spent < frame.price()) {
        byte[] patch = Patch.between(frame.bytes(), bytes);
        if (spent + patch.length <= frame.price()) {
          Kept.Delta delta =
              new Kept.Delta(link.getKey(), patch, bytes.length, spent + patch.length);
          kept = delta;
          known = Known.from(frame, delta, bytes);
          break;
        }
      }
      spent = frame.spent();
    }
    cache.put(tenant, snapshot.hash(), known);
    return kept;
  }

  /**
   * The contents that were found. One that is collected meanwhile is not among them.
   *
   * @throws IllegalStateException naming a content that is not what its hash says, or whose frame
   *     is missing
   */
  public <E extends Exception> Map<ContentHash, Snapshot> read(
      TenantId tenant, Map<ContentHash, Kept> found, Rows<E> rows) throws E {
    Map<ContentHash, Snapshot> read = new HashMap<>();
    Map<ContentHash, Kept> left = found;
    for (int look = 1; !left.isEmpty(); look++) {
      Reading<E> reading = new Reading<>(tenant, rows);
      reading.fetchFrames(left.values());
      Set<ContentHash> again = new LinkedHashSet<>();
      for (var entry : left.entrySet()) {
        ContentHash hash = entry.getKey();
        switch (entry.getValue()) {
          case Kept.Whole(String canonical) -> read.put(hash, Snapshot.stored(hash, canonical));
          case Kept.Delta delta ->
              reading
                  .make(hash, delta, READ_STEPS)
                  .ifPresentOrElse(
                      known ->
                          read.put(
                              hash,
                              new Snapshot(
                                  hash, new String(known.bytes(), StandardCharsets.UTF_8))),
                      () -> again.add(hash));
        }
      }
      if (look == LOOKS && !again.isEmpty()) {
        throw new IllegalStateException(
            "the stored snapshot "
                + again.iterator().next().value()
                + " cannot be read: its frame is missing");
      }
      left = again.isEmpty() ? Map.of() : rows.find(tenant, again);
    }
    return read;
  }

  /** Has a frame that turned out to be gone looked up again, and what was to be made from it. */
  public void forget(TenantId tenant, ContentHash content, Kept.Delta delta) {
    cache.remove(tenant, content);
    cache.remove(tenant, delta.frame());
  }

  long cachedBytes() {
    return cache.bytes();
  }

  /** One look into a store. What it has seen it holds, whatever the cache does. */
  private final class Reading<E extends Exception> {
    private final TenantId tenant;
    private final Rows<E> rows;
    private final Map<ContentHash, Known> known = new HashMap<>();
    private final Map<ContentHash, Kept> fetched = new HashMap<>();

    Reading(TenantId tenant, Rows<E> rows) {
      this.tenant = tenant;
      this.rows = rows;
    }

    /**
     * A content, its frame, the frame of that and so on up to a whole one; empty when they are not
     * all there, or one is damaged.
     */
    SequencedMap<ContentHash, Known> chain(ContentHash first) throws E {
      SequencedMap<ContentHash, Known> chain = new LinkedHashMap<>();
      Optional<ContentHash> next = Optional.of(first);
      try {
        while (next.isPresent()) {
          ContentHash hash = next.get();
          fetch(Set.of(hash));
          Optional<Known> link = known(hash, READ_STEPS);
          // What is remembered may be over, and then lead back to where it began.
          if (link.isEmpty() || chain.putIfAbsent(hash, link.get()) != null) {
            return new LinkedHashMap<>();
          }
          next = link.get().frame();
        }
        return chain;
      } catch (AlteredSnapshot e) {
        // Whoever reads it is told. What is new must not depend on it.
        return new LinkedHashMap<>();
      }
    }

    /** All that is needed to make those, in as many looks as there are steps. */
    void fetchFrames(Collection<Kept> kept) throws E {
      fetch(framesOf(kept));
    }

    private void fetch(Set<ContentHash> hashes) throws E {
      Set<ContentHash> missing = hashes;
      while (true) {
        Set<ContentHash> unknown = new LinkedHashSet<>();
        for (ContentHash hash : missing) {
          if (known.containsKey(hash) || fetched.containsKey(hash)) {
            continue;
          }
          cache
              .get(tenant, hash)
              .ifPresentOrElse(found -> known.put(hash, found), () -> unknown.add(hash));
        }
        if (unknown.isEmpty()) {
          return;
        }
        Map<ContentHash, Kept> found = rows.find(tenant, unknown);
        fetched.putAll(found);
        missing = framesOf(found.values());
      }
    }

    private static Set<ContentHash> framesOf(Collection<Kept> kept) {
      Set<ContentHash> frames = new LinkedHashSet<>();
      for (Kept one : kept) {
        if (one instanceof Kept.Delta delta) {
          frames.add(delta.frame());
        }
      }
      return frames;
    }

    private Optional<Known> known(ContentHash hash, int steps) {
      Known already = known.get(hash);
      if (already != null) {
        return Optional.of(already);
      }
      Kept kept = fetched.get(hash);
      if (kept == null) {
        return Optional.empty();
      }
      Optional<Known> made =
          switch (kept) {
            case Kept.Whole(String canonical) -> Optional.of(whole(hash, canonical));
            case Kept.Delta delta -> make(hash, delta, steps);
          };
      made.ifPresent(found -> {
        known.put(hash, found);
        cache.put(tenant, hash, found);
      });
      return made;
    }

    private static Known whole(ContentHash hash, String canonical) {
      byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
      requireUnaltered(hash, bytes);
      return Known.whole(bytes);
    }

    /** Nothing when a frame on the way is missing. */
    Optional<Known> make(ContentHash hash, Kept.Delta delta, int steps) {
      if (steps == 0) {
        throw new AlteredSnapshot(hash, "too far from a whole one");
      }
      // Before anything is allocated for it.
      if (delta.size() < 0 || delta.size() > LARGEST) {
        throw new AlteredSnapshot(
            hash, "size: " + delta.size() + " (expected: 0 to " + LARGEST + ")");
      }
      return known(delta.frame(), steps - 1)
          .map(frame -> Known.from(frame, delta, apply(hash, frame, delta)));
    }

    private static byte[] apply(ContentHash hash, Known frame, Kept.Delta delta) {
      byte[] bytes;
      try {
        bytes = Patch.apply(frame.bytes(), delta.bytes(), delta.size());
      } catch (ZstdException e) {
        throw new AlteredSnapshot(hash, "its delta does not fit its frame", e);
      }
      requireUnaltered(hash, bytes);
      return bytes;
    }

    private static void requireUnaltered(ContentHash hash, byte[] bytes) {
      if (!ContentHash.ofBytes(bytes).equals(hash)) {
        throw new AlteredSnapshot(hash, "it is not what its hash says");
      }
    }
  }
}
