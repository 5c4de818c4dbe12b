package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProducersTest {
  private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
  private boolean away;
  private final Producers producers = new Producers(this::make);

  private Producer<String, byte[]> make() {
    if (away) {
      throw new KafkaException("Failed to construct kafka producer");
    }
    MockProducer<String, byte[]> producer = new MockProducer<>();
    made.add(producer);
    return producer;
  }

  static List<Throwable> forGood() {
    return List.of(
        new SaslAuthenticationException("refused"),
        new OutOfOrderSequenceException("lost"),
        new IllegalStateException("Cannot perform operation after producer has been closed"),
        new KafkaException("in an error state"));
  }

  static List<Throwable> passing() {
    return List.of(
        new TimeoutException("later"),
        new NotEnoughReplicasException("later"),
        new TopicAuthorizationException("no right"));
  }

  @ParameterizedTest
  @MethodSource("forGood")
  void whatHasFailedForGoodIsReplaced(Throwable reason) {
    Producers.Turn first = producers.current();
    producers.failed(first, reason);
    assertThatThrownBy(producers::current).isSameAs(reason);
    Eventually.holds(() -> made.getFirst().closed());
    Eventually.holds(this::usable);
    assertThat(made).hasSize(2);
    assertThat(producers.current().producer()).isSameAs(made.getLast());

    // A send of the first one that ends late.
    producers.failed(first, reason);
    assertThat(producers.current().producer()).isSameAs(made.getLast());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPassesIsNotReplaced(Throwable reason) {
    Producers.Turn turn = producers.current();
    producers.failed(turn, reason);
    assertThat(producers.current()).isEqualTo(turn);
    assertThat(made).hasSize(1);
  }

  @Test
  void oneThatCannotBeMadeIsTriedAgainLater() {
    away = true;
    assertThatThrownBy(producers::current).isInstanceOf(KafkaException.class);
    away = false;
    assertThatThrownBy(producers::current).isInstanceOf(KafkaException.class);
    Eventually.holds(this::usable);
  }

  @Test
  void theLastOneIsClosed() {
    producers.current();
    producers.close();
    assertThat(made.getFirst().closed()).isTrue();
    assertThatThrownBy(producers::current).isInstanceOf(KafkaUnavailable.class);
  }

  private boolean usable() {
    try {
      producers.current();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
