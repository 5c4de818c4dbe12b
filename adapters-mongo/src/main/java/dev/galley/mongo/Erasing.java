package dev.galley.mongo;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.galley.domain.aggregate.AggregateRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.conversions.Bson;

/** Erases what hangs on aggregates that are gone. */
final class Erasing {
  private final Mongo mongo;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Names names;

  Erasing(Mongo mongo, Deciding deciding) {
    this.mongo = mongo;
    this.deciding = deciding;
    this.carrying = new Carrying(mongo, deciding);
    this.names = new Names(mongo, deciding);
  }

  /** False when somebody else is at work on it: then it is met again. */
  boolean erase(AggregateDocument gone) {
    if (!carrying.out(gone)) {
      return false;
    }
    AggregateRef ref = gone.ref();
    BsonDocument all = Ids.allOf(ref.tenant().value(), gone.id());
    mongo.run(() -> mongo.revisions.deleteMany(all));
    mongo.run(() -> mongo.heads.deleteMany(all));
    mongo.run(() -> mongo.journals.deleteMany(all));
    mongo.run(() -> mongo.events.updateMany(all, Updates.unset("content")));
    names.giveUp(gone);
    if (isWithoutEvents(ref)) {
      return mongo.run(() -> mongo.aggregates.deleteOne(erased(gone))).getDeletedCount() == 1;
    }
    Bson done =
        Updates.combine(
            Deciding.unset(List.of("gone", "ended", "names")), Updates.set("refs", List.of()));
    return mongo.run(() -> mongo.aggregates.updateOne(erased(gone), done)).getMatchedCount() == 1;
  }

  /** Erases what an aggregate that is there has left of an earlier life. */
  void eraseUntil(AggregateRef ref, Instant until) {
    long millis = until.toEpochMilli();
    BsonDocument same = Ids.one(ref.tenant(), Ids.of(ref));
    Bson mark = Updates.max(AggregateDocument.ERASED_UNTIL, millis);
    // First: one who is late carrying out what is erased here has to find it.
    mongo.run(() -> mongo.aggregates.updateOne(same, mark));
    Optional<AggregateDocument> current = deciding.read(ref);
    while (current.isPresent() && !carrying.out(current.get())) {
      current = deciding.read(ref);
    }
    carrying.eraseUntil(ref, millis);
  }

  /** The document, with nothing inside and nobody else at work on it. */
  private static BsonDocument erased(AggregateDocument gone) {
    return Deciding.unmovedAndEmpty(gone).append("deleted", BsonBoolean.TRUE);
  }

  /** Removes what is left of an aggregate, unless there is still something to erase. */
  void remove(AggregateDocument stone) {
    BsonDocument same = erased(stone).append("gone", BsonNull.VALUE);
    mongo.run(() -> mongo.aggregates.deleteOne(same));
  }

  boolean isWithoutEvents(AggregateRef ref) {
    BsonDocument all = Ids.allOf(ref.tenant().value(), Ids.of(ref));
    return mongo.run(() -> mongo.events.find(all).projection(Projections.include("_id")).first())
        == null;
  }
}
