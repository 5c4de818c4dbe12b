package dev.galley.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

  @TempDir private Path directory;

  @Test
  void fullLogGivesWayToANewOneAndOneOldOneIsKept() {
    Path file = directory.resolve("server.log");
    try (ServerLog log = new ServerLog(file, 12, _ -> {})) {
      log.append("first");
      log.append("second");
      log.append("third");
      log.append("fourth");
    }

    assertThat(file).hasContent("fourth\n");
    assertThat(directory.resolve("server.log.old")).hasContent("third\n");
  }

  @Test
  void logGoesOnWhereAnEarlierRunEnded() {
    Path file = directory.resolve("server.log");
    for (String line : new String[] {"one", "two"}) {
      try (ServerLog log = new ServerLog(file, 100, _ -> {})) {
        log.append(line);
      }
    }

    assertThat(file).hasContent("one\ntwo\n");
  }

  @Test
  void receiverThatFailsDoesNotKeepLinesFromTheFile() {
    Path file = directory.resolve("server.log");
    try (ServerLog log =
        new ServerLog(
            file,
            100,
            _ -> {
              throw new IllegalStateException("receiver");
            })) {
      log.append("line");
    }

    assertThat(file).hasContent("line\n");
  }
}
