package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;
import static dev.galley.mongo.Bsons.texts;

import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.galley.application.event.Backlog;
import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Outbox;
import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * What is to be published, in MongoDB. A mark or a parking is written into the document of the
 * slot's lease, guarded by its holder and term: from then on it counts. It is carried out from
 * there by whoever comes upon it, before anything else is done with the slot.
 */
final class MongoOutbox implements Outbox {
  /** So many parked aggregates are left out by a query; others are dropped from what it finds. */
  private static final int LEFT_OUT = 50_000;

  private final Mongo mongo;
  private final Gathering gathering;

  MongoOutbox(Mongo mongo) {
    this.mongo = mongo;
    this.gathering = new Gathering(mongo);
  }

  /** A copy under an old term would be none: what is in the log already stays as it is. */
  @Override
  public int gather(Collection<Lease> leases, int limit) {
    List<Lease> held = MongoLeases.stillHeld(mongo, leases);
    for (Lease lease : leases) {
      if (!held.contains(lease)) {
        throw new LeaseLost(lease);
      }
    }
    return gathering.gather(leases.stream().map(Slot::of).toList(), limit);
  }

  @Override
  public List<Event> pending(Collection<Slot> slots, Collection<AggregateRef> without, int limit) {
    if (slots.isEmpty()) {
      return List.of();
    }
    // Before the events are read: what was marked by a former holder must not come out again.
    settle(slots.stream().map(Slot::lease).distinct().toList());
    Set<String> out = parkedIn(slots);
    without.forEach(ref -> out.add(Ids.of(ref)));
    BsonDocument filter =
        new BsonDocument("due", new BsonDocument("$gt", bson("")))
            .append("slot", new BsonDocument("$in", EventDocument.numbers(slots)));
    if (!out.isEmpty()) {
      filter.append("aggregate", new BsonDocument("$nin", Bsons.texts(out)));
    }
    List<BsonDocument> found =
        mongo.run(() ->
            mongo
                .events
                .find(filter)
                .sort(Sorts.ascending("due"))
                .limit(limit)
                .batchSize(limit)
                .into(new ArrayList<>()));
    List<BsonDocument> whole = new Runs(mongo, "due").of(found);
    if (out.size() >= LEFT_OUT) {
      whole = withoutParked(whole);
    }
    return whole.stream().map(EventDocument::read).toList();
  }

  /** Where more are parked than a query can leave out. */
  private List<BsonDocument> withoutParked(List<BsonDocument> events) {
    Set<String> aggregates = new LinkedHashSet<>();
    events.forEach(event -> aggregates.add(text(event, "aggregate")));
    BsonDocument filter = new BsonDocument("_id", new BsonDocument("$in", Bsons.texts(aggregates)));
    Set<String> parked = new LinkedHashSet<>();
    mongo
        .run(() ->
            mongo
                .parked
                .find(filter)
                .projection(Projections.include("_id"))
                .into(new ArrayList<>()))
        .forEach(document -> parked.add(text(document, "_id")));
    return events.stream().filter(event -> !parked.contains(text(event, "aggregate"))).toList();
  }

  private Set<String> parkedIn(Collection<Slot> slots) {
    BsonDocument filter =
        new BsonDocument("slot", new BsonDocument("$in", EventDocument.numbers(slots)));
    Set<String> parked = new LinkedHashSet<>();
    mongo
        .run(() ->
            mongo
                .parked
                .find(filter)
                .projection(Projections.include("_id"))
                .limit(LEFT_OUT)
                .into(new ArrayList<>()))
        .forEach(document -> parked.add(text(document, "_id")));
    return parked;
  }

  @Override
  public void published(Lease lease, Collection<Event> events) {
    Slot slot = Slot.of(lease);
    events.forEach(event -> slot.require(event.aggregate()));
    List<String> ids =
        events.stream()
            .map(event -> EventDocument.id(event.aggregate(), event.sequence()))
            .toList();
    MongoLeases.write(mongo, lease, MongoLeases.held(lease), Updates.pushEach("marks", ids));
    carryOutMarks(lease.name(), ids);
  }

