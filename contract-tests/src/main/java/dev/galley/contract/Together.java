package dev.galley.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs things at the same moment. */
final class Together {
  private static final long PATIENCE_SECONDS = 600;

  private Together() {}

  /** The results in the order of the tasks, which all begin at the same moment. */
  static <T> List<T> run(List<? extends Callable<T>> tasks) {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    try (var executor = Executors.newFixedThreadPool(tasks.size())) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(
            executor.submit(() -> {
              start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              return task.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("not done within " + PATIENCE_SECONDS + " seconds", e);
    }
  }
}
