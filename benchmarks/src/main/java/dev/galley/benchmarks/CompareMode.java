package dev.galley.benchmarks;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How long it takes to tell what differs in a large flow, and to merge it, and how that grows. */
final class CompareMode {
  private static final List<Integer> COPIES = List.of(1, 2, 4, 8);
  private static final double COMPARE_GOAL_MICROS = 5_000;
  private static final double MERGE_GOAL_MICROS = 15_000;

  /** Beyond this a byte more costs visibly more than the one before it. */
  private static final double GROWTH_GOAL = 2;

  private static final double MEDIAN = 50;

  /**
   * What a longer piece of work waits for other work on the machine is no growth of it, and the
   * fastest run has waited least.
   */
  private static final double FASTEST = 0;

  private CompareMode() {}

  /** Measures; whether the goals are met. */
  static boolean run(Optional<Path> given) throws RunnerException {
    Optional<Path> data =
        given.or(() -> Optional.ofNullable(System.getenv("GALLEY_DATA")).map(Path::of));
    Flow flow = Flow.find(data);
    if (flow.made()) {
      System.out.println(
          "No flowise-flows in "
              + data.map(Path::toString).orElse("(no --data and no GALLEY_DATA)")
              + "; this is of a flow that is made up.");
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d steps, %d bytes; measuring for about two minutes%n",
        flow.name(),
        flow.steps(),
        flow.size());
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("^" + CompareBenchmark.class.getName().replace(".", "\\.") + "\\.")
                    .param("data", data.map(Path::toString).orElse(""))
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();
    System.out.println(
        "            bytes    compare      patch      merge  (us, medians; in brackets ns/byte)");
    for (int copies : COPIES) {
      int size = flow.times(copies).size();
      System.out.printf(
          Locale.ROOT,
          "%2d times %8d %s %s %s%n",
          copies,
          size,
          cell(micros(results, "compare", copies), size),
          cell(micros(results, "patch", copies), size),
          cell(micros(results, "merge", copies), size));
    }
    boolean good = told("compare", micros(results, "compare", 1), COMPARE_GOAL_MICROS);
    good &= told("patch", micros(results, "patch", 1), COMPARE_GOAL_MICROS);
    good &= told("merge", micros(results, "merge", 1), MERGE_GOAL_MICROS);
    for (String name : List.of("compare", "patch", "merge")) {
      double growth =
          (micros(results, name, 8, FASTEST) / flow.times(8).size())
              / (micros(results, name, 1, FASTEST) / flow.times(1).size());
      System.out.printf(
          Locale.ROOT,
          "%s: a byte of the largest takes %.2f times that of the smallest, in the fastest runs"
              + " (goal: below %.0f)%n",
          name,
          growth,
          GROWTH_GOAL);
      good &= growth < GROWTH_GOAL;
    }
    return good;
  }

  private static boolean told(String name, double micros, double goal) {
    System.out.printf(
        Locale.ROOT, "%s: %.3f ms (goal: below %.0f ms)%n", name, micros / 1000, goal / 1000);
    return micros < goal;
  }

  private static String cell(double micros, int size) {
    return String.format(Locale.ROOT, "%9.1f (%.2f)", micros, micros * 1000 / size);
  }

  private static double micros(Collection<RunResult> results, String name, int copies) {
    return micros(results, name, copies, MEDIAN);
  }

  private static double micros(
      Collection<RunResult> results, String name, int copies, double percentile) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + name))
        .filter(result -> result.getParams().getParam("copies").equals("" + copies))
        .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(percentile))
        .findFirst()
        .orElseThrow();
  }
}
