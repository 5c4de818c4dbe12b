package dev.galley.application.event;

import dev.galley.domain.aggregate.AggregateRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * A part of all aggregates, told by a hash. Whoever holds the lease on a slot publishes the events
 * of its aggregates.
 *
 * @param number 0 to 15
 */
public record Slot(int number) {
  /** How many there are. Stored with each event: it can't change. */
  public static final int COUNT = 16;

  private static final String LEASE = "slot/";

  public Slot {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("number: " + number + " (expected: 0 to " + (COUNT - 1));
    }
  }

  /** All of them, in their order. */
  public static List<Slot> all() {
    return IntStream.range(0, COUNT).mapToObj(Slot::new).toList();
  }

  /** The slot of an aggregate: the CRC-32 of its key, modulo {@link #COUNT}. */
  public static Slot of(AggregateRef aggregate) {
    CRC32 hash = new CRC32();
    hash.update(aggregate.key().getBytes(StandardCharsets.UTF_8));
    return new Slot((int) (hash.getValue() % COUNT));
  }

  /** The slot that a lease is for. */
  public static Slot of(Lease lease) {
    if (!lease.name().startsWith(LEASE)) {
      throw new IllegalArgumentException("lease: " + lease.name() + " (expected: slot/<number>)");
    }
    return new Slot(Integer.parseInt(lease.name().substring(LEASE.length())));
  }

  /** Refuses an aggregate of another slot. */
  public void require(AggregateRef aggregate) {
    if (!equals(of(aggregate))) {
      throw new IllegalArgumentException(
          "aggregate: " + aggregate.key() + " (expected: one of slot " + number + ")");
    }
  }

  /** The name of its lease: {@code slot/<number>}. */
  public String lease() {
    return LEASE + number;
  }
}
