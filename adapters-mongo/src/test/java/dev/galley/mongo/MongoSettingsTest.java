package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be asked of MongoDB, and what is said of it. */
final class MongoSettingsTest {
  private static final String PASSWORD = "s3cret-pass";
  private static final String SERVER = "mongodb://ada:" + PASSWORD + "@one:27017,two:27018/work";

  @Test
  void whatIsAskedForOverAndAboveIsTaken() {
    for (String options :
        List.of(
            "",
            "?w=majority",
            "?w=majority&journal=true",
            "?journal=true",
            "?readPreference=primary",
            "?readConcernLevel=majority",
            "?readConcernLevel=linearizable",
            "?replicaSet=rs0&tls=true")) {
      assertThatCode(() -> MongoSettings.of(SERVER + options))
          .as(options)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void anOptionThatAsksForLessIsNamedAndThePasswordIsNot() {
    for (String option :
        List.of(
            "w=0",
            "w=1",
            "w=2",
            "w=tagged",
            "journal=false",
            "readPreference=secondary",
            "readPreference=primaryPreferred",
            "readPreference=nearest",
            "readConcernLevel=local",
            "readConcernLevel=available",
            "readConcernLevel=snapshot")) {
      for (String before : List.of("?", "?w=majority&tls=true&")) {
        if (option.startsWith("w=") && before.contains("w=")) {
          continue;
        }
        assertThatIllegalArgumentException()
            .as(option)
            .isThrownBy(() -> MongoSettings.of(SERVER + before + option))
            .withMessageStartingWith("galley.mongo.uri: " + option.split("=", 2)[0] + " asks")
            .withMessageContaining("expected: ")
            .withMessageNotContaining(PASSWORD)
            .withNoCause();
      }
    }
  }

  @Test
  void aStringThatCannotBeReadIsNotRepeated() {
    for (String uri :
        List.of(
            "",
            PASSWORD,
            "postgresql://ada:" + PASSWORD + "@one/work",
            "mongodb://ada:" + PASSWORD + "/x@one/work",
            "mongodb://ada:" + PASSWORD + "@one:port/work",
            "mongodb://ada:" + PASSWORD + "%zz@one/work",
            "mongodb+srv://ada:" + PASSWORD + "@one:27017/work")) {
      assertThatIllegalArgumentException()
          .as(uri)
          .isThrownBy(() -> MongoSettings.of(uri))
          .withMessageStartingWith("galley.mongo.uri: not a connection string (expected: ")
          .withMessageNotContaining(PASSWORD)
          .withNoCause();
    }
  }

  @Test
  void thePoolHasOneToAThousandConnections() {
    for (int size : List.of(1, 1_000)) {
      assertThat(settings(size, Duration.ofSeconds(10), Duration.ofHours(1)).poolSize())
          .isEqualTo(size);
    }
    for (int size : List.of(-1, 0, 1_001)) {
      refuses(
          "galley.mongo.pool-size: " + size + " (expected: 1 to 1000)",
          size,
          Duration.ofSeconds(10),
          Duration.ofHours(1));
    }
  }

  @Test
  void oneExchangeTakesASecondToFiveMinutes() {
    for (Duration timeout : List.of(Duration.ofSeconds(1), Duration.ofMinutes(5))) {
      assertThat(settings(1, timeout, Duration.ofHours(1)).timeout()).isEqualTo(timeout);
    }
    for (Duration timeout :
        List.of(Duration.ofSeconds(-1), Duration.ofMillis(999), Duration.ofMillis(300_001))) {
      refuses(
          "galley.mongo.timeout: " + timeout + " (expected: 1s to 5m)",
          1,
          timeout,
          Duration.ofHours(1));
    }
  }

  @Test
  void contentsAreKeptForASecondAtLeast() {
    assertThat(settings(1, Duration.ofSeconds(1), Duration.ofSeconds(1)).snapshotGrace())
        .isEqualTo(Duration.ofSeconds(1));
    refuses(
        "galley.mongo.snapshot-grace: PT0.999S (expected: 1s or more)",
        1,
        Duration.ofSeconds(1),
        Duration.ofMillis(999));
  }

  @Test
  void theDatabaseIsTheOneOfTheStringElseGalley() {
    assertThat(MongoSettings.of(SERVER).database()).isEqualTo("work");
    assertThat(MongoSettings.of("mongodb://one").database()).isEqualTo("galley");
  }

  @Test
  void settingsAreToldWithoutWhoLogsIn() {
    assertThat(MongoSettings.of(SERVER + "?authSource=admin"))
        .hasToString("one:27017,two:27018/work");
  }

  private static MongoSettings settings(int poolSize, Duration timeout, Duration grace) {
    return MongoSettings.of(SERVER, poolSize, timeout, grace);
  }

  private static void refuses(String message, int poolSize, Duration timeout, Duration grace) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(poolSize, timeout, grace))
        .withMessage(message);
  }
}
