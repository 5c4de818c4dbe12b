package dev.galley.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Starts one of the measurements or proofs; each starts its own server on its own data. */
public final class Benchmarks {
  private static final String USAGE =
      """
      benchmarks MODE [--data-dir DIR] [options]

        start   [--rounds 5]                                  start to first answer
        cycle   [--clients 8] [--assistants 405] [--rounds 1] open, edit, add a skill, commit; then verify
                [--agents FILE]                               on the agents of a file, imported first
        sizes   [--few 3] [--many 300] [--rounds 200]         _edit and _commit by number of skills
        crash   [--clients 8] [--kills 20]                    kill -9 under load; nothing acknowledged is lost
        check   --data-dir DIR                                do events, revisions and records fit?

      Without --data-dir a new directory for temporary files is used. Exit status 1: something is lost or wrong.
      """;

  private Benchmarks() {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.out.print(USAGE);
      System.exit(2);
    }
    Options options = new Options(args, 1);
    Optional<Path> given = options.path("data-dir");
    Path data = given.isPresent() ? given.get() : Files.createTempDirectory("galley-bench");
    System.out.println("data: " + data);
    boolean good =
        switch (args[0]) {
          case "start" -> StartBenchmark.run(data, options.number("rounds", 5));
          case "cycle" ->
              CycleBenchmark.run(
                  data,
                  options.path("agents"),
                  options.number("clients", 8),
                  options.number("assistants", 405),
                  options.number("rounds", 1));
          case "sizes" ->
              SizeBenchmark.run(
                  data,
                  options.number("few", 3),
                  options.number("many", 300),
                  options.number("rounds", 200));
          case "crash" ->
              CrashHarness.run(data, options.number("clients", 8), options.number("kills", 20));
          case "check" -> EventCheck.run(data);
          default -> {
            System.out.print(USAGE);
            yield false;
          }
        };
    System.exit(good ? 0 : 1);
  }
}
