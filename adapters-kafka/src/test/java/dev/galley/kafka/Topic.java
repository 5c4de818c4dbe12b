package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.localbroker.Broker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What tests do with topics. */
final class Topic {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Topic() {}

  static void create(Broker broker, String name, int partitions, Map<String, String> config) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config)))
          .all()
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Optional<Integer> partitions(Broker broker, String name) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return Optional.of(
          admin
              .describeTopics(List.of(name))
              .allTopicNames()
              .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
              .values()
              .iterator()
              .next()
              .partitions()
              .size());
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Everything that is on the topics, as soon as that is what is waited for. */
  static List<ConsumerRecord<String, byte[]>> read(
      Broker broker, List<String> topics, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        for (PartitionInfo info : consumer.partitionsFor(topic)) {
          partitions.add(new TopicPartition(topic, info.partition()));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (!enough.test(records)) {
        assertThat(System.nanoTime()).as("%s records came", records.size()).isLessThan(limit);
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  static List<ConsumerRecord<String, byte[]>> read(Broker broker, int count, String... topics) {
    return read(broker, List.of(topics), records -> records.size() >= count);
  }
}
