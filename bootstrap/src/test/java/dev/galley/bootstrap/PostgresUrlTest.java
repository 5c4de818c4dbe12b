package dev.galley.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.rest.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
  private static final String CANARY = "canary4711";

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5432/galley?user=ada&password=canary4711,jdbc:postgresql://db:5432/galley",
    "postgresql://ada:canary4711@db:5432/galley,jdbc:postgresql://db:5432/galley",
    "jdbc:postgresql://ada:canary4711@[::1]:5432/galley?ssl,jdbc:postgresql://[::1]:5432/galley?ssl",
    "'jdbc:postgresql://ada:canary4711@a:1,b/x?sslmode=require','jdbc:postgresql://a:1,b/x?sslmode=require'",
    "jdbc:postgresql:galley?sslmode=require&password=canary4711&user=ada,jdbc:postgresql:galley?sslmode=require",
  })
  void theLoginIsTakenOutOfTheAddress(String given, String url) {
    PostgresUrl parsed = PostgresUrl.parse(given);

    assertThat(parsed.url()).isEqualTo(url);
    assertThat(parsed.user()).isEqualTo("ada");
    assertThat(parsed.password()).isEqualTo(CANARY);
    assertThat(parsed.toString()).doesNotContain(CANARY);
    assertThat(parsed.address()).doesNotContain("?");
  }

  @Test
  void whatIsEncodedIsDecoded() {
    assertThat(PostgresUrl.parse("jdbc:postgresql://a%40b:p%2F%3A+%25@db/x").user())
        .isEqualTo("a@b");
    assertThat(PostgresUrl.parse("jdbc:postgresql://a%40b:p%2F%3A+%25@db/x").password())
        .isEqualTo("p/:+%");
    assertThat(PostgresUrl.parse("jdbc:postgresql://db/x?password=p%26q").password())
        .isEqualTo("p&q");
    assertThat(PostgresUrl.parse("jdbc:postgresql://db/x").user()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/x?sslpassword=" + CANARY,
        "jdbc:postgresql://db/x?user=ada&sslPassWord=" + CANARY,
        "jdbc:postgresql://db/x?p%61ssword=" + CANARY,
        "jdbc:postgresql://ada:1/" + CANARY + "@db/x",
        "jdbc:postgresql://ada:1?" + CANARY + "@db/x",
        "jdbc:postgresql://ada:" + CANARY + "/x",
        "jdbc:postgresql:ada:" + CANARY + "@db/x",
        "jdbc:postgresql://ada:%zz" + CANARY + "@db/x",
        "mysql://ada:" + CANARY + "@db/x",
      })
  void whatCannotBeTakenApartIsRefusedWithoutRepeatingIt(String given) {
    assertThatThrownBy(() -> PostgresUrl.parse(given))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("GALLEY_POSTGRES_URL")
        .hasMessageNotContaining(CANARY)
        .hasNoCause();
  }
}
