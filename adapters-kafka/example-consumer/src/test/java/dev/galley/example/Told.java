package dev.galley.example;

import dev.galley.application.event.EventMessage;
import dev.galley.consumer.GalleyEventDeserializer;
import dev.galley.consumer.GalleyMessage;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Assistant.Authored;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.CommitDecision;
import dev.galley.domain.assistant.LiveEdit;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventTopic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The life of one assistant by Galley's own domain, and the records that tell of it. */
final class Told {
  static final TopicPartition COMMITS = new TopicPartition("galley.draft-committed", 0);
  static final TopicPartition LIFECYCLE = new TopicPartition("galley.lifecycle", 0);

  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final List<EventMessage> messages = new ArrayList<>();
  private Assistant assistant;
  private Optional<Snapshot> live;

  Told(TenantId tenant, UUID id, String name) {
    AssistantContent content = content(name, "Help.");
    this.live = Optional.of(content.snapshot());
    Transition<Assistant> created =
        Assistant.create(
            new Assistant.Birth(
                AssistantId.fromFresh(id),
                tenant,
                Principal.user("alice"),
                Slug.of(name),
                Optional.empty(),
                List.of(),
                Optional.empty()),
            authored(content),
            stamp(0),
            change());
    this.assistant = created.next();
    tell(created.events());
  }

  static Told supportBot() {
    return new Told(
        new TenantId("acme"),
        UUID.fromString("01890a5d-ac96-774b-bcce-b302099a0000"),
        "Support Bot");
  }

  /** A commit of these instructions. */
  Told commit(String instructions, String comment) {
    AssistantContent content = content(assistant.live().summary().name(), instructions);
    Assistant withDraft = assistant.openDraft(stamp(1), change()).next();
    Assistant edited =
        withDraft
            .editDraft(content.snapshot().hash(), new TokenChange.Keep(), stamp(2), change())
            .orElseThrow()
            .next();
    if (!(edited.commit(
            authored(content),
            ChangedPaths.of(List.of("/instructions")),
            OptionalLong.empty(),
            Optional.of(comment),
            stamp(3),
            change())
        instanceof CommitDecision.Committed(Transition<Assistant> committed))) {
      throw new AssertionError("not committed");
    }
    assistant = committed.next();
    live = Optional.of(content.snapshot());
    tell(committed.events());
    return this;
  }

  /** A change of the folder, which is no content. */
  Told move(String folder) {
    if (!(assistant.editLive(
            new Authored(content("unused", ""), assistant.live().content()),
            ChangedPaths.NONE,
            new Assistant.Settings(Optional.of(folder), false),
            new TokenChange.Keep(),
            stamp(4),
            change())
        instanceof LiveEdit.Changed(Transition<Assistant> moved))) {
      throw new AssertionError("not moved");
    }
    assistant = moved.next();
    tell(moved.events());
    return this;
  }

  Told delete() {
    live = Optional.empty();
    tell(assistant.delete(stamp(5), change()).events());
    return this;
  }

  List<EventMessage> messages() {
    return messages;
  }

  EventMessage message(int sequence) {
    return messages.get(sequence - 1);
  }

  /** The record of an event as Kafka would give it to the consumer, at that offset. */
  ConsumerRecord<String, GalleyMessage> record(int sequence, long offset) {
    EventMessage message = message(sequence);
    TopicPartition partition = partition(message.event());
    return record(partition, offset, message.event().aggregate().key(), read(message));
  }

  static ConsumerRecord<String, GalleyMessage> record(
      TopicPartition partition, long offset, String key, @Nullable GalleyMessage value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  static TopicPartition partition(Event event) {
    return event.type().topic() == EventTopic.DRAFT_COMMITTED ? COMMITS : LIFECYCLE;
  }

  /** What the consumer makes of the message in binary mode. */
  static GalleyMessage read(EventMessage message) {
    Headers headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
    message
        .attributes()
        .forEach((name, value) -> {
          boolean isContentType = name.equals("datacontenttype");
          headers.add(
              isContentType ? "content-type" : "ce_" + name,
              value.getBytes(StandardCharsets.UTF_8));
        });
    return read(headers, CanonicalJson.bytes(message.payload()));
  }

  static GalleyMessage read(Headers headers, byte[] value) {
    try (GalleyEventDeserializer deserializer = new GalleyEventDeserializer()) {
      return Objects.requireNonNull(deserializer.deserialize("topic", headers, value));
    }
  }

  static Authored authored(AssistantContent content) {
    return new Authored(content, content.snapshot().hash());
  }

  private void tell(List<Event> events) {
    for (Event event : events) {
      messages.add(
          new EventMessage(
              event, live.filter(s -> s.canonical().length() < EventMessage.CONTENT_BYTES)));
    }
  }

  private static AssistantContent content(String name, String instructions) {
    return AssistantContent.fromJson(
        JsonObject.builder().put("name", name).put("instructions", instructions).build());
  }

  private static Stamp stamp(int minutes) {
    return new Stamp(START.plusSeconds(60L * minutes), "alice");
  }

  private static ChangeId change() {
    return new ChangeId(UUID.randomUUID());
  }
}
