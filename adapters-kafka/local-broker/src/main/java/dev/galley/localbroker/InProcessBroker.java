package dev.galley.localbroker;

import java.nio.file.Files;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A broker within this process, made by Kafka's own test kit. */
public final class InProcessBroker implements Broker {
  private final KafkaClusterTestKit kit;

  private InProcessBroker(KafkaClusterTestKit kit) {
    this.kit = kit;
  }

  /**
   * Starts one; its records are in a temporary folder and go with it. The kit's own folder would be
   * erased when the JVM ends, beside the broker that still stops, which halts it as a failed disk.
   */
  public static InProcessBroker start() {
    try {
      KafkaClusterTestKit kit =
          new KafkaClusterTestKit.Builder(
                  new TestKitNodes.Builder()
                      .setBaseDirectory(Files.createTempDirectory("galley-kit"))
                      .setCombined(true)
                      .setNumBrokerNodes(1)
                      .setNumControllerNodes(1)
                      .build())
              .setConfigProp("auto.create.topics.enable", "false")
              .setConfigProp("offsets.topic.num.partitions", "1")
              .setConfigProp("offsets.topic.replication.factor", "1")
              .setConfigProp("transaction.state.log.num.partitions", "1")
              .setConfigProp("transaction.state.log.replication.factor", "1")
              .setConfigProp("transaction.state.log.min.isr", "1")
              .setConfigProp("share.coordinator.state.topic.num.partitions", "1")
              .setConfigProp("share.coordinator.state.topic.replication.factor", "1")
              .setConfigProp("group.initial.rebalance.delay.ms", "0")
              .setConfigProp("log.cleaner.dedupe.buffer.size", "2097152")
              .build();
      kit.format();
      kit.startup();
      kit.waitForReadyBrokers();
      return new InProcessBroker(kit);
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not start", e);
    }
  }

  @Override
  public String bootstrapServers() {
    return kit.bootstrapServers();
  }

  @Override
  public String sort() {
    return "within this process";
  }

  @Override
  public void close() {
    try {
      kit.close();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop", e);
    }
  }
}
