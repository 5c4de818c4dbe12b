package dev.galley.kafka;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How Galley publishes on Kafka.
 *
 * @param bootstrap where the clients begin: {@code host:port}, several with commas
 * @param createTopics whether topics that are missing are created
 * @param partitions of a topic that is created; what an existing one should have
 * @param replication copies of each partition of a topic that is created, -1 for what the brokers
 *     take by themselves
 * @param client what is passed through to Kafka's clients
 */
public record KafkaSettings(
    String bootstrap,
    Mode mode,
    TopicNames topics,
    boolean createTopics,
    int partitions,
    int replication,
    ClientProperties client,
    ResilienceSettings resilience) {
  private static final Pattern SERVER =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\s:,/]+):[0-9]{1,5}");
  private static final int MAX_PARTITIONS = 10_000;

  /** How an event is written into a record. */
  public enum Mode {
    /** The payload alone, the attributes as headers {@code ce_*}. */
    BINARY,
    /** One JSON document of both. */
    STRUCTURED
  }

  public KafkaSettings {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(topics, "topics");
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(resilience, "resilience");
    for (String server : bootstrap.split(",", -1)) {
      if (!SERVER.matcher(server.strip()).matches()) {
        throw new InvalidKafkaSetting(
            "galley.kafka.bootstrap", bootstrap, "host:port, several with commas");
      }
    }
    if (partitions < 1 || partitions > MAX_PARTITIONS) {
      throw new InvalidKafkaSetting(
          "galley.kafka.partitions", partitions, "1 to " + MAX_PARTITIONS);
    }
    if (replication != -1 && (replication < 1 || replication > Short.MAX_VALUE)) {
      throw new InvalidKafkaSetting("galley.kafka.replication", replication, "1 or more, or -1");
    }
  }

  /** Brokers at that address, and nothing else set. */
  public static KafkaSettings at(String bootstrap) {
    return new KafkaSettings(
        bootstrap,
        Mode.BINARY,
        TopicNames.DEFAULT,
        true,
        12,
        -1,
        ClientProperties.NONE,
        ResilienceSettings.DEFAULT);
  }
}
