package dev.galley.kafka;

import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventRefused;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.event.Event;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes events as records: CloudEvents 1.0 by the Kafka binding, under the key of their aggregate.
 *
 * <p>The time of a record is that of its sending. With the time of the event a broker would refuse
 * what a wrong clock has stamped, and delete at once what had to wait for longer than the topic
 * keeps records.
 */
final class EventRecords {
  private final TopicNames topics;
  private final KafkaSettings.Mode mode;
  private final JsonFormat json = new JsonFormat();

  EventRecords(TopicNames topics, KafkaSettings.Mode mode) {
    this.topics = topics;
    this.mode = mode;
  }

  /** The topic that the event belongs on. */
  String topic(Event event) {
    return topics.of(event.type().topic(), event.aggregate().tenant());
  }

  /**
   * @throws EventRefused when no record can be made of it
   */
  ProducerRecord<String, byte[]> of(EventMessage message) {
    Event event = message.event();
    try {
      MessageWriter<
              CloudEventWriter<ProducerRecord<String, byte[]>>, ProducerRecord<String, byte[]>>
          writer =
              KafkaMessageFactory.createWriter(topic(event), null, null, event.aggregate().key());
      CloudEvent written = cloudEvent(message);
      return switch (mode) {
        case BINARY -> writer.writeBinary(written);
        case STRUCTURED -> writer.writeStructured(written, json);
      };
    } catch (RuntimeException e) {
      // Without the cause: a message about what can't be written may quote it.
      throw new EventRefused(
          "event " + event.id() + ": " + e.getClass().getSimpleName() + " (expected: a CloudEvent)",
          null);
    }
  }

  private static CloudEvent cloudEvent(EventMessage message) {
    CloudEventBuilder builder = CloudEventBuilder.v1();
    message.attributes().forEach(builder::withContextAttribute);
    return builder
        .withData(CanonicalJson.writeInOrder(message.payload()).getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
