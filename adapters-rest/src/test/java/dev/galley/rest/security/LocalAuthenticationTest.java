package dev.galley.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.rest.TestServer;
import dev.galley.rest.TestServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalAuthenticationTest {
  private final TestServer server = TestServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer call(String path, String token) {
    return TestServer.send(server.request(path).header("Authorization", "Bearer " + token));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("galley-local")
        .subject("alice")
        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
        .claim("seats", List.of("ai"));
  }

  private String signed(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(JOSEObjectType.JWT, change);
  }

  private String signed(JOSEObjectType type, UnaryOperator<JWTClaimsSet.Builder> change) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).type(type).build(),
              change.apply(claims()).build());
      token.sign(
          new MACSigner(
              LocalKey.load(
                      java.nio.file.Path.of(
                          server.context().getRequiredProperty("galley.data-dir", String.class)))
                  .orElseThrow()
                  .secret()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private void assertInvalid(String token, String reason) {
    Answer answer = call("/api/probe/caller", token);
    assertThat(answer.status()).as(answer.text()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthenticated");
    assertThat(answer.json().text("detail").orElseThrow()).contains(reason);
    assertThat(answer.header("WWW-Authenticate"))
        .startsWith("Bearer realm=\"galley\", error=\"invalid_token\", error_description=\"");
  }

  @Test
  void aTokenMakesTheCaller() {
    Answer answer = call("/api/probe/caller", server.token());
    assertThat(answer.text())
        .isEqualTo(
            "{\"tenant\":\"default\",\"user\":\"alice\",\"teams\":{\"sales\":\"writer\"},"
                + "\"seats\":[\"ai\"],\"permissions\":[\"assistants:create\"],\"roles\":[],"
                + "\"thread\":\"virtual\"}");
  }

  @Test
  void nothingAnswersWithoutCredentials() {
    for (String path :
        List.of(
            "/api/probe/caller", "/api/nowhere", "/nowhere", "/prometheusx", "/Docs", "/docsx")) {
      Answer answer = TestServer.send(server.request(path));
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("unauthenticated");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"galley\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/../api/probe/caller",
        "/docs/%2e%2e/api/probe/caller",
        "/docs%2f..%2fapi/probe/caller",
        "//api/probe/caller",
        "/health/..;/api/probe/caller",
        "/api/probe/caller?x=/docs/",
        "/API/probe/caller",
        "/api/probe/caller/",
        "/api;a=b/probe/caller",
        "/./api/probe/caller",
      })
  void noSpellingOfAPathGoesRoundTheGate(String path) {
    String answer = server.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\"tenant\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/liveness",
        "/health/readiness",
        "/problems",
        "/problems/not-found",
        "/openapi.yaml",
        "/docs",
        "/docs/assets/swagger-ui.css"
      })
  void openPathsNeedNoToken(String path) {
    assertThat(TestServer.send(server.request(path)).status()).isEqualTo(200);
    assertThat(call(path, "rubbish").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YTpi", "Bearer", "bearer", "Token x"})
  void anotherSchemeIsNoCredential(String header) {
    Answer answer =
        TestServer.send(server.request("/api/probe/caller").header("Authorization", header));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).doesNotContain("error");
  }

  @Test
  void theSchemeIsReadWithoutCase() {
    Answer answer =
        TestServer.send(
            server
                .request("/api/probe/caller")
                .header("Authorization", "bEARER " + server.token()));
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void severalCredentialsAreRefused() {
    Answer answer =
        TestServer.send(
            server
                .asAlice("/api/probe/caller")
                .header("Authorization", "Bearer " + server.token()));
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void rubbishIsRefused() {
    assertInvalid("rubbish", "not known here");
    assertInvalid("a.b.c", "not known here");
    assertInvalid("e30.e30.e30", "no signed JWT");
    assertInvalid("x".repeat(16 * 1024 + 1), "16 KiB");
    String good = server.token();
    assertInvalid(good.substring(0, good.length() - 2), "signature");
    assertInvalid(good + ".x", "not known here");
  }

  @Test
  void aTokenOf16KibIsStillLookedAt() {
    String large = signed(c -> c.claim("pad", "x".repeat(11_900)));
    assertThat(large.length()).isBetween(15_900, 16_384);
    assertThat(call("/api/probe/caller", large).status()).isEqualTo(200);
  }

  @Test
  void anotherKeyIsRefused() throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    token.sign(new MACSigner(new byte[32]));
    assertInvalid(token.serialize(), "signature");
  }

  @Test
  void anUnsignedTokenIsRefused() {
    assertInvalid(new PlainJWT(claims().build()).serialize(), "no signed JWT");
  }

  @Test
  void anotherAlgorithmOfTheSameKeyIsRefused() throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims().build());
    token.sign(new MACSigner(new byte[64]));
    assertInvalid(token.serialize(), "No accepted key");
  }

  @Test
  void timesAreChecked() {
    assertInvalid(signed(c -> c.expirationTime(null)), "no exp");
    assertInvalid(signed(c -> c.expirationTime(in(-40))), "expired");
    assertInvalid(signed(c -> c.notBeforeTime(in(60))), "not valid yet");
    assertInvalid(signed(c -> c.issueTime(in(60))), "not valid yet");
    // Within the skew of 30 seconds.
    assertThat(call("/api/probe/caller", signed(c -> c.expirationTime(in(-10)))).status())
        .isEqualTo(200);
    assertThat(call("/api/probe/caller", signed(c -> c.notBeforeTime(in(10)))).status())
        .isEqualTo(200);
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  @Test
  void theIssuerIsChecked() {
    assertInvalid(signed(c -> c.issuer("https://issuer.example")), "another issuer");
    assertInvalid(signed(c -> c.issuer(null)), "another issuer");
  }

  @Test
  void onlyTypesOfAccessTokensAreTaken() {
    assertThat(call("/api/probe/caller", signed(new JOSEObjectType("at+JWT"), c -> c)).status())
        .isEqualTo(200);
    assertInvalid(signed(new JOSEObjectType("logout+jwt"), c -> c), "No accepted key");
  }

  @Test
  void idsAreChecked() {
    assertInvalid(signed(c -> c.subject(null)), "subject");
    assertInvalid(signed(c -> c.subject("")), "subject");
    assertInvalid(signed(c -> c.subject("a/b")), "subject");
    assertInvalid(signed(c -> c.subject("a\u0000b")), "subject");
    assertInvalid(signed(c -> c.subject("a".repeat(201))), "subject");
    assertInvalid(signed(c -> c.claim("sub", List.of("alice"))), "");
    assertInvalid(signed(c -> c.claim("tenant", "a/b")), "tenant");
    assertInvalid(signed(c -> c.claim("tenant", 7)), "tenant");
    assertInvalid(signed(c -> c.claim("teams", List.of(team("a/b", "reader")))), "team");
    assertThat(call("/api/probe/caller", signed(c -> c.subject("team:ä b"))).status())
        .isEqualTo(200);
  }

  private static Map<String, Object> team(String id, String role) {
    return Map.of("id", id, "role", role);
  }

  @Test
  void teamsMustBeUnderstood() {
    assertInvalid(signed(c -> c.claim("teams", "sales")), "list");
    assertInvalid(signed(c -> c.claim("teams", List.of("sales"))), "object");
    assertInvalid(signed(c -> c.claim("teams", List.of(team("sales", "owner")))), "role");
    assertInvalid(signed(c -> c.claim("teams", List.of(Map.of("id", "sales")))), "role");
    assertInvalid(
        signed(c -> c.claim("teams", List.of(team("sales", "reader"), team("sales", "admin")))),
        "once");
    assertInvalid(signed(c -> c.claim("seats", List.of(1))), "seats");
    assertInvalid(signed(c -> c.claim("roles", Map.of())), "roles");
  }

  @Test
  void theSeatIsNeeded() {
    Answer answer = call("/api/probe/caller", signed(c -> c.claim("seats", List.of("other"))));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("ai-seat-required");
    assertThat(call("/api/nowhere", signed(c -> c.claim("seats", null))).status()).isEqualTo(403);
    assertThat(call("/api/probe/caller", signed(c -> c.claim("seats", "x ai"))).status())
        .isEqualTo(200);
  }

  @Test
  void operatorsNeedNoSeatAndOthersAreNotLetThrough() {
    String operator = signed(c -> c.claim("seats", null).claim("roles", List.of(Caller.OPERATOR)));
    assertThat(call("/api/admin/probe", operator).status()).isEqualTo(200);
    assertThat(call("/api/probe/caller", operator).code()).isEqualTo("ai-seat-required");
    assertThat(call("/api/admin/probe", server.token()).code()).isEqualTo("forbidden");
    String admin = signed(c -> c.claim("roles", List.of(Caller.TENANT_ADMIN)));
    assertThat(call("/api/admin/probe", admin).code()).isEqualTo("forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/admin/probe",
        "/api//admin/probe",
        "/api/%61dmin/probe",
        "/api/admin%2fprobe",
        "/api/./admin/probe",
        "//api/admin/probe",
        "/api/admin/probe/",
        "/api/admin/probe?x",
        "/api/x/../admin/probe",
        "/api/admin;x/probe",
        "//x/api/admin/probe",
        "http://x/api/admin/probe",
        "/docs/../api/admin/probe",
        "/api\\admin/probe"
      })
  void noSpellingOfAPathMakesAnOperator(String path) {
    String answer =
        server.raw(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + server.token()
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\"alice\"");
  }

  @Test
  void mintedTokensLastAsLongAsAsked() {
    Caller bob =
        new Caller(new TenantId("acme"), "bob", Map.of(), Set.of("ai"), Set.of(), Set.of("admin"));
    LocalTokens past =
        new LocalTokens(
            LocalKey.load(
                    java.nio.file.Path.of(
                        server.context().getRequiredProperty("galley.data-dir", String.class)))
                .orElseThrow(),
            InstantSource.fixed(Instant.now().minusSeconds(3600)));
    assertInvalid(past.mint(bob, Duration.ofMinutes(59)), "expired");
    Answer answer = call("/api/probe/caller", past.mint(bob, Duration.ofMinutes(61)));
    assertThat(answer.json().text("tenant")).contains("acme");
    assertThatIllegalArgumentException().isThrownBy(() -> past.mint(bob, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> past.mint(bob, Duration.ofDays(366)));
  }

  @Test
  void noSecretReachesTheLog() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    seen.start();
    root.addAppender(seen);
    String token = server.token();
    String forged = token.substring(0, token.length() - 3) + "AAA";
    try {
      TestServer.send(
          server
              .request("/api/probe/caller?access_token=geheim-1")
              .header("Authorization", "Bearer " + token));
      call("/api/probe/caller", forged);
      call("/api/probe/throw/other?q=geheim-2", token);
      call("/api/nowhere", "geheim-3");
    } finally {
      root.detachAppender(seen);
    }
    String secret =
        java.nio.file.Files.readString(
                LocalKey.file(
                    java.nio.file.Path.of(
                        server.context().getRequiredProperty("galley.data-dir", String.class))))
            .strip();
    assertThat(seen.list).anyMatch(event -> event.getLevel() == Level.DEBUG);
    assertThat(seen.list).filteredOn(event -> event.getLevel() == Level.ERROR).hasSize(1);
    for (ILoggingEvent event : List.copyOf(seen.list)) {
      assertThat(event.getFormattedMessage())
          .doesNotContain("geheim", secret, token.substring(token.lastIndexOf('.') + 1), forged);
    }
  }
}
