package dev.galley.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonArray;
import dev.galley.rest.TestServer;
import dev.galley.rest.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemPagesTest {
  private final TestServer server = TestServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeHasAPageAtItsReference(ProblemType type) {
    Answer page = TestServer.send(server.request(type.uri()));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.text()).contains("<html lang=\"en\">", "<title>", "<main><h1>", type.code());
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    Answer json = TestServer.send(server.request(type.uri()).header("Accept", "application/json"));
    assertThat(json.header("Content-Type")).isEqualTo("application/json");
    assertThat(json.code()).isEqualTo(type.code());
    assertThat(json.json().text("explanation").orElseThrow()).hasSizeGreaterThan(60);
  }

  @Test
  void theIndexListsThemAll() {
    Answer page = TestServer.send(server.request("/problems"));
    for (ProblemType type : ProblemType.values()) {
      assertThat(page.text()).contains("href=\"" + type.uri() + "\"");
    }
    Answer json = TestServer.send(server.request("/problems").header("Accept", "application/json"));
    JsonArray problems = (JsonArray) json.json().get("problems").orElseThrow();
    assertThat(problems.items()).hasSize(ProblemType.values().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | text/html; charset=utf-8",
        "text/html,application/json;q=0.9 | text/html; charset=utf-8",
        "application/problem+json | application/json",
        "application/json,text/html;q=0.5 | application/json",
      })
  void theAcceptHeaderChooses(String accept, String type) {
    Answer answer = TestServer.send(server.request("/problems").header("Accept", accept));
    assertThat(answer.header("Content-Type")).isEqualTo(type);
    assertThat(answer.header("Vary").toLowerCase(java.util.Locale.ROOT)).contains("accept");
  }
}
