package dev.galley.benchmarks;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long a kind of call takes. */
final class Latencies {
  private final Histogram micros = new ConcurrentHistogram(60_000_000L, 3);

  /** A call that may fail. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws Exception;
  }

  <T> T time(Call<T> call) throws Exception {
    long began = System.nanoTime();
    T result = call.make();
    micros.recordValue(Math.min(60_000_000L, (System.nanoTime() - began) / 1_000));
    return result;
  }

  double p(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000.0;
  }

  String summary() {
    return String.format(
        "n=%d p50=%.1f ms p90=%.1f ms p99=%.1f ms max=%.1f ms",
        micros.getTotalCount(), p(50), p(90), p(99), micros.getMaxValue() / 1_000.0);
  }
}
