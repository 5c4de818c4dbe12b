package dev.galley.bootstrap.command;

import dev.galley.bootstrap.PostgresUrl;
import dev.galley.mongo.MongoSettings;
import dev.galley.rest.InvalidSetting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of a start that the command itself has to understand; all others go to the server as
 * they are.
 *
 * @param port 0 lets the system choose
 * @param store {@code postgres} or {@code memory}
 * @param postgresUrl a PostgreSQL server of the operator's; it may hold a password
 * @param kafkaBootstrap brokers to publish events to, {@code host:port} with commas between
 */
record ServeSettings(
    String host,
    int port,
    Path dataDirectory,
    String store,
    Optional<String> postgresUrl,
    Optional<String> mongoUri,
    Optional<String> kafkaBootstrap,
    Map<String, String> sources) {
  static final int DEFAULT_PORT = 8080;
  static final String DEFAULT_HOST = "127.0.0.1";
  static final String MEMORY = "memory";
  static final String POSTGRES = "postgres";
  static final String MONGO = "mongo";

  private static final Set<String> KINDS = Set.of(MEMORY, POSTGRES, MONGO);

  private static final Pattern POSTGRES_URL = Pattern.compile("(jdbc:)?postgresql:");
  private static final Pattern BROKERS =
      Pattern.compile("\\s*[^\\s,/@]+:\\d{1,5}\\s*(,\\s*[^\\s,/@]+:\\d{1,5}\\s*)*");
  private static final String GRACE_PERIOD = "20s";

  ServeSettings {
    sources = Map.copyOf(sources);
  }

  /** The options as they were given, each of them overriding a variable of the environment. */
  record Options(
      Optional<String> host,
      Optional<String> port,
      Optional<String> store,
      Optional<String> postgresUrl,
      Optional<String> mongoUri,
      Optional<String> kafkaBootstrap) {
    static final Options NONE =
        new Options(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /**
   * The settings that options and environment make.
   *
   * @throws CommandFailure naming the option or variable that can't be meant
   */
  static ServeSettings of(Options options, Path dataDirectory, Surroundings surroundings) {
    Map<String, String> sources = new LinkedHashMap<>();
    Optional<String> host = given("--host", "GALLEY_HOST", options.host(), surroundings, sources);
    Optional<String> portText =
        given("--port", "GALLEY_PORT", options.port(), surroundings, sources);
    Optional<String> store =
        given("--store", "GALLEY_STORE", options.store(), surroundings, sources)
            .map(kind -> kind.toLowerCase(Locale.ROOT));
    int port =
        portText
            .map(text ->
                port(text)
                    .orElseThrow(() ->
                        CommandFailure.setting(
                            sources.getOrDefault("--port", "--port"),
                            text,
                            "a number from 0 to 65535")))
            .orElse(DEFAULT_PORT);
    if (store.isPresent() && !KINDS.contains(store.get())) {
      throw CommandFailure.setting(
          sources.getOrDefault("--store", "--store"), store.get(), "postgres, mongo or memory");
    }
    if (options.postgresUrl().isPresent() && store.filter(k -> !k.equals(POSTGRES)).isPresent()) {
      throw CommandFailure.misused(
          "--postgres-url makes no sense with the store '" + store.get() + "'.");
    }
    if (options.mongoUri().isPresent() && store.filter(k -> !k.equals(MONGO)).isPresent()) {
      throw CommandFailure.misused(
          "--mongo-uri makes no sense with the store '" + store.get() + "'.");
    }
    Optional<String> url =
        store.filter(k -> !k.equals(POSTGRES)).isPresent()
            ? Optional.empty()
            : given(
                "--postgres-url",
                "GALLEY_POSTGRES_URL",
                options.postgresUrl(),
                surroundings,
                sources);
    Optional<String> mongo =
        store.filter(k -> !k.equals(MONGO)).isPresent()
            ? Optional.empty()
            : given("--mongo-uri", "GALLEY_MONGO_URI", options.mongoUri(), surroundings, sources);
    if (url.isPresent() && mongo.isPresent()) {
      throw CommandFailure.misused(
          sources.get("--postgres-url")
              + " and "
              + sources.get("--mongo-uri")
              + " name two stores (expected: one of them, or --store to choose).");
    }
    String kind = store.orElse(mongo.isPresent() ? MONGO : POSTGRES);
    if (kind.equals(MONGO) && mongo.isEmpty()) {
      throw CommandFailure.misused(
          "The store 'mongo' needs GALLEY_MONGO_URI (expected:"
              + " mongodb://user:password@host,host/database?replicaSet=name).");
    }
    if (url.isPresent() && !POSTGRES_URL.matcher(url.get()).lookingAt()) {
      // The value is not shown: it may hold a password.
      throw CommandFailure.setting(
          sources.getOrDefault("--postgres-url", "--postgres-url"),
          "another kind of address",
          "jdbc:postgresql://host:port/database?user=...&password=...");
    }
    requireMeaning(url);
    mongo.ifPresent(ServeSettings::mongo);
    Optional<String> kafka =
        given(
            "--kafka-bootstrap",
            "GALLEY_KAFKA_BOOTSTRAP",
            options.kafkaBootstrap(),
            surroundings,
            sources);
    if (kafka.isPresent() && !BROKERS.matcher(kafka.get()).matches()) {
      throw CommandFailure.setting(
          sources.getOrDefault("--kafka-bootstrap", "--kafka-bootstrap"),
          kafka.get(),
          "host:port, and more of them behind commas");
    }
    return new ServeSettings(
        host.orElse(DEFAULT_HOST), port, dataDirectory, kind, url, mongo, kafka, sources);
  }

  static OptionalInt port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port >= 0 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static Optional<String> given(
      String option,
      String variable,
      Optional<String> value,
      Surroundings surroundings,
      Map<String, String> sources) {
    Optional<String> result = value.map(String::strip).filter(text -> !text.isEmpty());
    result.ifPresent(text -> sources.put(option, option));
    if (result.isEmpty()) {
      result = surroundings.variable(variable);
      result.ifPresent(text -> sources.put(option, variable));
    }
    return result;
  }

  /** The settings in the server's own names. */
  Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("micronaut.server.host", host);
    properties.put("micronaut.server.port", port);
    properties.put("micronaut.lifecycle.graceful-shutdown.enabled", true);
    properties.put("micronaut.lifecycle.graceful-shutdown.grace-period", GRACE_PERIOD);
    properties.put("galley.data-dir", dataDirectory.toString());
    properties.put("galley.store.kind", store);
    postgresUrl.ifPresent(url -> properties.put("galley.postgres.url", url));
    mongoUri.ifPresent(uri -> properties.put(MongoSettings.SETTING, uri));
    kafkaBootstrap.ifPresent(brokers -> properties.put("galley.kafka.bootstrap", brokers));
    return properties;
  }

  /** The store in words, without secrets. */
  String storeText() {
    if (store.equals(MEMORY)) {
      return "memory; all is forgotten when the server stops";
    }
    if (mongoUri.isPresent()) {
      return "MongoDB at " + mongo(mongoUri.get());
    }
    return postgresUrl
        .map(url -> "PostgreSQL at " + PostgresUrl.parse(url).address())
        .orElse("PostgreSQL of its own, in the data directory");
  }

  /** Where events go, in words. */
  String eventsText() {
    return kafkaBootstrap.map(brokers -> "to Kafka at " + brokers).orElse("at /api/events");
  }

  /** What a connection string says, if it can be meant and asks for no less than is promised. */
  private static MongoSettings mongo(String uri) {
    try {
      return MongoSettings.of(uri);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.misused(
          Objects.requireNonNullElse(e.getMessage(), MongoSettings.SETTING)
              + " (GALLEY_MONGO_URI)");
    }
  }

  private static void requireMeaning(Optional<String> url) {
    try {
      url.ifPresent(PostgresUrl::parse);
    } catch (InvalidSetting e) {
      throw CommandFailure.misused(Objects.requireNonNullElse(e.getMessage(), PostgresUrl.SETTING));
    }
  }

  /** Without the address of the store, which may hold a password. */
  @Override
  public String toString() {
    return "ServeSettings[" + host + ", " + port + ", " + dataDirectory + ", " + store + ']';
  }
}
