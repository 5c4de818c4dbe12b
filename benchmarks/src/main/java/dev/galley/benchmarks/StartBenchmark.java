package dev.galley.benchmarks;

import java.nio.file.Path;

/** From the start of the process to the first good answer, on new data and on old. */
final class StartBenchmark {

  private StartBenchmark() {}

  static boolean run(Path dataDirectory, int rounds) throws Exception {
    for (int i = 0; i <= rounds; i++) {
      long began = System.nanoTime();
      try (Server server = Server.start(dataDirectory)) {
        System.out.printf(
            "%s: ready after %.1f s at %s%n",
            i == 0 ? "new data directory" : "existing data directory",
            (System.nanoTime() - began) / 1e9,
            server.url());
      }
    }
    return true;
  }
}
