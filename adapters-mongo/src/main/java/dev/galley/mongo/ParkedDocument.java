package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.domain.aggregate.AggregateRef;
import java.time.Instant;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** What is parked. */
final class ParkedDocument {

  private ParkedDocument() {}

  static BsonDocument of(Parked parked) {
    AggregateRef ref = parked.aggregate();
    return Ids.one(ref.tenant(), Ids.of(ref))
        .append("slot", new BsonInt32(Slot.of(ref).number()))
        .append("sequence", bson(parked.sequence()))
        .append("reason", bson(parked.reason()))
        .append("at", bson(parked.at().toEpochMilli()));
  }

  static Parked read(BsonDocument document) {
    return new Parked(
        Ids.ref(text(document, "_id")),
        number(document, "sequence"),
        text(document, "reason"),
        Instant.ofEpochMilli(number(document, "at")));
  }
}
