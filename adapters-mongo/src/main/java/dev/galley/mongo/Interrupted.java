package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.conversions.Bson;

/**
 * Finishes or takes back what saves have left that were interrupted. A claim that may still belong
 * to a save under way is only looked at; when it is met again later, its save is made to begin
 * anew.
 */
final class Interrupted {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int AT_ONCE = 1_000;
  private static final Duration FENCES_STAY = Duration.ofDays(1);

  private final Mongo mongo;
  private final Deciding deciding;
  private final Names names;

  /** When each pending claim was first met, by this process's own clock. */
  private Map<String, Long> met = new HashMap<>();

  Interrupted(Mongo mongo, Deciding deciding) {
    this.mongo = mongo;
    this.deciding = deciding;
    this.names = new Names(mongo, deciding);
  }

  synchronized void settle(int limit) {
    settle(limit, PATIENCE);
  }

  /** Settles all there is, for stores in which nobody works. */
  synchronized void settleAll() {
    while (settle(AT_ONCE, Duration.ZERO)) {}
  }

  /** Whether there may be more. */
  private boolean settle(int limit, Duration patience) {
    Map<String, Long> again = new HashMap<>();
    boolean marks =
        sweep(
            mongo.aggregates, "usedBy", deciding::ofMark, this::settleMark, limit, patience, again);
    boolean receipts =
        sweep(
            mongo.receipts,
            "claim",
            deciding::ofReceipt,
            this::settleReceipt,
            limit,
            patience,
            again);
    boolean claims =
        sweep(mongo.names, "next", deciding::ofName, this::settleName, limit, patience, again);
    met = again;
    long cut = mongo.serverTime().minus(FENCES_STAY).toEpochMilli();
    BsonDocument old =
        new BsonDocument("fencedAt", new BsonDocument("$lt", new BsonDateTime(cut)))
            .append("version", bson(0))
            .append("gone", BsonNull.VALUE);
    mongo.run(() -> mongo.aggregates.deleteMany(old));
    return marks || receipts || claims;
  }

  /** What is done with a claim of which one knows what became of it. */
  @FunctionalInterface
  private interface Settlement {
    void of(BsonDocument document, Claim claim, boolean counts);
  }

  private boolean sweep(
      MongoCollection<BsonDocument> collection,
      String claimed,
      Function<Claim, Deciding.Fate> fate,
      Settlement settlement,
      int limit,
      Duration patience,
      Map<String, Long> again) {
    Bson any = Filters.gt(claimed + ".by", "");
    List<BsonDocument> found =
        mongo.run(() -> collection.find(any).limit(limit).into(new ArrayList<>()));
    for (BsonDocument document : found) {
      Claim claim = Claim.read(document.getDocument(claimed));
      Deciding.Fate now = fate.apply(claim);
      long since = met.getOrDefault(claim.attempt(), System.nanoTime());
      if (now == Deciding.Fate.PENDING && System.nanoTime() - since >= patience.toNanos()) {
        deciding.fence(claim);
        // It may have been decided at the last moment.
        now = fate.apply(claim);
      }
      switch (now) {
        case COUNTS -> settlement.of(document, claim, true);
        case OVER -> settlement.of(document, claim, false);
        case PENDING -> again.put(claim.attempt(), since);
      }
    }
    return !found.isEmpty();
  }

  private void settleMark(BsonDocument document, Claim mark, boolean counts) {
    AggregateDocument follower = new AggregateDocument(document);
    if (counts) {
      deciding.finish(follower.ref(), mark.change());
    } else {
      deciding.takeOff(follower, mark);
    }
  }

  private void settleReceipt(BsonDocument document, Claim claim, boolean counts) {
    BsonDocument own = Ids.same(document).append("claim.attempt", bson(claim.attempt()));
    if (counts) {
      mongo.run(() -> mongo.receipts.updateOne(own, Updates.unset("claim")));
    } else {
      mongo.run(() -> mongo.receipts.deleteOne(own));
    }
  }

  private void settleName(BsonDocument document, Claim claim, boolean counts) {
    String id = text(document, "_id");
    if (counts) {
      names.count(id, claim.change(), claim.by());
    } else {
      names.takeBack(id, claim.attempt());
    }
  }
}
