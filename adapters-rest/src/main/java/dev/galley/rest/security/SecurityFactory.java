package dev.galley.rest.security;

import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires authentication, and refuses a start that would let anybody in. */
@Factory
final class SecurityFactory {
  private static final Logger LOG = LoggerFactory.getLogger(SecurityFactory.class);
  private static final int MIN_KEY = 32;

  // Eager: a server with unsafe settings must not come up at all.
  @Context
  BearerAuthenticator jwtAuthenticator(
      AuthSettings settings,
      NettyHttpServerConfiguration server,
      @Value("${galley.data-dir:./galley-data}") String dataDirectory,
      Optional<InstantSource> clock) {
    refusePrefix(server);
    TokenRules rules = TokenRules.of(settings);
    InstantSource time = clock.orElseGet(InstantSource::system);
    return switch (rules.keys()) {
      case TokenRules.Keys.Local() -> {
        requireLoopback(server);
        LOG.info("Tokens: of the local key, on loopback only");
        yield JwtAuthenticator.local(rules, LocalKey.loadOrCreate(Path.of(dataDirectory)), time);
      }
      case TokenRules.Keys.Published published -> {
        LOG.info("Tokens: of {}, with keys from {}", rules.issuer(), published.url());
        yield JwtAuthenticator.published(rules, published, time);
      }
    };
  }

  /**
   * The key for fingerprints of requests: the one that is set, else one that comes of the local
   * key, else one that is forgotten when the server stops. Fingerprints under a key that is not
   * known are not compared, so that losing it has no effect happen twice.
   */
  @Singleton
  RequestSeal requestSeal(
      AuthSettings settings,
      @Value("${galley.data-dir:./galley-data}") String dataDirectory,
      @Value("${galley.idempotency.key:}") String key) {
    String given = key.strip();
    if (!given.isEmpty()) {
      if (given.length() < MIN_KEY) {
        throw new InvalidSetting(
            "galley.idempotency.key (GALLEY_IDEMPOTENCY_KEY)",
            given.length() + " characters",
            MIN_KEY + " or more, drawn at random");
      }
      return new RequestSeal(given.getBytes(StandardCharsets.UTF_8));
    }
    return switch (TokenRules.of(settings).keys()) {
      case TokenRules.Keys.Local() ->
          new RequestSeal(LocalKey.loadOrCreate(Path.of(dataDirectory)).secret());
      case TokenRules.Keys.Published published -> {
        LOG.info(
            "Idempotency keys: requests are compared until this server stops; set"
                + " galley.idempotency.key, the same on all servers of the store, to go on");
        byte[] secret = new byte[MIN_KEY];
        new SecureRandom().nextBytes(secret);
        yield new RequestSeal(secret);
      }
    };
  }

  /** What a path asks of the caller is told by how it begins. */
  private static void refusePrefix(NettyHttpServerConfiguration server) {
    String prefix = Optional.ofNullable(server.getContextPath()).orElse("");
    if (!prefix.isBlank() && !prefix.equals("/")) {
      throw new InvalidSetting(
          "micronaut.server.context-path",
          prefix,
          "nothing; a proxy in front may add a prefix and take it away again");
    }
  }

  private static void requireLoopback(NettyHttpServerConfiguration server) {
    List<NettyListenerConfiguration> listeners = server.getListeners();
    if (listeners == null || listeners.isEmpty()) {
      requireLoopback("micronaut.server.host", server.getHost().orElse(null));
      return;
    }
    for (NettyListenerConfiguration listener : listeners) {
      if (listener.getFamily() != NettyListenerConfiguration.Family.UNIX) {
        requireLoopback(
            "micronaut.server.netty.listeners." + listener.getName() + ".host", listener.getHost());
      }
    }
  }

  private static void requireLoopback(String setting, @Nullable String host) {
    if (host == null || host.isBlank() || !Loopback.is(host)) {
      throw new InvalidSetting(
          setting + " (GALLEY_HOST)",
          host == null || host.isBlank() ? "missing, which means every address" : host,
          "a loopback address such as 127.0.0.1, as tokens are checked with the local key; to serve"
              + " other addresses set galley.auth.jwks-url (GALLEY_AUTH_JWKS_URL),"
              + " galley.auth.issuer and galley.auth.audience");
    }
  }
}
