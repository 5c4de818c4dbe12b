package dev.galley.bootstrap;

import dev.galley.application.support.Ids;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Version 7 UUIDs (RFC 9562, section 5.7): 48 bits of milliseconds, then 74 random bits. */
final class UuidV7 implements Ids {
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  UuidV7(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public UUID next() {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    long high = clock.millis() << 16 | 0x7000L | (bytes[0] & 0x0FL) << 8 | (bytes[1] & 0xFFL);
    long low = 0;
    for (int i = 2; i < bytes.length; i++) {
      low = low << 8 | (bytes[i] & 0xFFL);
    }
    return new UUID(high, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
  }
}
