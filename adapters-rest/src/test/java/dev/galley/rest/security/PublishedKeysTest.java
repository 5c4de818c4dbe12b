package dev.galley.rest.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.galley.domain.access.Caller;
import dev.galley.rest.TestServer;
import dev.galley.rest.TestServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
  private static final String ISSUER = "https://issuer.example";

  private static final RSAKey FIRST = rsa("first");
  private static final RSAKey SECOND = rsa("second");

  private final AtomicInteger fetches = new AtomicInteger();
  private HttpServer issuer = issuerOnAPortThatNobodyIsGiven();
  private volatile JWKSet published = new JWKSet(FIRST.toPublicJWK());
  private volatile int status = 200;
  private TestServer server = TestServer.start(settings(Map.of()));

  @BeforeEach
  void start() {
    fetches.set(0);
  }

  @AfterEach
  void stop() {
    server.close();
    issuer.stop(0);
  }

  /** Below those that connections get, so that it can be taken again after an outage. */
  private HttpServer issuerOnAPortThatNobodyIsGiven() {
    for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 10_000); ; port++) {
      try {
        return issuer(port);
      } catch (UncheckedIOException e) {
        assertThat(port).isLessThan(32_000);
      }
    }
  }

  private HttpServer issuer(int port) {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      made.createContext(
          "/keys",
          exchange -> {
            fetches.incrementAndGet();
            byte[] body = published.toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      made.start();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> settings(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(
        "galley.auth.jwks-url", "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
    settings.put("galley.auth.issuer", ISSUER);
    settings.put("galley.auth.audience", "galley");
    settings.put("galley.auth.jwks-timeout", "20s");
    settings.put("galley.auth.jwks-refresh-interval", "200ms");
    settings.putAll(more);
    return settings;
  }

  private void restart(Map<String, Object> more) {
    server.close();
    server = TestServer.start(settings(more));
  }

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("galley")
        .subject("alice")
        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
        .claim("tenant", "acme")
        .claim("seats", List.of("ai"));
  }

  private static String signed(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              change.apply(claims()).build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private Answer call(String token) {
    return call("/api/probe/caller", token);
  }

  private Answer call(String path, String token) {
    return TestServer.send(server.request(path).header("Authorization", "Bearer " + token));
  }

  private void assertInvalid(String token, String reason) {
    Answer answer = call(token);
    assertThat(answer.status()).as(answer.text()).isEqualTo(401);
    assertThat(answer.json().text("detail").orElseThrow()).contains(reason);
  }

  @Test
  void tokensOfTheIssuerAreBelieved() throws JOSEException {
    assertThat(call(signed(FIRST, c -> c)).json().text("tenant")).contains("acme");
    ECKey elliptic = new ECKeyGenerator(Curve.P_256).keyID("elliptic").generate();
    published = new JWKSet(List.<JWK>of(FIRST.toPublicJWK(), elliptic.toPublicJWK()));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("elliptic").build(), claims().build());
    token.sign(new ECDSASigner(elliptic));
    assertThat(call(token.serialize()).status()).isEqualTo(200);
  }

  @Test
  void keysAreFetchedOnce() {
    for (int i = 0; i < 20; i++) {
      assertThat(call(signed(FIRST, c -> c)).status()).isEqualTo(200);
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void issuerAudienceAndTenantAreChecked() {
    assertInvalid(signed(FIRST, c -> c.issuer("https://other.example")), "another issuer");
    assertInvalid(signed(FIRST, c -> c.audience("other")), "another audience");
    assertInvalid(signed(FIRST, c -> c.audience((String) null)), "another audience");
    assertInvalid(signed(FIRST, c -> c.claim("tenant", null)), "names no tenant");
    assertThat(call(signed(FIRST, c -> c.audience(List.of("x", "galley")))).status())
        .isEqualTo(200);
  }

  @Test
  void aDefaultTenantStandsInForAMissingOne() {
    restart(Map.of("galley.auth.default-tenant", "house"));
    assertThat(call(signed(FIRST, c -> c.claim("tenant", null))).json().text("tenant"))
        .contains("house");
    assertThat(call(signed(FIRST, c -> c)).json().text("tenant")).contains("acme");
  }

  @Test
  void aPublicKeyIsNoSecret() throws JOSEException {
    for (byte[] secret :
        List.of(
            FIRST.toRSAPublicKey().getEncoded(),
            FIRST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
            ("-----BEGIN PUBLIC KEY-----\n"
                    + java.util.Base64.getMimeEncoder()
                        .encodeToString(FIRST.toRSAPublicKey().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII))) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
      token.sign(new MACSigner(secret));
      assertInvalid(token.serialize(), "No accepted key");
    }
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotUsed() throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("first")
                .jwk(SECOND.toPublicJWK())
                .build(),
            claims().build());
    token.sign(new RSASSASigner(SECOND));
    assertInvalid(token.serialize(), "signature");
  }

  @Test
  void localTokensAreNotBelieved() {
    java.nio.file.Path data =
        java.nio.file.Path.of(
            server.context().getRequiredProperty("galley.data-dir", String.class));
    String token =
        new LocalTokens(LocalKey.loadOrCreate(data), java.time.InstantSource.system())
            .mint(TestServer.alice(), java.time.Duration.ofMinutes(1));
    assertInvalid(token, "No accepted key");
  }

  @Test
  void operatorsAreOnlyMadeByTheIssuerThatIsNamedForIt() {
    UnaryOperator<JWTClaimsSet.Builder> operator =
        c -> c.claim("roles", List.of(Caller.OPERATOR, Caller.TENANT_ADMIN));
    Answer caller = call(signed(FIRST, operator));
    assertThat(caller.text()).contains("\"roles\":[\"admin\"]");
    assertThat(call("/api/admin/probe", signed(FIRST, operator)).status()).isEqualTo(403);
    restart(Map.of("galley.auth.operator-issuer", ISSUER));
    assertThat(call("/api/admin/probe", signed(FIRST, operator)).status()).isEqualTo(200);
  }

  @Test
  void claimNamesAreMapped() {
    restart(
        Map.of(
            "galley.auth.claims.tenant", "https://x.example/org",
            "galley.auth.claims.roles", "realm_access.roles",
            "galley.auth.claims.permissions", "scope"));
    Answer answer =
        call(
            signed(
                FIRST,
                c ->
                    c.claim("tenant", null)
                        .claim("https://x.example/org", "mapped")
                        .claim("realm_access", Map.of("roles", List.of("admin")))
                        .claim("scope", "assistants:create")));
    assertThat(answer.json().text("tenant")).contains("mapped");
    assertThat(answer.text())
        .contains("\"permissions\":[\"assistants:create\"]", "\"roles\":[\"admin\"]");
  }

  @Test
  void newKeysAreFoundAndOldOnesForgotten() throws InterruptedException {
    assertThat(call(signed(FIRST, c -> c)).status()).isEqualTo(200);
    Thread.sleep(250);
    published = new JWKSet(SECOND.toPublicJWK());
    assertThat(call(signed(SECOND, c -> c)).status()).isEqualTo(200);
    Thread.sleep(250);
    assertInvalid(signed(FIRST, c -> c), "No accepted key");
  }

  @Test
  void anOutageStopsNoKnownKeysAndIsNoFaultOfTheToken() throws InterruptedException {
    restart(Map.of("galley.auth.jwks-cache", "1s"));
    assertThat(call(signed(FIRST, c -> c)).status()).isEqualTo(200);
    Thread.sleep(250);
    int port = issuer.getAddress().getPort();
    issuer.stop(0);
    assertUncheckable(call(signed(SECOND, c -> c)));
    // Past the cache's life, within the tolerance.
    Thread.sleep(1_200);
    assertThat(call(signed(FIRST, c -> c)).status()).isEqualTo(200);
    published = new JWKSet(SECOND.toPublicJWK());
    issuer = issuer(port);
    Thread.sleep(500);
    assertThat(call(signed(SECOND, c -> c)).status()).isEqualTo(200);
  }

  @Test
  void anIssuerThatNeverAnsweredIsNoFaultOfTheToken() {
    status = 500;
    assertUncheckable(call(signed(FIRST, c -> c)));
  }

  @Test
  void withoutToleranceAnOutageStopsKnownKeys() throws InterruptedException {
    restart(Map.of("galley.auth.jwks-cache", "1s", "galley.auth.jwks-outage-tolerance", "0s"));
    assertThat(call(signed(FIRST, c -> c)).status()).isEqualTo(200);
    status = 503;
    Thread.sleep(1_200);
    assertUncheckable(call(signed(FIRST, c -> c)));
  }

  @Test
  void unknownKeysCanNotMakeTheServerFetchWithoutEnd() {
    restart(Map.of("galley.auth.jwks-refresh-interval", "1m"));
    assertThat(call(signed(FIRST, c -> c)).status()).isEqualTo(200);
    for (int i = 0; i < 30; i++) {
      Answer answer = call(signed(SECOND, c -> c));
      assertThat(answer.status()).isIn(401, 503);
    }
    assertThat(fetches.get()).isLessThanOrEqualTo(2);
    assertThat(call(signed(FIRST, c -> c)).status()).isEqualTo(200);
  }

  private static void assertUncheckable(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("credentials-uncheckable");
    assertThat(answer.header("Retry-After")).isNotBlank();
  }
}
