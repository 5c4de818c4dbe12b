package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.galley.application.event.EventPublisher;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.MapPropertySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaPublisherFactoryTest {
  /** Nobody listens there. */
  private static final String NOWHERE = "127.0.0.1:1";

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"galley\""
          + " password=\"s3cret\";";

  @Test
  void withoutTheSettingThereIsNoPublisher() {
    try (ApplicationContext context = ApplicationContext.run()) {
      assertThat(context.containsBean(EventPublisher.class)).isFalse();
    }
  }

  @Test
  void theStartDoesNotNeedKafka() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("galley.kafka.bootstrap", NOWHERE))) {
      assertThat(context.getBean(EventPublisher.class)).isInstanceOf(ResilientEventPublisher.class);
      KafkaHealth health = context.getBean(KafkaHealth.class);
      Eventually.holds(() -> health.state().outage().isPresent());
      assertThat(health.state().breaker()).isEqualTo(KafkaHealth.Breaker.CLOSED);
    }
  }

  @Test
  void settingsHaveTheirDefaults() {
    assertThat(settings(Map.of()).topics()).isEqualTo(TopicNames.DEFAULT);
    assertThat(settings(Map.of()).resilience()).isEqualTo(ResilienceSettings.DEFAULT);
    assertThat(settings(Map.of()).toString()).isEqualTo(KafkaSettings.at(NOWHERE).toString());
  }

  @Test
  void propertiesComeFromConfiguration() {
    KafkaSettings settings =
        settings(
            Map.of(
                "galley.kafka.mode", "structured",
                "galley.kafka.topics.draft-committed", "{tenant}-commits",
                "galley.kafka.topics.lifecycle", "{tenant}-rest",
                "galley.kafka.properties.security.protocol", "SASL_PLAINTEXT",
                "galley.kafka.properties.sasl.mechanism", "PLAIN",
                "galley.kafka.properties.sasl.jaas.config", LOGIN));
    assertThat(settings.mode()).isEqualTo(KafkaSettings.Mode.STRUCTURED);
    assertThat(settings.topics().perTenant()).isTrue();
    assertThat(settings.client().values())
        .containsOnly(
            Map.entry("security.protocol", "SASL_PLAINTEXT"),
            Map.entry("sasl.mechanism", "PLAIN"),
            Map.entry("sasl.jaas.config", LOGIN));
    assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain("s3cret");
  }

  @Test
  void propertiesComeFromTheEnvironment(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, "ssl.truststore.type=PEM\nclient.rack=one\n");
    Map<String, Object> variables = new HashMap<>();
    variables.put("GALLEY_KAFKA_BOOTSTRAP", NOWHERE);
    variables.put("GALLEY_KAFKA_TOPICS_DRAFT_COMMITTED", "commits");
    variables.put("GALLEY_KAFKA_RESILIENCE_TIME_LIMIT", "20s");
    variables.put("GALLEY_KAFKA_PROPERTIES_FILE", file.toString());
    variables.put("GALLEY_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL");
    variables.put("GALLEY_KAFKA_PROPERTIES_SASL_MECHANISM", "PLAIN");
    variables.put("GALLEY_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", LOGIN);
    variables.put("GALLEY_KAFKA_PROPERTIES_SASL_LOGIN_REFRESH_WINDOW_FACTOR", "0.8");
    try (ApplicationContext context =
        ApplicationContext.builder().propertySources(new Variables(variables)).start()) {
      KafkaSettings settings = context.getBean(KafkaSettings.class);
      assertThat(settings.topics().draftCommitted()).isEqualTo("commits");
      assertThat(settings.resilience().timeLimit()).hasSeconds(20);
      assertThat(settings.client().values())
          .containsOnly(
              Map.entry("ssl.truststore.type", "PEM"),
              Map.entry("client.rack", "one"),
              Map.entry("security.protocol", "SASL_SSL"),
              Map.entry("sasl.mechanism", "PLAIN"),
              Map.entry("sasl.jaas.config", LOGIN),
              Map.entry("sasl.login.refresh.window.factor", "0.8"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "galley.kafka.bootstrap|localhost",
        "galley.kafka.partitions|0",
        "galley.kafka.replication|0",
        "galley.kafka.topics.lifecycle|a b",
        "galley.kafka.resilience.attempts|0",
        "galley.kafka.properties-file|/no/such/file",
        "galley.kafka.properties.acks|1",
        "galley.kafka.properties.enable.idempotence|false",
        "galley.kafka.properties.max.in.flight.requests.per.connection|6",
        "galley.kafka.properties.bootstrap.servers|elsewhere:9092",
        "galley.kafka.properties.transactional.id|mine",
        "galley.kafka.properties.key.serializer|x",
        "galley.kafka.properties.value.serializer|x",
        "galley.kafka.properties.partitioner.class|x",
        "galley.kafka.properties.partitioner.ignore.keys|true",
        "galley.kafka.properties.linger.ms|soon",
        "galley.kafka.properties.delivery.timeout.ms|10",
      })
  void aSettingThatCannotBeMeantIsNamed(String name, String value) {
    Throwable invalid = rootOf(Map.of(name, value));
    assertThat(invalid).isInstanceOf(InvalidKafkaSetting.class);
    assertThat(invalid).hasMessageStartingWith(name + ": " + value + " (expected: ");
  }

  @Test
  void aLoginThatCannotBeParsedIsNotShown() {
    Throwable thrown =
        catchThrowable(() ->
            settings(
                Map.of(
                    "galley.kafka.properties.sasl.jaas.config",
                    LOGIN.replace("\"s3cret\"", "my s3cret"))));
    assertThat(thrown).isNotNull();
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain("s3cret");
    }
    assertThat(root(thrown))
        .hasMessageStartingWith("galley.kafka.properties.sasl.jaas.config: [hidden] (expected: ");
  }

  private static KafkaSettings settings(Map<String, Object> given) {
    Map<String, Object> properties = new HashMap<>(given);
    properties.putIfAbsent("galley.kafka.bootstrap", NOWHERE);
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      return context.getBean(KafkaSettings.class);
    }
  }

  private static Throwable rootOf(Map<String, Object> given) {
    return root(catchThrowable(() -> settings(given)));
  }

  private static Throwable root(Throwable thrown) {
    Throwable at = thrown;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  /** Variables of the environment, which this process can't set for itself. */
  private static final class Variables extends MapPropertySource {
    Variables(Map<String, Object> values) {
      super("variables", values);
    }

    @Override
    public PropertyConvention getConvention() {
      return PropertyConvention.ENVIRONMENT_VARIABLE;
    }
  }
}
