package dev.galley.jdbc;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;

/** A row of the table of events; without a content it is read as no bytes. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
@MappedEntity("event")
record EventRow(
    @Id long sequence,
    long previous,
    String type,
    long at,
    String actor,
    String data,
    byte[] content) {

  Event event(AggregateRef aggregate) {
    return new Event(
        aggregate,
        sequence,
        previous,
        EventType.ofWireName(type),
        new Stamp(Instant.ofEpochMilli(at), actor),
        (JsonObject) JsonReader.read(data),
        content.length == 0 ? Optional.empty() : Optional.of(Hashes.of(content)),
        Optional.empty());
  }
}
