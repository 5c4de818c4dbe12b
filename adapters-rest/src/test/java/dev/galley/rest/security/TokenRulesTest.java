package dev.galley.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import dev.galley.rest.InvalidSetting;
import dev.galley.rest.TestServer;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRulesTest {
  private static final Map<String, Object> PUBLISHED =
      Map.of(
          "galley.auth.jwks-url", "https://issuer.example/keys",
          "galley.auth.issuer", "https://issuer.example",
          "galley.auth.audience", "galley");

  private static TokenRules rules(Map<String, Object> settings) {
    try (ApplicationContext context = ApplicationContext.run(ofSettings(settings))) {
      return TokenRules.of(context.getBean(AuthSettings.class));
    }
  }

  /** Without a server's address the eager beans would refuse; the rules are what is looked at. */
  private static Map<String, Object> ofSettings(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("micronaut.server.host", "127.0.0.1");
    all.put("galley.data-dir", System.getProperty("java.io.tmpdir") + "/galley-token-rules-test");
    return all;
  }

  private static Map<String, Object> publishedWith(String name, Object value) {
    Map<String, Object> settings = new HashMap<>(PUBLISHED);
    settings.put("galley.auth." + name, value);
    return settings;
  }

  private static void assertRefused(ThrowableAssert.ThrowingCallable start, String message) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(start)
        .satisfies(thrown -> {
          Throwable root = thrown;
          while (root.getCause() != null && !(root instanceof InvalidSetting)) {
            root = root.getCause();
          }
          assertThat(root).isInstanceOf(InvalidSetting.class);
          assertThat(root.getMessage()).contains(message).contains("(expected: ");
        });
  }

  @Test
  void nothingSetMeansTheLocalKey() {
    TokenRules rules = rules(Map.of());
    assertThat(rules.keys()).isInstanceOf(TokenRules.Keys.Local.class);
    assertThat(rules.issuer()).isEqualTo("galley-local");
    assertThat(rules.algorithms()).containsExactly(JWSAlgorithm.HS256);
    assertThat(rules.tenant().orElseThrow().value()).isEqualTo("default");
    assertThat(rules.operators()).isTrue();
  }

  @Test
  void aJwksUrlMeansAnIssuer() {
    TokenRules rules = rules(PUBLISHED);
    assertThat(rules.keys()).isInstanceOf(TokenRules.Keys.Published.class);
    assertThat(rules.algorithms())
        .containsExactlyInAnyOrder(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    assertThat(rules.tenant()).isEmpty();
    assertThat(rules.operators()).isFalse();
    assertThat(rules.claims()).isEqualTo(AuthSettings.ClaimNames.STANDARD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer", "audience"})
  void anIssuerNeedsAllItsSettings(String missing) {
    Map<String, Object> settings = new HashMap<>(PUBLISHED);
    settings.remove("galley.auth." + missing);
    assertRefused(() -> rules(settings), "galley.auth." + missing + ": missing");
    settings.put("galley.auth." + missing, " ");
    assertRefused(() -> rules(settings), "galley.auth." + missing + ": missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer", "audience", "operator-issuer"})
  void anIssuersSettingsNeedAJwksUrl(String name) {
    assertRefused(() -> rules(Map.of("galley.auth." + name, "x")), "galley.auth.jwks-url: missing");
  }

  @ParameterizedTest
  @CsvSource({
    "algorithms, none",
    "algorithms, HS256",
    "algorithms, 'RS256,HS512'",
    "algorithms, EdDSA",
    "jwks-url, http://issuer.example/keys",
    "jwks-url, /keys",
    "jwks-url, file:///etc/keys",
    "jwks-url, ftp://127.0.0.1/keys",
    "jwks-url, 'no url'",
    "jwks-timeout, 10m",
    "clock-skew, 1h",
    "clock-skew, -1s",
    "jwks-refresh-interval, 0s",
    "default-tenant, a/b",
    "operator-issuer, https://other.example",
  })
  void unsafeSettingsAreRefusedByName(String name, String value) {
    assertRefused(() -> rules(publishedWith(name, value)), "galley.auth." + name + ": ");
  }

  @Test
  void aPasswordInTheUrlIsRefusedAndNotShown() {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> rules(publishedWith("jwks-url", "https://me:geheim@issuer.example/")))
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("geheim"));
  }

  @Test
  void plainHttpIsForLoopbackOnly() {
    assertThat(rules(publishedWith("jwks-url", "http://127.0.0.1:1/keys")).keys())
        .isInstanceOf(TokenRules.Keys.Published.class);
    assertThat(rules(publishedWith("jwks-url", "http://[::1]:1/keys")).keys())
        .isInstanceOf(TokenRules.Keys.Published.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", ""})
  void theLocalKeyIsRefusedOnOtherAddresses(String host) {
    assertRefused(
        () -> TestServer.start(Map.of("micronaut.server.host", host)).close(),
        "micronaut.server.host");
    assertRefused(
        () -> TestServer.start(Map.of("micronaut.server.host", host)).close(),
        "galley.auth.jwks-url (GALLEY_AUTH_JWKS_URL)");
  }

  @Test
  void theLocalKeyIsRefusedWhenAnyListenerIsOpen() {
    Map<String, Object> listeners =
        Map.of(
            "micronaut.server.netty.listeners.inner.host",
            "127.0.0.1",
            "micronaut.server.netty.listeners.inner.port",
            -1,
            "micronaut.server.netty.listeners.outer.host",
            "0.0.0.0",
            "micronaut.server.netty.listeners.outer.port",
            -1);
    assertRefused(
        () -> TestServer.start(listeners).close(), "micronaut.server.netty.listeners.outer.host");
  }

  @Test
  void aPrefixOfAllPathsIsRefused() {
    assertRefused(
        () -> TestServer.start(Map.of("micronaut.server.context-path", "/galley")).close(),
        "micronaut.server.context-path: /galley");
  }

  @Test
  void anIssuerMayBeUsedOnAnyAddress() {
    Map<String, Object> settings = new HashMap<>(PUBLISHED);
    settings.put("micronaut.server.host", "0.0.0.0");
    try (TestServer server = TestServer.start(settings)) {
      assertThat(TestServer.send(server.request("/health/liveness")).status()).isEqualTo(200);
    }
  }
}
