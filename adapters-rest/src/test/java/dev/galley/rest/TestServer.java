package dev.galley.rest;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.rest.security.LocalKey;
import dev.galley.rest.security.LocalTokens;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A server on a free loopback port, with clients for it. */
public final class TestServer implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final EmbeddedServer server;
  private final Path dataDirectory;

  private TestServer(EmbeddedServer server, Path dataDirectory) {
    this.server = server;
    this.dataDirectory = dataDirectory;
  }

  /** A server with the local key. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** A server with these settings beside those that tests need. */
  public static TestServer start(Map<String, Object> settings) {
    try {
      Path data = Files.createTempDirectory("galley-rest-test");
      Map<String, Object> all = new HashMap<>();
      all.put("micronaut.server.host", "127.0.0.1");
      all.put("micronaut.server.port", -1);
      all.put("micronaut.server.netty.max-header-size", 32 * 1024);
      all.put("galley.data-dir", data.toString());
      all.put("galley.rest.max-body-size", "64KB");
      all.putAll(settings);
      return new TestServer(ApplicationContext.run(EmbeddedServer.class, all), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What makes local tokens for this server. */
  public LocalTokens tokens() {
    return new LocalTokens(LocalKey.load(dataDirectory).orElseThrow(), InstantSource.system());
  }

  /** Alice, who writes in sales and has the seat. */
  public static Caller alice() {
    return new Caller(
        new TenantId("default"),
        "alice",
        Map.of("sales", TeamRole.WRITER),
        Set.of(Caller.AI_SEAT),
        Set.of(Caller.CREATE_ASSISTANTS),
        Set.of());
  }

  /** A token of Alice. */
  public String token() {
    return tokens().mint(alice(), Duration.ofMinutes(5));
  }

  /** A request for a path, without credentials. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
        .timeout(Duration.ofSeconds(20));
  }

  /** A request of Alice. */
  public HttpRequest.Builder asAlice(String path) {
    return request(path).header("Authorization", "Bearer " + token());
  }

  /** The answer. */
  public static Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the server says to these bytes until it closes the connection. */
  public String raw(String bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The beans of the server. */
  public ApplicationContext context() {
    return server.getApplicationContext();
  }

  @Override
  public void close() {
    server.close();
  }

  /** An answer. */
  public record Answer(HttpResponse<byte[]> http) {

    public int status() {
      return http.statusCode();
    }

    public String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    public String text() {
      return new String(http.body(), StandardCharsets.UTF_8);
    }

    public JsonObject json() {
      Json json = JsonReader.read(http.body(), 64);
      return (JsonObject) json;
    }

    public String code() {
      return json().text("code").orElse("");
    }
  }
}
