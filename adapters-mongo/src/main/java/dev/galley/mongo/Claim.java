package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import dev.galley.domain.aggregate.ChangeId;
import java.util.UUID;
import org.bson.BsonDocument;

/**
 * What a save puts on a name, a receipt or a follower before it decides. Whether it counts is told
 * by the deciding document: while that stands where the save has read it, the save may still come;
 * when it has moved on, it says itself what the save has done.
 *
 * @param change the save
 * @param by the id of the deciding document
 * @param version at which that was read, 0 when it was not there; {@link #SETTLED} for a claim that
 *     waits for nothing
 * @param fence its fence at that time
 * @param attempt names this claim alone
 */
record Claim(ChangeId change, String by, long version, long fence, String attempt) {
  /** The version of a claim that no save will come back to. */
  static final long SETTLED = -1;

  static Claim read(BsonDocument document) {
    return new Claim(
        new ChangeId(UUID.fromString(text(document, "change"))),
        text(document, "by"),
        number(document, "version"),
        number(document, "fence"),
        text(document, "attempt"));
  }

  BsonDocument write() {
    return new BsonDocument("change", bson(change.value().toString()))
        .append("by", bson(by))
        .append("version", bson(version))
        .append("fence", bson(fence))
        .append("attempt", bson(attempt));
  }
}
