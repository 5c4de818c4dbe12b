package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.kafka.InvalidKafkaSetting;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  private static final ServeSettings SETTINGS =
      new ServeSettings(
          "nowhere.invalid",
          8080,
          Path.of("data"),
          ServeSettings.POSTGRES,
          Optional.of("jdbc:postgresql://db.invalid/galley?password=canary4711"),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  @Test
  void aSettingForKafkaThatCantBeMeantIsNamed() {
    CommandFailure failure =
        StartFailure.explain(
            SETTINGS,
            new IllegalStateException(
                "outer", new InvalidKafkaSetting("galley.kafka.mode", "odd", "binary")));

    assertThat(failure).hasMessage("galley.kafka.mode: odd (expected: binary)");
    assertThat(failure.exitCode()).isEqualTo(CommandFailure.MISUSED);
  }

  @Test
  void anUnknownHostIsThatOfTheServer() {
    CommandFailure failure =
        StartFailure.explain(
            SETTINGS, new IllegalStateException(new UnknownHostException("nowhere.invalid")));

    assertThat(failure).hasMessageContaining("--host").hasMessageContaining("nowhere.invalid");
  }

  @Test
  void anUnknownHostOfTheStoreIsNotThatOfTheServer() {
    CommandFailure failure =
        StartFailure.explain(
            SETTINGS,
            new IllegalStateException(
                new SQLException("attempt failed", new UnknownHostException("db.invalid"))));

    assertThat(failure)
        .hasMessageContaining("GALLEY_POSTGRES_URL")
        .hasMessageNotContaining("--host")
        .hasMessageNotContaining("canary4711");
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(SETTINGS.toString()).doesNotContain("canary4711");
  }
}
