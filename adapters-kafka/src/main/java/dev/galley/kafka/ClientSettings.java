package dev.galley.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What Kafka's clients are told, before operators add to it. */
final class ClientSettings {
  /** How long a send may wait for the topic's whereabouts or for room in the buffer. */
  static final int MAX_BLOCK_MILLIS = 2_500;

  private static final int REQUEST_MILLIS = 3_000;
  private static final int DELIVERY_MILLIS = 10_000;
  private static final int CONNECT_MILLIS = 3_000;
  private static final int CONNECT_MAX_MILLIS = 5_000;
  private static final int RECONNECT_MAX_MILLIS = 1_000;
  private static final int LINGER_MILLIS = 2;
  private static final long BUFFER_BYTES = 32L << 20;
  private static final String CLIENT = "galley";

  private ClientSettings() {}

  static Map<String, Object> producer(KafkaSettings settings) {
    Map<String, Object> values = producer(settings.bootstrap());
    values.putAll(settings.client().values());
    return values;
  }

  static Map<String, Object> producer(String bootstrap) {
    Map<String, Object> values = common(bootstrap);
    values.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    values.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    values.put(ProducerConfig.ACKS_CONFIG, "all");
    values.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    values.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    values.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    values.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    values.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    values.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return values;
  }

  static Map<String, Object> admin(KafkaSettings settings) {
    Map<String, Object> values = common(settings.bootstrap());
    values.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    settings
        .client()
        .values()
        .forEach((name, value) -> {
          if (!ProducerConfig.configNames().contains(name)
              || AdminClientConfig.configNames().contains(name)) {
            values.put(name, value);
          }
        });
    return values;
  }

  private static Map<String, Object> common(String bootstrap) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    values.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT);
    values.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    values.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECT_MILLIS);
    values.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, CONNECT_MAX_MILLIS);
    values.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MAX_MILLIS);
    return values;
  }
}
