package dev.galley.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is passed through to Kafka's clients under their own names, {@code security.protocol} for
 * example. Nothing in it may break what Galley promises about events. It may hold secrets and shows
 * none.
 */
public final class ClientProperties {
  /** Nothing. */
  public static final ClientProperties NONE = new ClientProperties(Map.of());

  /** Where the properties are in Galley's settings. */
  static final String SETTING = "galley.kafka.properties";

  /** Where the name of a file with properties is. */
  static final String FILE_SETTING = "galley.kafka.properties-file";

  private static final Logger LOG = LoggerFactory.getLogger(ClientProperties.class);

  /** Records are never read here, and where they go is settled. */
  private static final Map<String, String> NOT_FOR_OPERATORS =
      Map.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "galley.kafka.bootstrap instead",
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "none: keys are texts",
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "none: CloudEvents",
          ProducerConfig.TRANSACTIONAL_ID_CONFIG, "none: Galley uses no transactions",
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
              "none: by key, so that an aggregate keeps its order");

  private static final int MAX_IN_FLIGHT = 5;

  private final Map<String, String> values;

  private ClientProperties(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * These properties.
   *
   * @throws InvalidKafkaSetting for one that would break a promise, and for a value that Kafka's
   *     producer refuses
   */
  public static ClientProperties of(Map<String, String> given) {
    keepsPromises(given);
    Map<String, Object> producer = new LinkedHashMap<>(ClientSettings.producer("localhost:9092"));
    producer.putAll(given);
    for (ConfigValue value : ProducerConfig.configDef().validate(stringly(producer))) {
      if (!value.errorMessages().isEmpty() && given.containsKey(value.name())) {
        throw new InvalidKafkaSetting(
            SETTING + '.' + value.name(),
            shown(value.name(), given),
            "what Kafka's producer accepts");
      }
    }
    requireJaas(given);
    requireUse(given);
    requireTogether(producer);
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(ProducerConfig.configNames());
    unknown.removeAll(AdminClientConfig.configNames());
    if (!unknown.isEmpty()) {
      LOG.warn("{}: Kafka's clients do not know {}", SETTING, unknown);
    }
    return new ClientProperties(given);
  }

  /**
   * The properties of a file.
   *
   * @throws InvalidKafkaSetting when it can't be read
   */
  static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      // Not as a cause: what can't be parsed may be part of a secret.
      throw new InvalidKafkaSetting(
          FILE_SETTING, file, "a file of Java properties that can be read");
    }
    Map<String, String> result = new LinkedHashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> result.put(name, properties.getProperty(name)));
    return result;
  }

  private static void keepsPromises(Map<String, String> given) {
    NOT_FOR_OPERATORS.forEach((name, expected) -> {
      if (given.containsKey(name)) {
        throw new InvalidKafkaSetting(SETTING + '.' + name, given.get(name), expected);
      }
    });
    require(given, ProducerConfig.ACKS_CONFIG, Set.of("all", "-1"), "all");
    require(given, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, Set.of("true"), "true");
    require(given, ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, Set.of("false"), "false");
    String inFlight = given.get(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION);
    if (inFlight != null && !inFlight.strip().matches("[1-" + MAX_IN_FLIGHT + ']')) {
      throw new InvalidKafkaSetting(
          SETTING + '.' + ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          inFlight,
          "1 to " + MAX_IN_FLIGHT);
    }
  }

  private static void require(
      Map<String, String> given, String name, Set<String> allowed, String expected) {
    String value = given.get(name);
    if (value != null && !allowed.contains(value.strip())) {
      throw new InvalidKafkaSetting(SETTING + '.' + name, value, expected);
    }
  }

  /** Kafka's own message about a login that it can't parse may quote a piece of a password. */
  private static void requireJaas(Map<String, String> given) {
    String login = given.get(SaslConfigs.SASL_JAAS_CONFIG);
    if (login == null) {
      return;
    }
    try {
      JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(login)));
    } catch (RuntimeException e) {
      throw new InvalidKafkaSetting(
          SETTING + '.' + SaslConfigs.SASL_JAAS_CONFIG,
          Password.HIDDEN,
          "<login module> required <name>=\"<value>\" ...;");
    }
  }

  /** A login or certificates that nothing uses would mean records in clear text. */
  private static void requireUse(Map<String, String> given) {
    String protocol =
        given
            .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
            .strip()
            .toUpperCase(Locale.ROOT);
    for (String name : given.keySet()) {
      boolean idle =
          (name.startsWith("sasl.") && !protocol.startsWith("SASL_"))
              || (name.startsWith("ssl.") && !protocol.endsWith("SSL"));
      if (idle) {
        throw new InvalidKafkaSetting(
            SETTING + '.' + CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            protocol,
            name.startsWith("sasl.")
                ? "SASL_SSL or SASL_PLAINTEXT, since " + name + " is set"
                : "SSL or SASL_SSL, since " + name + " is set");
      }
    }
  }

  /** How long a send may take at the most until the producer itself gives it up. */
  Duration longestSend() {
    Map<String, Object> producer = new LinkedHashMap<>(ClientSettings.producer("localhost:9092"));
    producer.putAll(values);
    ProducerConfig config = new ProducerConfig(producer);
    return Duration.ofMillis(
        config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG)
            + config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
  }

  /** What Kafka says only when the first producer is made. */
  private static void requireTogether(Map<String, Object> producer) {
    ProducerConfig config;
    try {
      config = new ProducerConfig(producer);
    } catch (ConfigException e) {
      throw new InvalidKafkaSetting(SETTING, e.getMessage(), "what Kafka's producer accepts");
    }
    long delivery = config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    long least =
        config.getLong(ProducerConfig.LINGER_MS_CONFIG)
            + config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    if (delivery < least) {
      throw new InvalidKafkaSetting(
          SETTING + '.' + ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          delivery,
          "at least linger.ms + request.timeout.ms = " + least);
    }
  }

  private static Map<String, String> stringly(Map<String, Object> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  private static @Nullable Object shown(String name, Map<String, String> given) {
    ConfigDef.ConfigKey key = ProducerConfig.configDef().configKeys().get(name);
    return key == null || key.type == ConfigDef.Type.PASSWORD ? Password.HIDDEN : given.get(name);
  }

  /** The values by their names in Kafka; secrets among them. */
  Map<String, String> values() {
    return values;
  }

  /** The names alone. */
  @Override
  public String toString() {
    return new TreeSet<>(values.keySet()).toString();
  }
}
