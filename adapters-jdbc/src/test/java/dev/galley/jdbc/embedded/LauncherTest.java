package dev.galley.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For an ordinary user every way is the same: none is needed. */
@Timeout(600)
class LauncherTest {

  /** Itself the data directory: an unprivileged user can't pass through a private one above it. */
  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource(Launcher.Way.class)
  void eachWayRunsAServerThatRestartsAndStops(Launcher.Way way) throws Exception {
    EmbeddedPostgresSettings settings =
        EmbeddedPostgresSettings.in(DataDirectories.withPrograms(data));
    for (int round = 1; round <= 2; round++) {
      try (EmbeddedPostgres server = EmbeddedPostgres.start(settings, List.of(way));
          Connection connection =
              DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
        DurabilityCheck.verify(connection);
        if (way != Launcher.Way.UNSHARE) {
          assertThat(PosixFiles.owner(data.resolve("postgres-18")).uid()).isNotZero();
        }
      }
      assertThat(PostmasterFile.read(data.resolve("postgres-18"))).isEmpty();
      assertThat(new ClusterProcesses(data.toRealPath().resolve("postgres-18")).pids()).isEmpty();
    }
    // Whatever wrote the files: the usual ways can go on with them.
    int owner = PosixFiles.owner(data.resolve("postgres-18")).uid();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(settings)) {
      assertThat(server.isUp()).isTrue();
      assertThat(PosixFiles.owner(data.resolve("postgres-18")).uid()).isEqualTo(owner);
    }
  }

  @Test
  void rootWithoutAnyWayIsToldWhatToSet() throws Exception {
    EmbeddedPostgresSettings settings =
        EmbeddedPostgresSettings.in(DataDirectories.withPrograms(data));
    boolean root = PosixFiles.owner(Files.createTempFile(data, "mine", "")).uid() == 0;
    if (root) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(settings, List.of()))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessageContaining("refuses to run as root")
          .hasMessageContaining("GALLEY_POSTGRES_URL");
    } else {
      EmbeddedPostgres.start(settings, List.of()).close();
    }
  }
}