  private void carryOutMarks(String lease, List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Set<String> tenants = new LinkedHashSet<>();
    ids.forEach(id -> tenants.add(id.substring(0, id.indexOf('/'))));
    BsonDocument filter =
        new BsonDocument("tenant", new BsonDocument("$in", Bsons.texts(tenants)))
            .append("_id", new BsonDocument("$in", Bsons.texts(ids)));
    Bson done = Updates.combine(Updates.unset("due"), Updates.unset("slot"));
    mongo.run(() -> mongo.events.updateMany(filter, done));
    mongo.run(() ->
        mongo.leases.updateOne(
            new BsonDocument("_id", bson(lease)), Updates.pullAll("marks", ids)));
  }

  @Override
  public void park(Lease lease, Parked parked) {
    AggregateRef ref = parked.aggregate();
    Slot.of(lease).require(ref);
    BsonDocument parking =
        ParkedDocument.of(parked).append("parking", bson(UUID.randomUUID().toString()));
    MongoLeases.write(mongo, lease, MongoLeases.held(lease), Updates.push("parkings", parking));
    carryOutParking(lease.name(), parking);
  }

  /**
   * Puts what has been decided into the park. Whoever comes so late that somebody else has done it,
   * and a replay has perhaps taken it out again, takes his own back.
   */
  private void carryOutParking(String lease, BsonDocument parking) {
    String id = text(parking, "parking");
    BsonDocument own = Ids.same(parking).append("parking", bson(id));
    boolean put = mongo.insert(mongo.parked, parking);
    if (!put) {
      // Who has put it may find himself late because of the next line: it stays nevertheless.
      mongo.run(() -> mongo.parked.updateOne(own, Updates.unset("parking")));
    }
    BsonDocument open = new BsonDocument("_id", bson(lease)).append("parkings.parking", bson(id));
    Bson done = Updates.pull("parkings", new BsonDocument("parking", bson(id)));
    boolean inTime = mongo.run(() -> mongo.leases.updateOne(open, done)).getMatchedCount() == 1;
    if (put && !inTime) {
      mongo.run(() -> mongo.parked.deleteOne(own));
    }
  }

  /** Carries out what stands in the documents of leases. */
  private void settle(List<String> leases) {
    BsonDocument filter = new BsonDocument("_id", new BsonDocument("$in", Bsons.texts(leases)));
    Bson fields = Projections.include("marks", "parkings");
    for (BsonDocument lease :
        mongo.run(() -> mongo.leases.find(filter).projection(fields).into(new ArrayList<>()))) {
      String name = text(lease, "_id");
      carryOutMarks(name, texts(lease, "marks"));
      Bsons.list(lease, "parkings").forEach(parking -> carryOutParking(name, parking));
    }
  }

  /** Carries out what has been decided under the leases of all slots. */
  void settleAll() {
    settle(Slot.all().stream().map(Slot::lease).toList());
  }

  @Override
  public List<Parked> parked(String after, int limit) {
    settleAll();
    BsonDocument filter = new BsonDocument("_id", new BsonDocument("$gt", bson(after)));
    return mongo
        .run(() ->
            mongo
                .parked
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .into(new ArrayList<>()))
        .stream()
        .map(ParkedDocument::read)
        .toList();
  }

  @Override
  public Optional<Parked> replay(AggregateRef aggregate) {
    settle(List.of(Slot.of(aggregate).lease()));
    BsonDocument filter = Ids.one(aggregate.tenant(), Ids.of(aggregate));
    return Optional.ofNullable(mongo.run(() -> mongo.parked.findOneAndDelete(filter)))
        .map(ParkedDocument::read);
  }

  @Override
  public Backlog backlog() {
    settleAll();
    BsonDocument due = new BsonDocument("due", new BsonDocument("$gt", bson("")));
    CountOptions bounded = new CountOptions().limit((int) Backlog.COUNTED);
    long pending = mongo.run(() -> mongo.events.countDocuments(due, bounded));
    // All of them, but along the index.
    BsonDocument all = new BsonDocument("_id", new BsonDocument("$gt", bson("")));
    long parked = mongo.run(() -> mongo.parked.countDocuments(all, bounded));
    Set<String> out = parked == 0 ? Set.of() : parkedIn(Slot.all());
    BsonDocument waiting = due.clone();
    if (!out.isEmpty()) {
      waiting.append("aggregate", new BsonDocument("$nin", Bsons.texts(out)));
    }
    BsonDocument oldest =
        mongo.run(() -> mongo.events.find(waiting).sort(Sorts.ascending("due")).first());
    return new Backlog(
        pending,
        Optional.ofNullable(oldest).map(event -> Instant.ofEpochMilli(number(event, "at"))),
        parked);
  }
}
