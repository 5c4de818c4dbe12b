package dev.galley.kafka;

import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.EventRefused;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Guards a publisher: a time limit on each attempt, a circuit breaker around the attempts, a few
 * attempts with growing pauses around that. An event that is refused is the business of nobody
 * else: it is not tried again and does not count for the breaker.
 *
 * <p>A stage ends once. Should an attempt that was given up arrive after all, it repeats an event
 * whose stage has ended well or will be sent again, so it never comes before an event that it
 * should come after.
 */
public final class ResilientEventPublisher implements EventPublisher, AutoCloseable {
  private static final double DOUBLED = 2.0;
  private static final double BY_HALF = 0.5;

  private final EventPublisher target;
  private final CircuitBreaker breaker;
  private final Retry retry;
  private final TimeLimiter limiter;
  private final ScheduledThreadPoolExecutor scheduler;
  private final Map<Long, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean closed;

  public ResilientEventPublisher(EventPublisher target, ResilienceSettings settings) {
    this.target = target;
    this.breaker =
        CircuitBreaker.of(
            "kafka",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(Math.max(1, settings.window() / 4))
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .ignoreException(ResilientEventPublisher::isRefused)
                .writableStackTraceEnabled(false)
                .build());
    this.retry =
        Retry.of(
            "kafka",
            RetryConfig.custom()
                .maxAttempts(settings.attempts())
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(
                        settings.backoff(), DOUBLED, BY_HALF, ResilienceSettings.MAX_BACKOFF))
                .retryOnException(ResilientEventPublisher::isWorthAnotherTry)
                .build());
    this.limiter =
        TimeLimiter.of(
            "kafka", TimeLimiterConfig.custom().timeoutDuration(settings.timeLimit()).build());
    this.scheduler =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("galley-kafka-timer").factory());
    this.scheduler.setRemoveOnCancelPolicy(true);
  }

  @Override
  public CompletionStage<Void> publish(EventMessage message) {
    long call = calls.incrementAndGet();
    CompletableFuture<Void> end = new CompletableFuture<>();
    underWay.put(call, end);
    if (closed) {
      end(call, new KafkaUnavailable("the publisher is closed"));
      return end;
    }
    Supplier<CompletionStage<Void>> attempt =
        limiter.decorateCompletionStage(scheduler, () -> attempt(message));
    Supplier<CompletionStage<Void>> attempts =
        retry.decorateCompletionStage(scheduler, breaker.decorateCompletionStage(attempt));
    try {
      CompletionStage<Void> _ = attempts.get().whenComplete((done, failure) -> end(call, failure));
    } catch (RuntimeException e) {
      end(call, e);
    }
    return end;
  }

  /** A publisher that throws has failed like any other. */
  private CompletableFuture<Void> attempt(EventMessage message) {
    try {
      return target.publish(message).toCompletableFuture().copy();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void end(long call, @Nullable Throwable failure) {
    CompletableFuture<Void> end = underWay.remove(call);
    if (end == null) {
      return;
    }
    if (failure == null) {
      end.complete(null);
    } else {
      end.completeExceptionally(unwrap(failure));
    }
  }

  private static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static boolean isRefused(Throwable failure) {
    return unwrap(failure) instanceof EventRefused;
  }

  private static boolean isWorthAnotherTry(Throwable failure) {
    Throwable reason = unwrap(failure);
    return !(reason instanceof EventRefused) && !(reason instanceof CallNotPermittedException);
  }

  /** How the circuit breaker is. */
  public KafkaHealth.Breaker breaker() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> KafkaHealth.Breaker.OPEN;
      case HALF_OPEN -> KafkaHealth.Breaker.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> KafkaHealth.Breaker.CLOSED;
    };
  }

  /** What is under way ends as an outage. */
  @Override
  public void close() {
    closed = true;
    scheduler.shutdownNow();
    underWay.keySet().forEach(call -> end(call, new KafkaUnavailable("the publisher is closed")));
  }
}
