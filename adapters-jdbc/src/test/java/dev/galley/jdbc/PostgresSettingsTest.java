package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresSettingsTest {
  private static final String CANARY = "canary-4711";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://ada:" + CANARY + "@db/galley",
        "jdbc:postgresql://db/galley?password=" + CANARY,
        "jdbc:postgresql://db/galley?ssl=true&sslPassword=" + CANARY,
        "jdbc:mysql://ada:" + CANARY + "@db/galley",
      })
  void anAddressWithASecretIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> PostgresSettings.of(url, "ada", CANARY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url: ")
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedWithoutThePassword() {
    PostgresSettings settings =
        new PostgresSettings(
            "jdbc:postgresql://127.0.0.1:1/galley?sslmode=disable",
            "ada",
            CANARY,
            1,
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofHours(1));
    PostgresStoreFactory factory = new PostgresStoreFactory();

    Throwable thrown = catchThrowable(() -> factory.dataSource(settings, true));

    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).contains("127.0.0.1:1").doesNotContain(CANARY);
    assertThat(settings.toString()).doesNotContain(CANARY);
  }
}
