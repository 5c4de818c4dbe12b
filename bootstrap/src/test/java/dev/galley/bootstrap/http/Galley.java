package dev.galley.bootstrap.http;

import dev.galley.domain.access.Caller;
import dev.galley.rest.security.LocalKey;
import dev.galley.rest.security.LocalTokens;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A started server with a data directory of its own, and the key that makes tokens for it. */
final class Galley implements AutoCloseable {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final Path dataDirectory;
  private final EmbeddedServer server;
  private final LocalTokens tokens;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(1))
          .build();

  private Galley(Path dataDirectory, EmbeddedServer server) {
    this.dataDirectory = dataDirectory;
    this.server = server;
    this.tokens = new LocalTokens(LocalKey.loadOrCreate(dataDirectory), InstantSource.system());
  }

  /** Starts a server on a free port. */
  static Galley start(Map<String, Object> settings) {
    Path dataDirectory;
    try {
      dataDirectory = Files.createTempDirectory("galley-http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> all = new HashMap<>(settings);
    all.put("galley.data-dir", dataDirectory.toString());
    all.put("micronaut.server.port", -1);
    // A machine may be slow, and nothing is swept under a test that still looks at it.
    all.putIfAbsent("galley.plugins.call-timeout", "30s");
    all.putIfAbsent("galley.plugins.start-timeout", "2m");
    all.putIfAbsent("galley.housekeeping.interval", "1h");
    all.putIfAbsent("galley.plugins.built-in", BuiltInPlugins.folder().toString());
    return new Galley(
        dataDirectory, ApplicationContext.run(EmbeddedServer.class, all, "http-contract"));
  }

  /** Starts a server that keeps everything in memory. */
  static Galley inMemory(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("galley.store.kind", "memory");
    return start(all);
  }

  URI uri(String path) {
    return URI.create(server.getURL() + path);
  }

  HttpClient client() {
    return client;
  }

  ApplicationContext context() {
    return server.getApplicationContext();
  }

  String tokenOf(Caller caller) {
    return tokenOf(caller, Duration.ofHours(1));
  }

  String tokenOf(Caller caller, Duration lifetime) {
    return tokens.mint(caller, lifetime);
  }

  /** A tenant that nobody has used yet. */
  Tenant newTenant() {
    return new Tenant(this, "tenant-" + TENANTS.incrementAndGet());
  }

  /** Somebody without any token. */
  Person nobody() {
    return new Person(this, "");
  }

  @Override
  public void close() {
    // Not close alone: it would wait for a stream that a failed test has left open.
    client.shutdownNow();
    client.close();
    server.getApplicationContext().close();
    try (Stream<Path> files = Files.walk(dataDirectory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
