package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running PostgreSQL says of itself in {@code postmaster.pid} (lines 1 and 8 of the file, as
 * PostgreSQL's documentation of the file layout has them).
 *
 * @param pid the process id of the postmaster
 * @param ready whether it accepts connections
 */
record PostmasterFile(long pid, boolean ready) {

  static Path in(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /** Reads the file; empty when there is none or when it is not yet written as a whole. */
  static Optional<PostmasterFile> read(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(in(cluster));
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new PostmasterFile(
              Long.parseLong(lines.getFirst().strip()),
              lines.size() >= 8 && lines.get(7).strip().equals("ready")));
    } catch (NoSuchFileException | NumberFormatException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          in(cluster) + " can't be read: " + e.getMessage() + ".", e);
    }
  }
}
