package dev.galley.localmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.galley.localmongo.LocalMongo.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which MongoDB the tests take. */
final class LocalMongoTest {
  private static final String GIVEN = "MONGODB_TEST_URI";
  private static final String REAL = "REQUIRE_REAL_MONGO";

  @Test
  void theGivenOneComesBeforeDockerAndThatBeforeTheStandIn() {
    assertThat(LocalMongo.choose(Map.of(GIVEN, "mongodb://one"), () -> true))
        .isEqualTo(Source.GIVEN);
    assertThat(LocalMongo.choose(Map.of(GIVEN, " "), () -> true)).isEqualTo(Source.DOCKER);
    assertThat(LocalMongo.choose(Map.of(), () -> false)).isEqualTo(Source.STAND_IN);
    assertThat(LocalMongo.choose(Map.of(REAL, "false"), () -> false)).isEqualTo(Source.STAND_IN);
  }

  @Test
  void theStandInIsRefusedWhereARealOneIsRequired() {
    assertThatIllegalStateException()
        .isThrownBy(() -> LocalMongo.choose(Map.of(REAL, "true"), () -> false))
        .withMessageStartingWith("REQUIRE_REAL_MONGO: true");
    assertThat(LocalMongo.choose(Map.of(REAL, "true"), () -> true)).isEqualTo(Source.DOCKER);
    assertThat(LocalMongo.choose(Map.of(REAL, "true", GIVEN, "mongodb://one"), () -> false))
        .isEqualTo(Source.GIVEN);
  }
}
