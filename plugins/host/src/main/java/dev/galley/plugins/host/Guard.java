package dev.galley.plugins.host;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is asked of a plugin goes through here: on threads of its own, a few at once,
 * each for a limited time; one that fails often is not asked for a while.
 *
 * <p>The threads are those of the platform: a loop without end on a virtual thread would never give
 * its carrier back, and two of them would stop the whole server.
 */
final class Guard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final int MOST_WORDS = 300;

  private final String plugin;
  private final Duration limit;
  private final ThreadPoolExecutor threads;

  /**
   * For a few calls at once, and for one beside those that hang. The threads are not counted for
   * this: one may have given its answer and not yet be free for the next call.
   */
  private final Semaphore room;

  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final TimeLimiter limiter;
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicReference<Optional<String>> lastFault =
      new AtomicReference<>(Optional.empty());

  Guard(String plugin, ClassLoader classes, CallLimits limits) {
    this.plugin = plugin;
    this.limit = limits.timeout();
    this.room = new Semaphore(limits.atOnce() + 1);
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread =
                  Thread.ofPlatform()
                      .name("plugin-" + plugin)
                      .daemon()
                      .inheritInheritableThreadLocals(false)
                      .unstarted(task);
              thread.setContextClassLoader(classes);
              return thread;
            });
    this.bulkhead =
        Bulkhead.of(
            plugin,
            BulkheadConfig.custom()
                .maxConcurrentCalls(limits.atOnce())
                .maxWaitDuration(limits.patience())
                .writableStackTraceEnabled(false)
                .build());
    this.breaker =
        CircuitBreaker.of(
            plugin,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(limits.window())
                .minimumNumberOfCalls(limits.atLeast())
                .failureRateThreshold(50)
                .waitDurationInOpenState(limits.pause())
                .permittedNumberOfCallsInHalfOpenState(1)
                .writableStackTraceEnabled(false)
                // Such a call never came to the plugin.
                .ignoreExceptions(RejectedExecutionException.class)
                .build());
    this.limiter =
        TimeLimiter.of(plugin, TimeLimiterConfig.custom().timeoutDuration(limit).build());
  }

  /**
   * Asks the plugin.
   *
   * @param what the plugin is asked for, for messages
   * @throws PluginFault when it throws anything, takes too long, or may not be asked now
   * @throws GuardClosed when it is unloaded
   */
  <T> T call(String what, Callable<T> task) throws PluginFault, GuardClosed {
    if (hanging.get() > 0) {
      throw leftAlone("The plugin still hangs in an earlier call.");
    }
    Callable<T> guarded =
        Bulkhead.decorateCallable(
            bulkhead, CircuitBreaker.decorateCallable(breaker, () -> limited(limiter, what, task)));
    return settled(what, limit, guarded);
  }

  /** Asks the plugin while it is loaded or stopped: once, for as long as that may take. */
  <T> T once(String what, Duration longest, Callable<T> task) throws PluginFault, GuardClosed {
    TimeLimiter once =
        TimeLimiter.of(plugin, TimeLimiterConfig.custom().timeoutDuration(longest).build());
    return settled(what, longest, () -> limited(once, what, task));
  }

  private <T> T limited(TimeLimiter limits, String what, Callable<T> task) throws Exception {
    Run<T> run = new Run<>(what, task);
    try {
      return limits.executeFutureSupplier(() -> run.on(threads));
    } catch (TimeoutException e) {
      run.abandon();
      throw e;
    }
  }

  private <T> T settled(String what, Duration longest, Callable<T> guarded)
      throws PluginFault, GuardClosed {
    try {
      return guarded.call();
    } catch (CallNotPermittedException e) {
      throw leftAlone(
          "The plugin is not asked for a while, since it has failed: "
              + lastFault.get().orElse("too often"));
    } catch (BulkheadFullException e) {
      throw crowded("The plugin has too many calls at once.");
    } catch (RejectedExecutionException e) {
      throw noted(crowded("The plugin has no thread left: earlier calls still run."));
    } catch (TimeoutException e) {
      throw noted(new PluginFault(what + " took longer than " + longest.toMillis() + " ms."));
    } catch (PluginFault fault) {
      throw noted(fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PluginFault.busy(what + " was interrupted.");
    } catch (Exception e) {
      if (e instanceof ExecutionException && e.getCause() instanceof PluginFault fault) {
        throw noted(fault);
      }
      if (Thread.currentThread().isInterrupted()) { // While it waited for the bulkhead.
        throw PluginFault.busy(what + " was interrupted.");
      }
      throw noted(new PluginFault(what + " failed: " + e.getClass().getName()));
    }
  }

  /** There is no room for this call: since others are under way, or since they hang. */
  private PluginFault crowded(String reason) throws GuardClosed {
    if (hanging.get() > 0) {
      return leftAlone(reason);
    }
    checkOpen();
    return PluginFault.busy(reason);
  }

  /** The plugin is not asked for what it has done itself: that is no better an answer. */
  private PluginFault leftAlone(String reason) throws GuardClosed {
    checkOpen();
    return new PluginFault(reason);
  }

  /** When the plugin has been replaced since, the new one can be asked. */
  private void checkOpen() throws GuardClosed {
    if (threads.isShutdown()) {
      throw new GuardClosed();
    }
  }

  private PluginFault noted(PluginFault fault) {
    failures.incrementAndGet();
    lastFault.set(Optional.of(fault.reason()));
    LOG.warn("Plugin {}: {}", plugin, fault.reason());
    return fault;
  }

  long failures() {
    return failures.get();
  }

  /** Why it is not asked now, if so. */
  Optional<String> suspended() {
    if (hanging.get() > 0) {
      return Optional.of("It still hangs in an earlier call: " + lastFault.get().orElse(""));
    }
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN, HALF_OPEN -> lastFault.get();
      case CLOSED, DISABLED, METRICS_ONLY -> Optional.empty();
    };
  }

  /** From now on nobody is let in; calls that run go on. */
  void refuse() {
    threads.shutdown();
  }

  /**
   * Lets nobody in, waits for calls that run, no longer than each may take, then interrupts what is
   * left.
   */
  @Override
  public void close() {
    refuse();
    try {
      if (!threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** One call, which is told apart from one that nobody waits for any more. */
  private final class Run<T> {
    private static final int RUNNING = 0;
    private static final int ENDED = 1;
    private static final int ABANDONED = 2;

    private final String what;
    private final Callable<T> task;
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicBoolean left = new AtomicBoolean();

    Run(String what, Callable<T> task) {
      this.what = what;
      this.task = task;
    }

    Future<T> on(ThreadPoolExecutor pool) {
      if (!room.tryAcquire()) {
        throw new RejectedExecutionException("no room");
      }
      FutureTask<T> future = new FutureTask<>(this::contained);
      boolean taken = false;
      try {
        // Around it: one that is given up before it has begun ends as well.
        pool.execute(() -> {
          try {
            future.run();
          } finally {
            end();
          }
        });
        taken = true;
      } finally {
        if (!taken) {
          leave();
        }
      }
      return future;
    }

    private T contained() throws PluginFault {
      try {
        return task.call();
      } catch (PluginFault fault) {
        throw fault;
      } catch (Throwable thrown) { // Errors too: they are the plugin's, not the server's.
        throw new PluginFault(what + " threw " + described(thrown));
      } finally {
        // Before anybody has the answer: who then asks again finds the room.
        leave();
      }
    }

    private void leave() {
      if (left.compareAndSet(false, true)) {
        room.release();
      }
    }

    private void end() {
      leave();
      if (!state.compareAndSet(RUNNING, ENDED)) {
        hanging.decrementAndGet();
      }
    }

    void abandon() {
      // Counted first, so that the end of the call finds something to take back.
      hanging.incrementAndGet();
      if (!state.compareAndSet(RUNNING, ABANDONED)) {
        hanging.decrementAndGet();
      }
    }
  }

  /** What a plugin threw, in words; its methods are the plugin's as well. */
  static String described(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      String text = thrown.getClass().getName() + (message == null ? "" : ": " + message);
      String line = text.replaceAll("\\p{Cntrl}+", " ");
      return line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS) + "..." : line;
    } catch (Throwable again) {
      return thrown.getClass().getName();
    }
  }
}
