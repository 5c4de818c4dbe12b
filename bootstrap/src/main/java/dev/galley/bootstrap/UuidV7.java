package dev.galley.bootstrap;

import dev.galley.application.support.Ids;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Version 7 UUIDs (RFC 9562, section 5.7): 48 bits of milliseconds, 12 that count within one, then
 * 62 random bits. Of two that one server makes the later one is the greater, whatever its clock
 * does.
 */
final class UuidV7 implements Ids {
  private static final int COUNTER_BITS = 12;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Milliseconds and counter of the last one. */
  private long last;

  UuidV7(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public UUID next() {
    long time = advance();
    long high = time >> COUNTER_BITS << 16 | 0x7000L | (time & ((1L << COUNTER_BITS) - 1));
    return new UUID(high, (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
  }

  private synchronized long advance() {
    // A counter that is full goes on in the next millisecond.
    last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
    return last;
  }
}
