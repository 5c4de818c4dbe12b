package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.optionalText;
import static dev.galley.mongo.Bsons.text;

import dev.galley.application.event.Slot;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.time.Instant;
import java.util.Collection;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * Events: first inside their aggregate, then in the log. There {@code due} and {@code slot} stand
 * while one is to be published, {@code unplaced} while it has no position; each orders by time,
 * aggregate and sequence.
 */
final class EventDocument {

  private EventDocument() {}

  /** An event inside its aggregate. */
  static BsonDocument inside(Event event) {
    BsonDocument document =
        new BsonDocument("sequence", bson(event.sequence()))
            .append("previous", bson(event.previous()))
            .append("type", bson(event.type().wireName()))
            .append("at", bson(event.stamp().at().toEpochMilli()))
            .append("by", bson(event.stamp().by()))
            .append("data", Bsons.of(event.data()));
    event.content().ifPresent(hash -> document.append("content", bson(hash.value())));
    event.traceparent().ifPresent(trace -> document.append("trace", bson(trace)));
    return document;
  }

  static Event read(AggregateRef ref, BsonDocument document) {
    return new Event(
        ref,
        number(document, "sequence"),
        number(document, "previous"),
        EventType.ofWireName(text(document, "type")),
        new Stamp(Instant.ofEpochMilli(number(document, "at")), text(document, "by")),
        Bsons.json(document.getDocument("data")),
        optionalText(document, "content").map(ContentHash::new),
        optionalText(document, "trace"));
  }

  /** An event of the log. */
  static Event read(BsonDocument document) {
    return read(Ids.ref(text(document, "aggregate")), document);
  }

  static String id(AggregateRef ref, long sequence) {
    return Ids.numbered(Ids.of(ref), sequence);
  }

  /**
   * What the log says of an event that has been inside its aggregate, to be published and placed.
   */
  static BsonDocument logged(AggregateRef ref, BsonDocument inside) {
    String order = order(ref, inside);
    return stored(ref, inside)
        .append("due", bson(order))
        .append("slot", new BsonInt32(Slot.of(ref).number()))
        .append("unplaced", bson(order));
  }

  /** What the log says of an event with which nothing is to be done. */
  static BsonDocument stored(AggregateRef ref, BsonDocument inside) {
    return inside.clone().append("aggregate", bson(Ids.of(ref)));
  }

  static String order(AggregateRef ref, BsonDocument event) {
    return byTime(number(event, "at")) + '/' + id(ref, number(event, "sequence"));
  }

  /** A time as a text that has the order of times, before 1970 too. */
  static String byTime(long millis) {
    return "%016x".formatted(millis ^ Long.MIN_VALUE);
  }

  /** Slots as they stand in documents. */
  static BsonArray numbers(Collection<Slot> slots) {
    return new BsonArray(slots.stream().map(slot -> new BsonInt32(slot.number())).toList());
  }
}
