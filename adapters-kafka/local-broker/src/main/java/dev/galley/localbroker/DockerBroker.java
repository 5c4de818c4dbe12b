package dev.galley.localbroker;

import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker in Docker: the official image, of the version that the clients have. */
public final class DockerBroker implements Broker {
  private final KafkaContainer container;

  private DockerBroker(KafkaContainer container) {
    this.container = container;
  }

  /** Whether there is a Docker to run one in. */
  public static boolean available() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Starts one. */
  public static DockerBroker start() {
    KafkaContainer container =
        new KafkaContainer(
                DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion()))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    container.start();
    return new DockerBroker(container);
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public String sort() {
    return "in Docker";
  }

  @Override
  public void close() {
    container.stop();
  }
}
