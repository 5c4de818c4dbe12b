package dev.galley.bootstrap.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.rest.security.LocalKey;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void key() {
    LocalKey.loadOrCreate(folder);
  }

  @Test
  void printsTheTokenAndNothingElse() {
    Terminal.Result result =
        token(
            "--user",
            "bob",
            "--team",
            "team:analytics:writer",
            "--team",
            "sales:reader",
            "--permission",
            "assistants:create",
            "--role",
            "admin",
            "--tenant",
            "acme");

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).hasSize(1);
    JsonObject claims = claims(result);
    assertThat(claims.text("sub")).contains("bob");
    assertThat(claims.text("tenant")).contains("acme");
    assertThat(claims.get("seats")).contains(JsonReader.read("[\"ai\"]"));
    assertThat(claims.get("permissions")).contains(JsonReader.read("[\"assistants:create\"]"));
    assertThat(claims.get("roles")).contains(JsonReader.read("[\"admin\"]"));
    assertThat(claims.get("teams"))
        .contains(
            JsonReader.read(
                """
                [{"id": "team:analytics", "role": "writer"}, {"id": "sales", "role": "reader"}]
                """));
  }

  @Test
  void saysWhatTheRightToReadEventsMeans() {
    Terminal.Result result = token("--permission", "events:read");

    assertThat(result.err())
        .contains("every event of the tenant", "contents of private assistants included");
    assertThat(result.out().lines()).hasSize(1);
    assertThat(claims(result).get("permissions")).contains(JsonReader.read("[\"events:read\"]"));
  }

  @Test
  void refusesPermissionsThatThereAreNot() {
    Terminal.Result refused = token("--permission", "tokens:creat");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains(
            "--permission: tokens:creat (expected: one of assistants:create, agents:create,"
                + " tokens:create, chats:report, events:read)");
    assertThat(token("--permission", "tokens:create").exitCode()).isZero();
  }

  @Test
  void isForWhoeverCallsUnlessSaid() {
    assertThat(claims(token()).text("sub")).contains("alice");
  }

  @Test
  void hasNoSeatWhenToldSo() {
    assertThat(claims(token("--no-seat")).get("seats")).contains(JsonReader.read("[]"));
  }

  @ParameterizedTest
  @CsvSource({"45s,45", "30m,1800", "8h,28800", "2d,172800"})
  void endsWhenToldSo(String text, long seconds) {
    assertThat(lifetime(token("--expires", text))).isEqualTo(seconds);
  }

  @Test
  void endsAfterHalfADayUnlessSaid() {
    assertThat(lifetime(token())).isEqualTo(12 * 3600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"31d", "0h", "8", "-1h", "8w", "999999999d", ""})
  void refusesTimesThatCannotBeMeant(String text) {
    assertRefused(token("--expires", text), "--expires", "at most 30d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales", "sales:owner", ":writer", "a/b:writer"})
  void refusesTeamsWithoutARole(String text) {
    assertRefused(token("--team", text), "--team: " + text, "reader, writer or admin");
  }

  @Test
  void refusesWhatContradictsItself() {
    assertRefused(token("--seat", "ai", "--no-seat"), "--seat", "contradict");
    assertRefused(token("--team", "a:reader", "--team", "a:writer"), "--team", "once");
    assertRefused(token("--role", "king"), "--role", "admin or operator");
    assertRefused(token("--user", "a/b"), "--user", "1 to 200 characters");
  }

  @Test
  void saysWhatToDoWithoutAKey() {
    Terminal.Result result = new Terminal(folder.resolve("elsewhere")).run("token");

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no key").contains("galley serve");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  private static void assertRefused(Terminal.Result result, String... words) {
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains(words);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  private Terminal.Result token(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "token";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new Terminal(folder).run(arguments);
  }

  private static JsonObject claims(Terminal.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    String payload = result.out().split("\\.", -1)[1];
    return (JsonObject) JsonReader.read(new String(Base64.getUrlDecoder().decode(payload), UTF_8));
  }

  private static long lifetime(Terminal.Result result) {
    JsonObject claims = claims(result);
    return number(claims.get("exp").orElseThrow()) - number(claims.get("iat").orElseThrow());
  }

  private static long number(Json value) {
    return (long) ((JsonNumber) value).value();
  }
}
