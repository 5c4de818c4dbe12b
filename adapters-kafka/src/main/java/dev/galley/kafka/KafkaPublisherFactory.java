package dev.galley.kafka;

import dev.galley.application.event.EventPublisher;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishing on Kafka: active with {@code galley.kafka.bootstrap}. The {@link EventPublisher} that
 * it gives is the guarded one. The start fails for settings that can't be meant, and never because
 * Kafka is away.
 */
@Factory
@Requires(property = "galley.kafka.bootstrap")
public final class KafkaPublisherFactory {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisherFactory.class);
  private static final String VARIABLE = "GALLEY_KAFKA_PROPERTIES_";
  private static final String FILE_VARIABLE = "GALLEY_KAFKA_PROPERTIES_FILE";

  @Context
  KafkaSettings settings(
      Given given,
      TopicsGiven topics,
      ResilienceGiven resilience,
      @Property(name = ClientProperties.SETTING)
          @MapFormat(
              transformation = MapFormat.MapTransformation.FLAT,
              keyFormat = StringConvention.RAW)
          @Nullable Map<String, Object> properties,
      Environment environment) {
    Map<String, String> client = new LinkedHashMap<>();
    if (given.propertiesFile() != null) {
      client.putAll(ClientProperties.read(Path.of(given.propertiesFile())));
    }
    if (properties != null) {
      properties.forEach((name, value) -> client.put(name, value.toString()));
    }
    client.putAll(variables(environment));
    KafkaSettings settings =
        new KafkaSettings(
            given.bootstrap(),
            given.mode(),
            new TopicNames(topics.draftCommitted(), topics.lifecycle()),
            given.createTopics(),
            given.partitions(),
            given.replication(),
            ClientProperties.of(client),
            resilience.settings());
    Duration longest = settings.client().longestSend();
    if (settings.resilience().timeLimit().compareTo(longest) <= 0) {
      // What is given up too early is sent again, round after round.
      throw new InvalidKafkaSetting(
          "galley.kafka.resilience.time-limit",
          settings.resilience().timeLimit().toMillis() + "ms",
          "more than max.block.ms + delivery.timeout.ms = " + longest.toMillis() + "ms");
    }
    LOG.info(
        "Events: Kafka at {}, topics {} and {}, mode {}",
        settings.bootstrap(),
        settings.topics().draftCommitted(),
        settings.topics().lifecycle(),
        settings.mode());
    return settings;
  }

  /**
   * What variables of the environment say, {@code GALLEY_KAFKA_PROPERTIES_SASL_MECHANISM} about
   * {@code sasl.mechanism}: Kafka's names have dots only. The framework can't know that, and leaves
   * variables out of maps whose keys are to stay as they are.
   */
  private static Map<String, String> variables(Environment environment) {
    Map<String, String> result = new LinkedHashMap<>();
    for (PropertySource source : environment.getPropertySources()) {
      if (source.getConvention() != PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE) {
        continue;
      }
      for (String name : source) {
        Object value = source.get(name);
        if (name.startsWith(VARIABLE) && !name.equals(FILE_VARIABLE) && value != null) {
          String property = name.substring(VARIABLE.length());
          result.put(property.toLowerCase(Locale.ROOT).replace('_', '.'), value.toString());
        }
      }
    }
    return result;
  }

  @Singleton
  KafkaHealth health() {
    return new KafkaHealth(InstantSource.system());
  }

  @Context
  @Bean(typed = KafkaEventPublisher.class, preDestroy = "close")
  KafkaEventPublisher kafka(KafkaSettings settings, KafkaHealth health) {
    return KafkaEventPublisher.start(settings, health);
  }

  @Singleton
  @Primary
  @Bean(
      typed = {EventPublisher.class, ResilientEventPublisher.class},
      preDestroy = "close")
  ResilientEventPublisher publisher(
      KafkaEventPublisher kafka, KafkaSettings settings, KafkaHealth health) {
    ResilientEventPublisher guarded = new ResilientEventPublisher(kafka, settings.resilience());
    health.watch(guarded::breaker);
    return guarded;
  }

  /** The settings beside those in groups. */
  @ConfigurationProperties("galley.kafka")
  record Given(
      String bootstrap,
      @Bindable(defaultValue = "BINARY") KafkaSettings.Mode mode,
      @Bindable(defaultValue = "true") boolean createTopics,
      @Bindable(defaultValue = "12") int partitions,
      @Bindable(defaultValue = "-1") int replication,
      @Nullable String propertiesFile) {}

  /** The names of topics. */
  @ConfigurationProperties("galley.kafka.topics")
  record TopicsGiven(
      @Bindable(defaultValue = "galley.draft-committed") String draftCommitted,
      @Bindable(defaultValue = "galley.lifecycle") String lifecycle) {}

  /** What {@link ResilienceSettings} says. */
  @ConfigurationProperties("galley.kafka.resilience")
  record ResilienceGiven(
      @Bindable(defaultValue = "3") int attempts,
      @Bindable(defaultValue = "200ms") Duration backoff,
      @Bindable(defaultValue = "15s") Duration timeLimit,
      @Bindable(defaultValue = "20") int window,
      @Bindable(defaultValue = "50") int failureRate,
      @Bindable(defaultValue = "5s") Duration openFor,
      @Bindable(defaultValue = "3") int trials) {

    ResilienceSettings settings() {
      return new ResilienceSettings(
          attempts, backoff, timeLimit, window, failureRate, openFor, trials);
    }
  }
}
