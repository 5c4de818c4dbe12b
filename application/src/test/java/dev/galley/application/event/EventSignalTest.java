package dev.galley.application.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EventSignalTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final EventSignal signal = new EventSignal();

  @Test
  void aRaiseBetweenLookingAndWaitingIsNotMissed() throws InterruptedException {
    long seen = signal.count();
    signal.raise();
    assertThat(signal.await(seen, LONG)).isEqualTo(seen + 1);
  }

  @Test
  void everybodyWhoWaitsIsWoken() throws Exception {
    long seen = signal.count();
    CountDownLatch ready = new CountDownLatch(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> one = threads.submit(() -> waiting(ready, seen));
      Future<Long> two = threads.submit(() -> waiting(ready, seen));
      ready.await();
      signal.raise();
      assertThat(one.get()).isEqualTo(seen + 1);
      assertThat(two.get()).isEqualTo(seen + 1);
    }
  }

  private long waiting(CountDownLatch ready, long seen) throws InterruptedException {
    ready.countDown();
    return signal.await(seen, LONG);
  }

  @Test
  void theWaitEndsWithItsTime() throws InterruptedException {
    long seen = signal.count();
    assertThat(signal.await(seen, Duration.ofMillis(20))).isEqualTo(seen);
    assertThat(signal.await(seen, Duration.ZERO)).isEqualTo(seen);
  }

  @Test
  void anInterruptEndsTheWait() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> signal.await(signal.count(), LONG))
        .isInstanceOf(InterruptedException.class);
  }
}
