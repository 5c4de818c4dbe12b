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
    record(System.nanoTime() - began);
    return result;
  }

  void record(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, 60_000_000L));
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
