package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;

import com.mongodb.client.model.Updates;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/** Asks deciding documents what became of a save, and makes sure that one can't happen any more. */
final class Deciding {
  private final Mongo mongo;

  Deciding(Mongo mongo) {
    this.mongo = mongo;
  }

  Optional<AggregateDocument> read(AggregateRef ref) {
    BsonDocument filter = Ids.one(ref.tenant(), Ids.of(ref));
    return Optional.ofNullable(mongo.run(() -> mongo.aggregates.find(filter).first()))
        .map(AggregateDocument::new);
  }

  Optional<AggregateDocument> read(String id) {
    return read(Ids.ref(id));
  }

  /** Whether the save that has made the claim may still come. */
  static boolean isPending(Claim claim, Optional<AggregateDocument> deciding) {
    return deciding
        .map(d -> d.version() == claim.version() && d.fence() == claim.fence())
        .orElse(claim.version() == 0);
  }

  /** Has the save begin anew that has made the claim, if it is still under way. */
  void fence(Claim claim) {
    fence(Ids.ref(claim.by()), claim.version(), claim.fence());
  }

  /** False when something else has happened to the document. */
  private boolean fence(AggregateRef ref, long version, long fence) {
    BsonDocument filter = at(ref, version, fence);
    boolean raised =
        mongo
                .run(() -> mongo.aggregates.updateOne(filter, Updates.inc("fence", 1L)))
                .getMatchedCount()
            == 1;
    return raised || (version == 0 && fence == 0 && mongo.insert(mongo.aggregates, fence(ref)));
  }

  private BsonDocument fence(AggregateRef ref) {
    return Ids.one(ref.tenant(), Ids.of(ref))
        .append("version", bson(0))
        .append("fence", bson(1))
        .append("deleted", BsonBoolean.TRUE)
        .append("fencedAt", new BsonDateTime(mongo.serverTime().toEpochMilli()));
  }

  /** The document, while it is where it was read. */
  static BsonDocument at(AggregateRef ref, long version, long fence) {
    return Ids.one(ref.tenant(), Ids.of(ref))
        .append("version", bson(version))
        .append("fence", bson(fence));
  }

  /** Whether a save has happened; when not, it will not happen after the answer either. */
  boolean happened(AggregateRef ref, ChangeId change) {
    while (true) {
      Optional<AggregateDocument> current = read(ref);
      if (current.filter(d -> d.records(change)).isPresent()) {
        return true;
      }
      boolean isTombstone = current.filter(d -> d.isDeleted() && !d.isFenceOnly()).isPresent();
      if (isTombstone
          || fence(
              ref,
              current.map(AggregateDocument::version).orElse(0L),
              current.map(AggregateDocument::fence).orElse(0L))) {
        return false;
      }
    }
  }

  /**
   * Finds out whether a marked aggregate has been used up, and finishes it then.
   *
   * @return false while nothing was decided
   */
  boolean isUsedUp(AggregateDocument follower, Claim mark) {
    boolean used = read(mark.by()).filter(deciding -> deciding.hasUsed(mark)).isPresent();
    if (used) {
      finish(follower.ref(), mark.change());
    }
    return used;
  }

  /** What a save leaves of what it has used up: something to erase. */
  void finish(AggregateRef follower, ChangeId change) {
    BsonDocument filter =
        Ids.one(follower.tenant(), Ids.of(follower))
            .append("usedBy.change", bson(change.value().toString()));
    Bson update =
        Updates.combine(
            Updates.set("version", 0L),
            Updates.inc("fence", 1L),
            Updates.set("deleted", true),
            Updates.set("gone", true),
            Updates.set("held", List.of()),
            Updates.unset("usedBy"),
            Updates.unset("state"),
            unset(AggregateDocument.LISTED));
    mongo.run(() -> mongo.aggregates.updateOne(filter, update));
  }

  static Bson unset(Collection<String> fields) {
    return Updates.combine(fields.stream().map(Updates::unset).toList());
  }

  /** Takes a mark off that does not count. */
  void takeOff(AggregateDocument follower, Claim mark) {
    BsonDocument filter =
        Ids.same(follower.document()).append("usedBy.attempt", bson(mark.attempt()));
    mongo.run(() -> mongo.aggregates.updateOne(filter, Updates.unset("usedBy")));
  }
}
