package dev.galley.rest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.rest.TestServer;
import dev.galley.rest.TestServer.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsTest {
  private final TestServer server = TestServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theRootLeadsToTheDocs() {
    Answer answer = TestServer.send(server.request("/"));
    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("Location")).isEqualTo("/docs");
  }

  @Test
  void allThatThePageLoadsComesFromThisServer() {
    Answer page = TestServer.send(server.request("/docs"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    Matcher links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.text());
    int seen = 0;
    while (links.find()) {
      seen++;
      assertThat(links.group(1)).startsWith("/");
      Answer asset = TestServer.send(server.request(links.group(1)));
      assertThat(asset.status()).as(links.group(1)).isEqualTo(200);
      assertThat(asset.http().body()).isNotEmpty();
      assertThat(asset.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
    assertThat(seen).isGreaterThanOrEqualTo(4);
  }

  @Test
  void thePageRunsNoInlineScript() {
    Answer page = TestServer.send(server.request("/docs"));
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
    assertThat(page.text()).doesNotContainPattern("<script>|<script [^>]*>[^<]|\\son[a-z]+=");
    assertThat(TestServer.send(server.request("/docs/assets/galley-docs.js")).text())
        .contains("validatorUrl: null", "\"/openapi.yaml\"");
  }

  @Test
  void theOpenApiDocumentIsServedWithItsTag() {
    Answer document = TestServer.send(server.request("/openapi.yaml"));
    assertThat(document.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(document.text()).containsPattern("(?m)^openapi: 3\\.");
    String tag = document.header("ETag");
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    Answer again = TestServer.send(server.request("/openapi.yaml").header("If-None-Match", tag));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("ETag")).isEqualTo(tag);
    assertThat(
            TestServer.send(server.request("/openapi.yaml").header("If-None-Match", "W/" + tag))
                .status())
        .isEqualTo(304);
    assertThat(
            TestServer.send(server.request("/openapi.yaml").header("If-None-Match", "\"x\""))
                .status())
        .isEqualTo(200);
  }

  @Test
  void noOtherFileIsServed() {
    for (String name :
        new String[] {"swagger-initializer.js", "index.html", "..%2findex.html", "%2e%2e"}) {
      assertThat(TestServer.send(server.request("/docs/assets/" + name)).status())
          .as(name)
          .isEqualTo(404);
    }
  }

  @Test
  void theSchemasOfEventsAreServedWithoutAToken() {
    Answer schema = TestServer.send(server.request("/schemas/probe.of-tests.v1.json"));
    assertThat(schema.status()).isEqualTo(200);
    assertThat(schema.header("Content-Type")).isEqualTo("application/schema+json");
    assertThat(schema.text()).contains("draft/2020-12");
    Answer again =
        TestServer.send(
            server
                .request("/schemas/probe.of-tests.v1.json")
                .header("If-None-Match", schema.header("ETag")));
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void noOtherFileIsServedAsASchema() {
    for (String name :
        new String[] {
          "none.json",
          "Probe_2.json",
          "probe.of-tests.v1",
          "probe.of-tests.v1.json%2f",
          "..%2fopenapi.yaml",
          "..%2f..%2flogback-test.xml",
          "%2e%2e",
          ".json",
          "%00.json"
        }) {
      Answer answer = TestServer.send(server.request("/schemas/" + name));
      assertThat(answer.status()).as(name).isEqualTo(404);
      assertThat(answer.code()).as(name).isEqualTo("not-found");
    }
    assertThat(TestServer.send(server.request("/schemasx")).status()).isEqualTo(401);
  }
}
