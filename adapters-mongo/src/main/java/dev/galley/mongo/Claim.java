package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import dev.galley.domain.aggregate.ChangeId;
import java.util.UUID;
import org.bson.BsonDocument;

/**
 * What a save puts on a name, a receipt or a follower before it decides. Whether it counts is told
 * by the deciding document: while its clock stands where the save has read it, the save may still
 * come; when it has gone on, the document says itself what the save has done.
 *
 * @param change the save
 * @param by the id of the deciding document
 * @param clock what its clock said when the save read it, 0 when it was not there
 * @param attempt names this claim alone
 */
record Claim(ChangeId change, String by, long clock, String attempt) {

  static Claim read(BsonDocument document) {
    return new Claim(
        new ChangeId(UUID.fromString(text(document, "change"))),
        text(document, "by"),
        number(document, "clock"),
        text(document, "attempt"));
  }

  BsonDocument write() {
    return new BsonDocument("change", bson(change.value().toString()))
        .append("by", bson(by))
        .append("clock", bson(clock))
        .append("attempt", bson(attempt));
  }
}
