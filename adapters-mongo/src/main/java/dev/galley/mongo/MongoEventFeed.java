package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.numberOrZero;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.galley.application.event.EventFeed;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Slot;
import dev.galley.domain.access.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.conversions.Bson;

/**
 * The feed in MongoDB. Which event gets which position is decided by one write into the document of
 * the feed's lease, guarded by its holder and term; the events get theirs from there, and readers
 * see them when all have.
 */
final class MongoEventFeed implements EventFeed {
  private final Mongo mongo;
  private final Gathering gathering;

  MongoEventFeed(Mongo mongo) {
    this.mongo = mongo;
    this.gathering = new Gathering(mongo);
  }

  @Override
  public int place(Lease lease, int limit) {
    // Without Kafka nobody else does.
    gathering.gather(Slot.all(), limit);
    BsonDocument held = MongoLeases.held(lease);
    BsonDocument feed = mongo.run(() -> mongo.leases.find(held).first());
    if (feed == null) {
      throw new LeaseLost(lease);
    }
    if (feed.containsKey("placing")) {
      carryOut(feed.getDocument("placing"));
    }
    BsonDocument unplaced = new BsonDocument("unplaced", new BsonDocument("$gt", bson("")));
    List<BsonDocument> found =
        mongo.run(() ->
            mongo
                .events
                .find(unplaced)
                .projection(Projections.include("aggregate", "sequence"))
                .sort(Sorts.ascending("unplaced"))
                .limit(limit)
                .batchSize(limit)
                .into(new ArrayList<>()));
    List<String> next =
        new Runs(mongo, "unplaced").of(found).stream().map(event -> text(event, "_id")).toList();
    if (next.isEmpty()) {
      return 0;
    }
    long last = numberOrZero(feed, "last");
    BsonDocument placing =
        new BsonDocument("after", bson(last)).append("events", Bsons.texts(next));
    BsonDocument guard =
        held.clone()
            .append("placing", BsonNull.VALUE)
            .append("last", last == 0 ? BsonNull.VALUE : bson(last));
    Bson update =
        Updates.combine(Updates.set("placing", placing), Updates.set("last", last + next.size()));
    if (mongo.run(() -> mongo.leases.updateOne(guard, update)).getMatchedCount() == 0) {
      if (mongo.run(() -> mongo.leases.countDocuments(held)) == 0) {
        throw new LeaseLost(lease);
      }
      // An earlier write of this holder has arrived late.
      return 0;
    }
    carryOut(placing);
    return next.size();
  }

  /** Carries out what has been decided under the lease of the feed. */
  void settle() {
    BsonDocument filter = new BsonDocument("_id", bson(LEASE));
    BsonDocument feed = mongo.run(() -> mongo.leases.find(filter).first());
    if (feed != null && feed.containsKey("placing")) {
      carryOut(feed.getDocument("placing"));
    }
  }

  /** However often and by whomever: an event that has a position gets no other. */
  private void carryOut(BsonDocument placing) {
    long position = number(placing, "after");
    List<UpdateOneModel<BsonDocument>> writes = new ArrayList<>();
    for (String id : Bsons.texts(placing, "events")) {
      position++;
      writes.add(
          new UpdateOneModel<>(
              Ids.one(id.substring(0, id.indexOf('/')), id)
                  .append("unplaced", new BsonDocument("$gt", bson(""))),
              Updates.combine(Updates.set("position", position), Updates.unset("unplaced"))));
    }
    mongo.writeAll(mongo.events, writes);
    BsonDocument same =
        new BsonDocument("_id", bson(LEASE))
            .append("placing.after", bson(number(placing, "after")));
    Bson done = Updates.combine(Updates.unset("placing"), Updates.set("visible", position));
    mongo.run(() -> mongo.leases.updateOne(same, done));
  }

  @Override
  public FeedPage after(TenantId tenant, long after, int limit) {
    BsonDocument filter =
        new BsonDocument("tenant", bson(tenant.value()))
            .append(
                "position",
                new BsonDocument("$gt", bson(after)).append("$lte", bson(visible(mongo))));
    List<FeedPage.Entry> entries =
        mongo
            .run(() ->
                mongo
                    .events
                    .find(filter)
                    .sort(Sorts.ascending("position"))
                    .limit(limit)
                    .into(new ArrayList<>()))
            .stream()
            .map(event -> new FeedPage.Entry(number(event, "position"), EventDocument.read(event)))
            .toList();
    return new FeedPage(entries, horizon(tenant));
  }

  /** The last position that readers may see: all before it have been given. */
  static long visible(Mongo mongo) {
    BsonDocument filter = new BsonDocument("_id", bson(LEASE));
    BsonDocument feed =
        mongo.run(
            () -> mongo.leases.find(filter).projection(Projections.include("visible")).first());
    return feed == null ? 0 : numberOrZero(feed, "visible");
  }

  private long horizon(TenantId tenant) {
    BsonDocument filter = Ids.one(tenant, tenant.value());
    BsonDocument found = mongo.run(() -> mongo.horizons.find(filter).first());
    return found == null ? 0 : number(found, "horizon");
  }

  @Override
  public long last(TenantId tenant) {
    BsonDocument filter =
        new BsonDocument("tenant", bson(tenant.value()))
            .append(
                "position", new BsonDocument("$gt", bson(0)).append("$lte", bson(visible(mongo))));
    BsonDocument last =
        mongo.run(() ->
            mongo
                .events
                .find(filter)
                .projection(Projections.include("position"))
                .sort(Sorts.descending("position"))
                .first());
    return Math.max(last == null ? 0 : number(last, "position"), horizon(tenant));
  }
}
