package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;

import com.mongodb.client.model.Updates;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.conversions.Bson;

/** Asks deciding documents what became of a save, and makes sure that one can't happen any more. */
final class Deciding {

  /** What became of a claim, as far as its deciding document tells. */
  enum Fate {
    /** Its save has happened, and has not been carried out. */
    COUNTS,
    /** Its save may still come. */
    PENDING,
    /**
     * Its save will not come. It may have happened and have been carried out since the claim was
     * read: then the claim is gone, so whoever acts on this has to name the claim as a condition.
     */
    OVER
  }

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

  Fate ofName(Claim claim) {
    return of(claim, AggregateDocument::hasClaimed);
  }

  Fate ofReceipt(Claim claim) {
    return of(claim, AggregateDocument::hasReceipt);
  }

  Fate ofMark(Claim mark) {
    return of(mark, AggregateDocument::hasUsed);
  }

  private Fate of(Claim claim, BiPredicate<AggregateDocument, Claim> counts) {
    Optional<AggregateDocument> deciding = read(claim.by());
    if (deciding.filter(d -> counts.test(d, claim)).isPresent()) {
      return Fate.COUNTS;
    }
    // A read may be behind, but never ahead: a clock that is lower says nothing, nor does none.
    boolean stands = deciding.map(d -> d.clock() <= claim.clock()).orElse(true);
    return stands ? Fate.PENDING : Fate.OVER;
  }

  /** Has the save begin anew that has made the claim, if it is still under way. */
  void fence(Claim claim) {
    fence(Ids.ref(claim.by()), read(claim.by()), claim.clock());
  }

  /** Puts the clock past a time; false when somebody else has moved it meanwhile. */
  private boolean fence(AggregateRef ref, Optional<AggregateDocument> current, long past) {
    if (current.isEmpty()) {
      return mongo.insert(mongo.aggregates, fence(ref, past));
    }
    long clock = current.get().clock();
    if (clock > past) {
      return true;
    }
    BsonDocument same = Ids.same(current.get().document()).append("clock", bson(clock));
    return mongo
            .run(() -> mongo.aggregates.updateOne(same, Updates.set("clock", past + 1)))
            .getMatchedCount()
        == 1;
  }

  private BsonDocument fence(AggregateRef ref, long past) {
    return Ids.one(ref.tenant(), Ids.of(ref))
        .append("version", bson(0))
        .append("clock", bson(Math.max(past + 1, beginning())))
        .append("deleted", BsonBoolean.TRUE)
        .append("fencedAt", new BsonDateTime(mongo.serverTime().toEpochMilli()));
  }

  /** Where the clock of a document begins: with the time, past all that it may have had before. */
  static long beginning() {
    return System.currentTimeMillis();
  }

  /** The document, while no save nor fence has moved its clock. */
  static BsonDocument unmoved(AggregateDocument aggregate) {
    return Ids.same(aggregate.document()).append("clock", bson(aggregate.clock()));
  }

  /** The same, with nothing inside it. */
  static BsonDocument unmovedAndEmpty(AggregateDocument aggregate) {
    BsonDocument empty = unmoved(aggregate);
    AggregateDocument.CARRIED.forEach(list -> empty.append(list, BsonNull.VALUE));
    return empty;
  }

  /** Whether a save has happened; when not, it will not happen after the answer either. */
  boolean happened(AggregateRef ref, ChangeId change) {
    while (true) {
      Optional<AggregateDocument> current = read(ref);
      if (current.filter(d -> d.records(change)).isPresent()) {
        return true;
      }
      boolean isTombstone = current.filter(d -> d.isDeleted() && !d.isVacant()).isPresent();
      if (isTombstone || fence(ref, current, current.map(AggregateDocument::clock).orElse(0L))) {
        return false;
      }
    }
  }

  /**
   * What is to be seen of an aggregate that carries a mark: what is left when it has been used up,
   * which is finished then.
   */
  Optional<AggregateDocument> seen(AggregateDocument aggregate) {
    if (aggregate.isDeleted() || aggregate.mark().isEmpty()) {
      return Optional.of(aggregate).filter(a -> !a.isDeleted());
    }
    Claim mark = aggregate.mark().get();
    return switch (ofMark(mark)) {
      case COUNTS -> {
        finish(aggregate.ref(), mark.change());
        yield read(aggregate.ref()).filter(a -> !a.isDeleted());
      }
      case PENDING -> Optional.of(aggregate);
      case OVER -> read(aggregate.ref()).filter(a -> !a.isDeleted());
    };
  }

  /** Puts what a save leaves of what it has used up: an ended state, or something to erase. */
  void finish(AggregateRef follower, ChangeId change) {
    while (!finished(follower, change)) {
      // The read was behind the mark, which says in which state the follower ends.
    }
  }

  private boolean finished(AggregateRef follower, ChangeId change) {
    BsonDocument filter =
        Ids.one(follower.tenant(), Ids.of(follower))
            .append("usedBy.change", bson(change.value().toString()));
    Optional<AggregateDocument> marked =
        read(follower)
            .filter(f -> f.mark().filter(mark -> mark.change().equals(change)).isPresent());
    Optional<BsonDocument> left = marked.flatMap(AggregateDocument::left);
    if (left.isPresent()) {
      List<Bson> updates = new ArrayList<>();
      left.get().forEach((field, value) -> updates.add(Updates.set(field, value)));
      List<String> gone = new ArrayList<>(AggregateDocument.LISTED);
      gone.removeAll(left.get().keySet());
      gone.add("usedBy");
      updates.add(unset(gone));
      updates.add(Updates.inc("clock", 1L));
      marked.get().draft().ifPresent(draft -> updates.add(Updates.addToSet("ended", draft)));
      updates.add(Updates.set("refs", Bsons.texts(marked.get().carriedContents())));
      mongo.run(() -> mongo.aggregates.updateOne(filter, Updates.combine(updates)));
      return true;
    }
    Bson update =
        Updates.combine(
            Updates.set("version", 0L),
            Updates.inc("clock", 1L),
            Updates.set("deleted", true),
            Updates.set("gone", true),
            Updates.set("held", List.of()),
            Updates.unset("usedBy"),
            Updates.unset("state"),
            unset(AggregateDocument.LISTED));
    BsonDocument erasing =
        filter.clone().append("usedBy." + AggregateDocument.LEFT, BsonNull.VALUE);
    return mongo.run(() -> mongo.aggregates.updateOne(erasing, update)).getMatchedCount() == 1
        || mongo.run(() -> mongo.aggregates.find(filter).first()) == null;
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
