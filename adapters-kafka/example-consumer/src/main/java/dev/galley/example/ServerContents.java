package dev.galley.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads contents from a Galley over HTTP. */
final class ServerContents implements Contents {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 32 * 1024 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI server;
  private final Optional<Path> tokenFile;

  ServerContents(URI server, Optional<Path> tokenFile) {
    this.server = server;
    this.tokenFile = tokenFile;
  }

  @Override
  public Answer read(String link, Optional<String> hash) throws TryLater, InterruptedException {
    // Anything else could lead the token to another host.
    if (!link.startsWith("/")) {
      return new Answer.Missing("contentLink: no path");
    }
    HttpResponse<byte[]> response = get(link);
    return switch (response.statusCode()) {
      case 200 -> content(hash, response.body());
      case 401, 408, 429, 500, 502, 503, 504 ->
          throw new TryLater(server + link + " answers " + response.statusCode());
      default -> new Answer.Missing("the server answers " + response.statusCode());
    };
  }

  private HttpResponse<byte[]> get(String link) throws TryLater, InterruptedException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server + link))
              .timeout(PATIENCE)
              .header("Accept", "application/json");
      if (tokenFile.isPresent()) {
        request.header("Authorization", "Bearer " + Files.readString(tokenFile.get()).strip());
      }
      return http.send(
          request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    } catch (IOException e) {
      throw new TryLater(server + link + ": " + e);
    }
  }

  private static Answer content(Optional<String> hash, byte[] body) {
    try {
      JsonNode revision = JSON.readTree(body);
      String found = revision.path("contentHash").asText();
      if (!found.equals(hash.orElse(found))) {
        return new Answer.Missing("the server has another content under the link");
      }
      return revision.path("content").isObject()
          ? new Answer.Found(revision.path("content"))
          : new Answer.Missing("the server answers without a content");
    } catch (IOException e) {
      return new Answer.Missing("the server answers no JSON");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
