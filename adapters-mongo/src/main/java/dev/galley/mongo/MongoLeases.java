package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Leases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Leases in MongoDB, a document each. What is written under a lease is written into its document,
 * guarded by holder and term, and carried out from there.
 */
final class MongoLeases implements Leases {
  private static final Bson LEASE = Projections.include("holder", "term", "beat");

  private final Mongo mongo;

  MongoLeases(Mongo mongo) {
    this.mongo = mongo;
  }

  @Override
  public List<Lease> all(String prefix) {
    BsonDocument filter =
        new BsonDocument(
            "_id",
            new BsonDocument("$gte", bson(prefix))
                .append("$lt", bson(prefix + Character.MAX_VALUE)));
    return mongo
        .run(() ->
            mongo
                .leases
                .find(filter)
                .projection(LEASE)
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>()))
        .stream()
        .map(MongoLeases::read)
        .toList();
  }

  private static Lease read(BsonDocument document) {
    return new Lease(
        text(document, "_id"),
        text(document, "holder"),
        number(document, "term"),
        number(document, "beat"));
  }

  @Override
  public Optional<Lease> take(String name, Optional<Lease> seen, String holder) {
    Lease next = Lease.taken(name, seen, holder);
    if (seen.isEmpty()) {
      BsonDocument document =
          new BsonDocument("_id", bson(name))
              .append("holder", bson(holder))
              .append("term", bson(next.term()))
              .append("beat", bson(0));
      return mongo.insert(mongo.leases, document) ? Optional.of(next) : Optional.empty();
    }
    BsonDocument guard = held(seen.get()).append("beat", bson(seen.get().beat()));
    Bson update =
        Updates.combine(
            Updates.set("holder", holder),
            Updates.set("term", next.term()),
            Updates.set("beat", 0L));
    boolean taken = mongo.run(() -> mongo.leases.updateOne(guard, update)).getMatchedCount() == 1;
    return taken ? Optional.of(next) : Optional.empty();
  }

  @Override
  public Set<String> beat(Collection<Lease> held) {
    List<UpdateOneModel<BsonDocument>> beats =
        held.stream()
            .map(lease -> new UpdateOneModel<BsonDocument>(held(lease), Updates.inc("beat", 1L)))
            .toList();
    mongo.writeAll(mongo.leases, beats);
    return stillHeld(mongo, held).stream().map(Lease::name).collect(Collectors.toSet());
  }

  /** Those of the leases that have the same holder under the same term. */
  static List<Lease> stillHeld(Mongo mongo, Collection<Lease> held) {
    if (held.isEmpty()) {
      return List.of();
    }
    BsonDocument filter =
        new BsonDocument(
            "_id", new BsonDocument("$in", Bsons.texts(held.stream().map(Lease::name).toList())));
    List<Lease> now =
        mongo
            .run(() -> mongo.leases.find(filter).projection(LEASE).into(new ArrayList<>()))
            .stream()
            .map(MongoLeases::read)
            .toList();
    return held.stream().filter(lease -> now.stream().anyMatch(lease::isSameTenure)).toList();
  }

  @Override
  public void release(Lease held) {
    mongo.run(() -> mongo.leases.updateOne(held(held), Updates.set("holder", "")));
  }

  @Override
  public void remove(Lease seen) {
    BsonDocument filter =
        new BsonDocument("_id", bson(seen.name()))
            .append("term", bson(seen.term()))
            .append("beat", bson(seen.beat()));
    mongo.run(() -> mongo.leases.deleteOne(filter));
  }

  /** The document, while it is held like this. */
  static BsonDocument held(Lease lease) {
    return new BsonDocument("_id", bson(lease.name()))
        .append("holder", bson(lease.holder()))
        .append("term", bson(lease.term()));
  }

  /**
   * Writes into the document of a lease.
   *
   * @throws LeaseLost when it is not held any more; nothing is written then
   */
  static void write(Mongo mongo, Lease lease, BsonDocument guard, Bson update) {
    if (mongo.run(() -> mongo.leases.updateOne(guard, update)).getMatchedCount() == 0) {
      throw new LeaseLost(lease);
    }
  }
}
