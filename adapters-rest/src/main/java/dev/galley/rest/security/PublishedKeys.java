package dev.galley.rest.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's published keys: fetched when they are first needed, again when they are old or a
 * token names a key that is not among them, and never more often than the rate limit lets.
 *
 * <p>While the issuer does not answer, keys known before stay in use for a while; a key that is not
 * among them is then neither good nor bad, and the exception says so. (The library's own outage
 * tolerance would say that there is no such key.)
 */
final class PublishedKeys implements JWKSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

  /** More than any published set of keys needs. */
  private static final int MAX_BYTES = 256 * 1024;

  private final JWKSource<SecurityContext> fetching;
  private final Duration tolerance;
  private final InstantSource clock;
  private volatile @Nullable Known known;

  /** The keys of the last fetch that succeeded. */
  private record Known(JWKSet keys, Instant at) {}

  PublishedKeys(TokenRules.Keys.Published from, InstantSource clock) {
    int timeout = (int) from.timeout().toMillis();
    DefaultResourceRetriever retriever = new DefaultResourceRetriever(timeout, timeout, MAX_BYTES);
    retriever.setDisconnectsAfterUse(true);
    this.tolerance = from.outageTolerance();
    this.clock = clock;
    try {
      this.fetching =
          JWKSourceBuilder.create(
                  new Remembering(
                      new URLBasedJWKSetSource<>(from.url().toURL(), retriever),
                      from.url().getHost()))
              // Whoever waits for another request's fetch waits little longer than that may take.
              .cache(from.cache().toMillis(), 2L * timeout + 1_000)
              .refreshAheadCache(false)
              .retrying(false)
              .rateLimited(from.refreshInterval().toMillis())
              .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("url: " + from.url() + " (expected: https or http)", e);
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return fetching.get(selector, context);
    } catch (KeySourceException e) {
      Known last = known;
      if (last != null && clock.instant().isBefore(last.at().plus(tolerance))) {
        List<JWK> matching = selector.select(last.keys());
        if (!matching.isEmpty()) {
          return matching;
        }
      }
      throw e;
    }
  }

  /** Keeps what a fetch brought, and logs once for each that fails. */
  private final class Remembering implements JWKSetSource<SecurityContext> {
    private final JWKSetSource<SecurityContext> remote;
    private final String host;

    Remembering(JWKSetSource<SecurityContext> remote, String host) {
      this.remote = remote;
      this.host = host;
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long time, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        JWKSet fetched = remote.getJWKSet(refresh, time, context);
        known = new Known(fetched, clock.instant());
        return fetched;
      } catch (KeySourceException e) {
        LOG.warn("{} gives no keys to check tokens with: {}", host, e.getMessage());
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      remote.close();
    }
  }
}
