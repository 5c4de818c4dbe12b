package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsTest {
  private static final String SECRET = "h4rd-t0-guess";

  @Test
  void noLevelOfLoggingShowsThem() {
    Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
    Level level = root.getLevel();
    Level kafkaLevel = kafka.getLevel();
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    seen.start();
    List<Appender<ILoggingEvent>> usual = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(usual::add);
    usual.forEach(root::detachAppender);
    root.addAppender(seen);
    root.setLevel(Level.DEBUG);
    kafka.setLevel(Level.DEBUG);
    try {
      KafkaSettings made = KafkaSettings.at("127.0.0.1:1");
      KafkaSettings settings =
          new KafkaSettings(
              made.bootstrap(),
              made.mode(),
              made.topics(),
              true,
              3,
              -1,
              ClientProperties.of(
                  Map.of(
                      "security.protocol",
                      "SASL_SSL",
                      "sasl.mechanism",
                      "PLAIN",
                      "sasl.jaas.config",
                      "org.apache.kafka.common.security.plain.PlainLoginModule required"
                          + " username=\"galley\" password=\""
                          + SECRET
                          + "\";",
                      "ssl.truststore.location",
                      "/no/such/file",
                      "ssl.truststore.password",
                      SECRET,
                      "some.plugin.secret",
                      SECRET)),
              made.resilience());
      try (Publishing publishing = Publishing.with(settings)) {
        Throwable outcome = publishing.outcome(Story.inFreshTenant().last()).orElseThrow();
        for (Throwable at = outcome; at != null; at = at.getCause()) {
          assertThat(at.toString()).doesNotContain(SECRET);
        }
        assertThat(publishing.health().state().outage()).isPresent();
        assertThat(settings.toString() + publishing.health().state()).doesNotContain(SECRET);
      }
      List<String> lines = seen.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
      assertThat(lines)
          .anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"))
          .anyMatch(line -> line.contains("some.plugin.secret"))
          .noneMatch(line -> line.contains(SECRET));
    } finally {
      root.detachAppender(seen);
      usual.forEach(root::addAppender);
      root.setLevel(level);
      kafka.setLevel(kafkaLevel);
    }
  }
}
