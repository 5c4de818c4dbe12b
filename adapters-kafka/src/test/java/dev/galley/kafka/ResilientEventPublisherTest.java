package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.EventRefused;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.Test;

class ResilientEventPublisherTest {
  private static final EventMessage MESSAGE = Story.inFreshTenant().last();
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  /** How long a breaker stays open that is to be seen after that. */
  private static final Duration SOON = Duration.ofMillis(50);

  private final Scripted target = new Scripted();

  @Test
  void anOutageThatPassesIsNotSeen() {
    try (ResilientEventPublisher guarded = guarded(3)) {
      target.script.add(() -> failed(new NotEnoughReplicasException("one")));
      target.script.add(() -> failed(new CompletionException(new NotEnoughReplicasException("2"))));
      assertThat(Publishing.outcome(guarded, MESSAGE)).isEmpty();
      assertThat(target.calls).hasValue(3);
    }
  }

  @Test
  void anOutageThatStaysPassesAsItIs() {
    try (ResilientEventPublisher guarded = guarded(3)) {
      NotEnoughReplicasException reason = new NotEnoughReplicasException("none");
      target.otherwise = () -> failed(new CompletionException(reason));
      assertThat(Publishing.outcome(guarded, MESSAGE)).containsSame(reason);
      assertThat(target.calls).hasValue(3);
    }
  }

  @Test
  void aThrowIsAnOutageToo() {
    try (ResilientEventPublisher guarded = guarded(2)) {
      target.script.add(() -> {
        throw new IllegalStateException("at once");
      });
      assertThat(Publishing.outcome(guarded, MESSAGE)).isEmpty();
      assertThat(target.calls).hasValue(2);
    }
  }

  @Test
  void aRefusedEventIsNeitherTriedAgainNorCounted() {
    try (ResilientEventPublisher guarded = guarded(3)) {
      target.otherwise = () -> failed(new CompletionException(new EventRefused("too large", null)));
      for (int i = 1; i <= 20; i++) {
        assertThat(Publishing.outcome(guarded, MESSAGE).orElseThrow())
            .isInstanceOf(EventRefused.class);
        assertThat(target.calls).hasValue(i);
      }
      assertThat(guarded.breaker()).isEqualTo(KafkaHealth.Breaker.CLOSED);
    }
  }

  @Test
  void anAttemptThatHangsIsGivenUp() {
    try (ResilientEventPublisher guarded = guarded(2)) {
      target.otherwise = CompletableFuture::new;
      long begin = System.nanoTime();
      Throwable end =
          org.assertj.core.api.Assertions.catchThrowable(
              () -> guarded.publish(MESSAGE).toCompletableFuture().join());
      assertThat(end).hasCauseInstanceOf(TimeoutException.class);
      assertThat(target.calls).hasValue(2);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void anOpenBreakerLetsNothingThrough() {
    try (ResilientEventPublisher guarded = guarded(1, Duration.ofMinutes(1))) {
      target.otherwise = () -> failed(new NotEnoughReplicasException("none"));
      failUntilOpen(guarded);
      int tried = target.calls.get();
      assertThat(Publishing.outcome(guarded, MESSAGE).orElseThrow())
          .isInstanceOf(CallNotPermittedException.class);
      assertThat(target.calls).hasValue(tried);
    }
  }

  @Test
  void theBreakerClosesAgainAndARefusalTakesNoPlaceAmongTheTrials() throws InterruptedException {
    try (ResilientEventPublisher guarded = guarded(1, SOON)) {
      target.otherwise = () -> failed(new NotEnoughReplicasException("none"));
      failUntilOpen(guarded);

      Thread.sleep(SOON.multipliedBy(2));
      target.script.add(() -> failed(new EventRefused("too large", null)));
      assertThat(Publishing.outcome(guarded, MESSAGE).orElseThrow())
          .isInstanceOf(EventRefused.class);
      assertThat(guarded.breaker()).isEqualTo(KafkaHealth.Breaker.HALF_OPEN);

      target.otherwise = () -> DONE;
      assertThat(Publishing.outcome(guarded, MESSAGE)).isEmpty();
      assertThat(Publishing.outcome(guarded, MESSAGE)).isEmpty();
      assertThat(guarded.breaker()).isEqualTo(KafkaHealth.Breaker.CLOSED);
    }
  }

  @Test
  void aBreakerWhoseTrialsFailOpensAgain() throws InterruptedException {
    try (ResilientEventPublisher guarded = guarded(1, SOON)) {
      target.otherwise = () -> failed(new NotEnoughReplicasException("none"));
      failUntilOpen(guarded);
      Thread.sleep(SOON.multipliedBy(2));
      assertThat(Publishing.outcome(guarded, MESSAGE)).isPresent();
      assertThat(Publishing.outcome(guarded, MESSAGE)).isPresent();
      assertThat(guarded.breaker()).isEqualTo(KafkaHealth.Breaker.OPEN);
    }
  }

  @Test
  void whatIsUnderWayEndsWithThePublisher() {
    ResilientEventPublisher guarded = guarded(3);
    target.otherwise = CompletableFuture::new;
    CompletableFuture<Void> open = guarded.publish(MESSAGE).toCompletableFuture();
    guarded.close();
    assertThat(open).isCompletedExceptionally();
    assertThat(Publishing.outcome(guarded, MESSAGE).orElseThrow())
        .isInstanceOf(KafkaUnavailable.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("galley-kafka-timer"))
        .allSatisfy(thread -> thread.join(60_000))
        .noneMatch(Thread::isAlive);
  }

  private static void failUntilOpen(ResilientEventPublisher guarded) {
    for (int i = 0; i < 5; i++) {
      assertThat(guarded.breaker()).isEqualTo(KafkaHealth.Breaker.CLOSED);
      assertThat(Publishing.outcome(guarded, MESSAGE)).isPresent();
    }
    assertThat(guarded.breaker()).isEqualTo(KafkaHealth.Breaker.OPEN);
  }

  private ResilientEventPublisher guarded(int attempts) {
    return guarded(attempts, SOON);
  }

  private ResilientEventPublisher guarded(int attempts, Duration openFor) {
    return new ResilientEventPublisher(
        target,
        new ResilienceSettings(
            attempts, Duration.ofMillis(10), Duration.ofMillis(400), 20, 50, openFor, 2));
  }

  private static CompletionStage<Void> failed(Throwable reason) {
    return CompletableFuture.failedFuture(reason);
  }

  /** Answers one by one, then always the same. */
  private static final class Scripted implements EventPublisher {
    private final Deque<Supplier<CompletionStage<Void>>> script = new ArrayDeque<>();
    private Supplier<CompletionStage<Void>> otherwise = () -> DONE;
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public CompletionStage<Void> publish(EventMessage message) {
      calls.incrementAndGet();
      Supplier<CompletionStage<Void>> next = script.poll();
      return (next == null ? otherwise : next).get();
    }
  }
}
