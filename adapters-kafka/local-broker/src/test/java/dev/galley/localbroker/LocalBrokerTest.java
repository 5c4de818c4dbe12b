package dev.galley.localbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaBroker.class)
class LocalBrokerTest {
  /** For what succeeds. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For what doesn't. */
  private static final Duration BRIEF = Duration.ofSeconds(3);

  @Test
  void theSharedOneTakesRecords(Broker broker) throws Exception {
    createTopic(broker, "plain");
    send(broker, "plain", "one", PATIENCE);
    assertThat(read(broker, "plain", 1)).containsExactly("one");
  }

  @Test
  void theSharedOneIsThereOnce(Broker broker) {
    assertThat(KafkaBroker.shared()).isSameAs(broker);
  }

  @Test
  void noTopicComesByItself(Broker broker) {
    assertThatThrownBy(() -> send(broker, "unknown", "lost", BRIEF))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("unknown");
  }

  @Test
  void aKilledOneComesBackWithItsRecordsOnItsPort(BrokerProcess broker) throws Exception {
    createTopic(broker, "kept");
    send(broker, "kept", "before", PATIENCE);
    broker.kill();
    assertThat(broker.running()).isFalse();
    broker.start();
    send(broker, "kept", "after", PATIENCE);
    assertThat(read(broker, "kept", 2)).containsExactly("before", "after");

    broker.pause();
    assertThatThrownBy(() -> send(broker, "kept", "frozen", BRIEF))
        .isInstanceOf(ExecutionException.class);
    broker.resume();
    send(broker, "kept", "thawed", PATIENCE);

    broker.stop();
    broker.forgetEverything();
    broker.start();
    assertThat(topics(broker)).doesNotContain("kept");
  }

  @Test
  void endsWithItsParent(@TempDir Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--port",
                "0",
                "--data",
                folder.toString(),
                "--with-parent")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).matches("ready 127\\.0\\.0\\.1:[0-9]+");
      process.outputWriter().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void createTopic(Broker broker, String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
          .all()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<String> topics(Broker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return List.copyOf(admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
  }

  private static void send(Broker broker, String topic, String value, Duration limit)
      throws Exception {
    int millis = (int) limit.toMillis();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "max.block.ms",
                millis,
                "request.timeout.ms",
                millis / 2,
                "delivery.timeout.ms",
                millis),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static List<String> read(Broker broker, String topic, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      long limit = System.nanoTime() + PATIENCE.toNanos();
      while (values.size() < count && System.nanoTime() < limit) {
        for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofMillis(200))) {
          values.add(one.value());
        }
      }
    }
    return values;
  }
}
