package dev.galley.benchmarks;

import dev.galley.localmongo.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The MongoDB of a proof: one that is given, or the stand-in as a process of its own, which is not
 * killed, as it keeps everything in memory.
 *
 * @param uri with a database of its own
 */
record MongoServer(String uri, Optional<Process> process) implements AutoCloseable {

  /** The one of a connection string, without one the stand-in. */
  static MongoServer of(Optional<String> given) throws IOException {
    if (given.isPresent()) {
      System.out.println("MongoDB: the one that was given");
      return new MongoServer(given.get(), Optional.empty());
    }
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx8g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "--with-parent"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(Main.READY)) {
        Thread.ofPlatform().daemon().name("mongo-output").start(() -> drain(lines));
        System.out.println("MongoDB: mongo-java-server, a stand-in, NOT a real MongoDB");
        return new MongoServer(
            line.substring(Main.READY.length()).strip() + "/galley", Optional.of(process));
      }
    }
    throw new IOException("the stand-in for MongoDB did not start");
  }

  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // nobody wants to know
      }
    } catch (IOException e) {
      // it has ended
    }
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroyForcibly);
  }
}
