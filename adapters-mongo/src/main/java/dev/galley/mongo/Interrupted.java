package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;

/**
 * Finishes or takes back what saves have left that were interrupted. A claim that may still belong
 * to a save under way is only looked at; when it is met again later, its save is made to begin
 * anew.
 */
final class Interrupted {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int AT_ONCE = 1_000;
  private static final Duration FENCES_STAY = Duration.ofHours(1);

  private final Mongo mongo;
  private final Deciding deciding;

  /** When each pending claim was first met, by this process's own clock. */
  private Map<String, Long> met = new HashMap<>();

  Interrupted(Mongo mongo, Deciding deciding) {
    this.mongo = mongo;
    this.deciding = deciding;
  }

  synchronized void settle(int limit) {
    settle(limit, PATIENCE);
  }

  /** Settles all there is, for stores in which nobody works. */
  synchronized void settleAll() {
    BsonDocument any = new BsonDocument("$gt", bson(""));
    BsonDocument marked = new BsonDocument("usedBy.by", any);
    BsonDocument undecided = new BsonDocument("undecided", any);
    while (mongo.run(() -> mongo.aggregates.find(marked).first()) != null
        || mongo.run(() -> mongo.names.find(undecided).first()) != null) {
      settle(AT_ONCE, Duration.ZERO);
    }
    settle(Integer.MAX_VALUE, Duration.ZERO);
  }

  private void settle(int limit, Duration patience) {
    Map<String, Long> again = new HashMap<>();
    sweep(mongo.aggregates, "usedBy.by", "usedBy", limit, patience, again, this::settleMark);
    sweep(mongo.receipts, "claim.by", "claim", limit, patience, again, this::settleReceipt);
    sweep(mongo.names, "undecided", "claim", limit, patience, again, this::settleName);
    met = again;
    long cut = mongo.serverTime().minus(FENCES_STAY).toEpochMilli();
    BsonDocument old =
        new BsonDocument("fencedAt", new BsonDocument("$lt", new BsonDateTime(cut)))
            .append("version", bson(0));
    mongo.run(() -> mongo.aggregates.deleteMany(old));
  }

  private void sweep(
      MongoCollection<BsonDocument> collection,
      String indexed,
      String claimed,
      int limit,
      Duration patience,
      Map<String, Long> again,
      BiConsumer<BsonDocument, Claim> settle) {
    List<BsonDocument> found =
        mongo.run(
            () -> collection.find(Filters.gt(indexed, "")).limit(limit).into(new ArrayList<>()));
    for (BsonDocument document : found) {
      Claim claim = Claim.read(document.getDocument(claimed));
      Optional<AggregateDocument> decider = deciding.read(claim.by());
      if (Deciding.isPending(claim, decider)) {
        long since = met.getOrDefault(claim.attempt(), System.nanoTime());
        if (System.nanoTime() - since < patience.toNanos()) {
          again.put(claim.attempt(), since);
          continue;
        }
        deciding.fence(claim);
      }
      settle.accept(document, claim);
    }
  }

  private void settleMark(BsonDocument document, Claim mark) {
    AggregateDocument follower = new AggregateDocument(document);
    if (!deciding.isUsedUp(follower, mark) && isDead(mark)) {
      deciding.takeOff(follower, mark);
    }
  }

  private boolean isDead(Claim claim) {
    return !Deciding.isPending(claim, deciding.read(claim.by()));
  }

  private void settleReceipt(BsonDocument document, Claim claim) {
    if (!isDead(claim) || deciding.read(claim.by()).filter(d -> d.hasReceipt(claim)).isPresent()) {
      // It counts, and is carried out with all else.
      return;
    }
    BsonDocument own = Ids.same(document).append("claim.attempt", bson(claim.attempt()));
    mongo.run(() -> mongo.receipts.deleteOne(own));
  }

  private void settleName(BsonDocument document, Claim claim) {
    String id = text(document, "_id");
    String name = id.substring(id.indexOf('/') + 1);
    boolean counts = deciding.read(claim.by()).filter(d -> d.hasName(name)).isPresent();
    BsonDocument own =
        new BsonDocument("_id", bson(id)).append("claim.attempt", bson(claim.attempt()));
    if (counts) {
      mongo.run(() ->
          mongo.names.updateOne(
              own, new BsonDocument("$unset", new BsonDocument("undecided", bson("")))));
    } else if (isDead(claim)) {
      Optional<String> was = Bsons.optionalText(document, "was");
      mongo.run(() ->
          was.isPresent()
              ? mongo.names.replaceOne(own, leadingTo(document, claim, was.get()))
              : mongo.names.deleteOne(own));
    }
  }

  private static BsonDocument leadingTo(BsonDocument document, Claim claim, String holder) {
    return Ids.same(document)
        .append(
            "claim", new Claim(claim.change(), holder, Claim.SETTLED, 0, claim.attempt()).write());
  }
}
