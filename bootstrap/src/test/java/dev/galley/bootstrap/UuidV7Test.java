package dev.galley.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidV7Test {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void anIdTellsItsTimeAndVersion() {
    UUID id = new UuidV7(() -> NOW).next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void laterIdsAreGreaterWithinOneMillisecondAndWhenTheClockGoesBack() {
    Iterator<Instant> times =
        List.of(NOW, NOW, NOW.minusSeconds(9), NOW.plusMillis(1), NOW).iterator();
    UuidV7 ids = new UuidV7(times::next);
    String last = "";
    for (int i = 0; i < 5; i++) {
      String id = ids.next().toString();
      assertThat(id).isGreaterThan(last);
      last = id;
    }
  }

  @Test
  void aFullMillisecondGoesOnInTheNext() {
    UuidV7 ids = new UuidV7(() -> NOW);
    String last = "";
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next().toString();
      assertThat(id).isGreaterThan(last);
      last = id;
    }
  }
}
