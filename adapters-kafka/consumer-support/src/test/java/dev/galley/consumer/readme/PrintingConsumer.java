package dev.galley.consumer.readme;

import dev.galley.consumer.AgentEvent;
import dev.galley.consumer.AssistantEvent;
import dev.galley.consumer.GalleyEvent;
import dev.galley.consumer.GalleyEventDeserializer;
import dev.galley.consumer.GalleyMessage;
import dev.galley.consumer.IdempotentHandler;
import dev.galley.consumer.InMemoryAppliedSequences;
import dev.galley.consumer.MalformedMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints what happens to assistants and agents, each event once. */
public final class PrintingConsumer {
  private final IdempotentHandler handler =
      new IdempotentHandler(
          new InMemoryAppliedSequences(100_000),
          PrintingConsumer::print,
          gap -> System.err.println("gap: " + gap));

  public static void main(String[] args) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            args[0],
            "group.id",
            "printing-consumer",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    try (Consumer<String, GalleyMessage> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new GalleyEventDeserializer())) {
      consumer.subscribe(List.of("galley.draft-committed", "galley.lifecycle"));
      PrintingConsumer printing = new PrintingConsumer();
      while (true) {
        printing.pollOnce(consumer);
      }
    }
  }

  void pollOnce(Consumer<String, GalleyMessage> consumer) throws Exception {
    for (ConsumerRecord<String, GalleyMessage> record : consumer.poll(Duration.ofSeconds(1))) {
      if (record.value() instanceof GalleyEvent event) {
        handler.handle(record.topic(), event);
      } else if (record.value() instanceof MalformedMessage malformed) {
        System.err.printf("offset %d: %s%n", record.offset(), malformed.problem());
      }
    }
    consumer.commitSync();
  }

  private static void print(GalleyEvent event) {
    String revision = event.key();
    if (event instanceof AssistantEvent assistant) {
      revision = assistant.payload().naturalId() + " revision " + assistant.payload().revision();
    } else if (event instanceof AgentEvent agent) {
      revision = agent.payload().naturalId() + " revision " + agent.payload().revision();
    }
    System.out.println(event.envelope().type() + " " + revision);
  }
}
