package dev.galley.benchmarks;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.jdbc.embedded.EmbeddedPostgres;
import dev.galley.jdbc.embedded.EmbeddedPostgresSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Canaries: values of secrets, and tokens of assistants, that nobody else in the world has. They
 * are sent in every way in which they can be, right and wrong, with the log at its most talkative;
 * then they are looked for in all answers, logs, tables, and in an export.
 */
final class SecretsProof {
  private final Server server;
  private final HttpClient http;

  /** Not secret: what finds it would find the others. */
  private final String control = "control-" + UUID.randomUUID();

  private long controls;
  private final List<String> canaries = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();

  private SecretsProof(Server server, HttpClient http) {
    this.server = server;
    this.http = http;
  }

  static boolean run(Path dataDirectory, int secrets) throws Exception {
    SecretsProof proof;
    try (Server server =
            Server.start(
                dataDirectory,
                Map.of("LOGGER_LEVELS_DEV_GALLEY", "DEBUG", "LOGGER_LEVELS_ROOT", "DEBUG"));
        HttpClient http = HttpClient.newHttpClient()) {
      proof = new SecretsProof(server, http);
      for (int i = 0; i < secrets; i++) {
        proof.story(i);
      }
      proof.get("/api/events?limit=200");
      proof.get("/api/assistants-list");
    }
    Path export = dataDirectory.resolve("export.jsonl");
    int status =
        Server.command(
            Map.of(), "export", export.toString(), "--data-dir", dataDirectory.toString());
    boolean good = status == 0;
    good &= proof.count("answers", proof.answers.stream()) == 0;
    good &= proof.files("logs", dataDirectory, ".log") == 0;
    good &= proof.files("the export", dataDirectory, ".jsonl") == 0;
    good &= proof.tables(dataDirectory) == 0;
    System.out.printf("%d canaries in %d answers%n", proof.canaries.size(), proof.answers.size());
    return good;
  }

  private String canary() {
    String canary = "canary-" + UUID.randomUUID();
    canaries.add(canary);
    return canary;
  }

  private void story(int number) throws Exception {
    JsonObject named =
        JsonObject.builder().put("name", "Keeper " + number).put("welcome", control).build();
    String path =
        "/api/assistants/"
            + text(post("/api/assistants", named.with("token", Json.of(canary()))), "id");
    String secret = text(post(path + "/secrets", secret("key", canary())), "id");
    put(path + "/secrets/" + secret, secret("other", canary()));
    post(path + "/_edit", JsonObject.EMPTY);
    String draft = "/api/assistants/" + text(get(path + "/draft"), "id");
    put(draft + "/secrets/" + secret, secret("third", canary()));
    post(draft + "/secrets", secret("more", canary()));
    put(draft, JsonObject.builder().put("token", canary()).build());
    // Wrong in every way: what is sent must not come back in what is said about it.
    post(path + "/secrets", JsonObject.builder().put("value", canary()).build());
    post(path + "/secrets", secret("key", canary()).with("hint", Json.of(1)));
    post(path + "/secrets", JsonObject.builder().put("name", canary().length()).build());
    post(path + "/secrets", secret("x".repeat(300), canary()));
    post(path + "/secrets", secret("third", canary() + "x".repeat(70_000)));
    put(path + "/secrets/" + UUID.randomUUID(), secret("k", canary()));
    raw("POST", path + "/secrets", "{\"name\": \"k\", \"value\": \"" + canary() + "\"");
    raw("POST", path + "/secrets", "{\"value\": \"" + canary() + "\", \"value\": 1}");
    raw("PUT", path, "{\"token\": [\"" + canary() + "\"]}");
    get(path + "/_compare");
    get(path + "/draft");
    get(draft + "/secrets");
    post(path + "/draft/_commit", JsonObject.EMPTY);
    for (String rest :
        List.of(
            "", "/secrets", "/revisions", "/revisions/2", "/_compare?from=revision:1&to=live")) {
      get(path + rest);
    }
  }

  private static JsonObject secret(String name, String value) {
    return JsonObject.builder().put("name", name).put("value", value).build();
  }

  private static String text(Client.Answer answer, String name) {
    return answer.text(name);
  }

  private Client.Answer get(String path) throws Exception {
    return raw("GET", path, "");
  }

  private Client.Answer post(String path, JsonObject body) throws Exception {
    return raw("POST", path, CanonicalJson.write(body));
  }

  private Client.Answer put(String path, JsonObject body) throws Exception {
    return raw("PUT", path, CanonicalJson.write(body));
  }

  private Client.Answer raw(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .header("Authorization", "Bearer " + server.token("keeper"))
            .header("Content-Type", "application/json");
    if (method.equals("POST")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    HttpResponse<String> answer =
        http.send(
            request
                .method(
                    method,
                    body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 500) {
      throw new IllegalStateException(method + ' ' + path + ": " + answer.statusCode());
    }
    answers.add(answer.headers().map() + answer.body());
    Json json = answer.body().isEmpty() ? JsonObject.EMPTY : JsonReader.read(answer.body());
    return new Client.Answer(
        answer.statusCode(), json instanceof JsonObject object ? object : JsonObject.EMPTY, "");
  }

  private long count(String where, Stream<String> texts) {
    List<String> wanted = new ArrayList<>(canaries);
    canaries.forEach(canary ->
        wanted.add(
            Base64.getEncoder()
                .withoutPadding()
                .encodeToString(canary.getBytes(StandardCharsets.UTF_8))
                .substring(0, 40)));
    long hits =
        texts
            .peek(text -> controls += text.contains(control) ? 1 : 0)
            .filter(text -> wanted.stream().anyMatch(text::contains))
            .count();
    System.out.printf("%s %s: %d hits%n", hits == 0 ? "ok  " : "BAD ", where, hits);
    return hits;
  }

  private long files(String what, Path folder, String ending) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(folder)) {
      found = files.filter(file -> file.toString().endsWith(ending)).toList();
    }
    long hits = found.isEmpty() ? 1 : 0;
    for (Path file : found) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        hits += count(what + " (" + file.getFileName() + ')', lines);
      }
    }
    return hits;
  }

  private long tables(Path dataDirectory) throws SQLException {
    long hits = 0;
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.start(EmbeddedPostgresSettings.in(dataDirectory));
        Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      for (String table : names(connection)) {
        hits += count("table " + table, rows(connection, table).stream());
      }
    }
    return hits;
  }

  private static List<String> names(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet tables =
        connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME"));
      }
    }
    return names;
  }

  private static List<String> rows(Connection connection, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT t::text FROM \"" + table + "\" t")) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
