package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;
import static dev.galley.mongo.Bsons.texts;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.support.ApplicationException;
import dev.galley.domain.aggregate.AggregateRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps in MongoDB. Several servers may run them at once: each step can be done twice. */
final class MongoHousekeeping implements Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(MongoHousekeeping.class);

  /** Documents that are looked at together. */
  private static final int AT_ONCE = 100;

  /** Documents that are read at once to see what they refer to. */
  private static final int REFERRING = 500;

  /** Contents that one call of the collector looks at. */
  private static final int LOOKED_AT = 100_000;

  /** Claims of interrupted saves that one call looks at, of each sort. */
  private static final int CLAIMS = 1_000;

  private final Mongo mongo;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Erasing erasing;
  private final Interrupted interrupted;
  private final Pruning pruning;

  /** Where the next call of the collector goes on. */
  private volatile Optional<BsonDocument> walked = Optional.empty();

  MongoHousekeeping(Mongo mongo) {
    this.mongo = mongo;
    this.deciding = new Deciding(mongo);
    this.carrying = new Carrying(mongo, deciding);
    this.erasing = new Erasing(mongo, deciding);
    this.interrupted = new Interrupted(mongo, deciding);
    this.pruning = new Pruning(mongo);
  }

  @Override
  public int eraseDeleted(int limit) {
    interrupted.settle(CLAIMS);
    int erased = 0;
    BsonDocument filter = new BsonDocument("gone", BsonBoolean.TRUE);
    for (BsonDocument document :
        mongo.run(() -> mongo.aggregates.find(filter).limit(limit).into(new ArrayList<>()))) {
      AggregateDocument gone = new AggregateDocument(document);
      try {
        erased += erasing.erase(gone) ? 1 : 0;
      } catch (ApplicationException e) {
        throw e;
      } catch (RuntimeException e) {
        // One that can't be erased keeps no other waiting.
        LOG.error("What hangs on {} can't be erased", gone.id(), e);
      }
    }
    return erased;
  }

  @Override
  public void eraseUntil(AggregateRef aggregate, Instant until) {
    erasing.eraseUntil(aggregate, until);
  }

  @Override
  public int eraseEndedDrafts(int limit) {
    int erased = 0;
    Set<String> passedOver = new LinkedHashSet<>();
    while (erased < limit) {
      BsonDocument filter = new BsonDocument("ended", new BsonDocument("$gt", bson("")));
      if (!passedOver.isEmpty()) {
        filter.append("_id", new BsonDocument("$nin", Bsons.texts(passedOver)));
      }
      List<BsonDocument> found =
          mongo.run(() -> mongo.aggregates.find(filter).limit(AT_ONCE).into(new ArrayList<>()));
      if (found.isEmpty()) {
        return erased;
      }
      for (BsonDocument document : found) {
        AggregateDocument aggregate = new AggregateDocument(document);
        if (!isCarriedOut(aggregate)) {
          passedOver.add(aggregate.id());
          continue;
        }
        carrying.letGo(aggregate);
        for (String draft : texts(document, "ended")) {
          if (erased == limit) {
            return erased;
          }
          erased += eraseHeads(aggregate, draft, limit - erased);
        }
      }
    }
    return erased;
  }

  /** Not while somebody writes into it; one that can't be carried out keeps no other waiting. */
  private boolean isCarriedOut(AggregateDocument aggregate) {
    try {
      return carrying.out(aggregate);
    } catch (ApplicationException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("What {} holds can't be carried out", aggregate.id(), e);
      return false;
    }
  }

  private int eraseHeads(AggregateDocument aggregate, String draft, int limit) {
    String tenant = aggregate.ref().tenant().value();
    BsonDocument all = Ids.allOf(tenant, aggregate.id() + '/' + draft);
    List<String> ids = ids(mongo.heads, all, limit);
    if (!ids.isEmpty()) {
      BsonDocument some =
          new BsonDocument("tenant", bson(tenant))
              .append("_id", new BsonDocument("$in", Bsons.texts(ids)));
      mongo.run(() -> mongo.heads.deleteMany(some));
    }
    if (ids.size() < limit) {
      BsonDocument same = Ids.same(aggregate.document());
      mongo.run(() -> mongo.aggregates.updateOne(same, Updates.pull("ended", draft)));
      // One who was late may have put some between the two.
      if (!ids(mongo.heads, all, 1).isEmpty()) {
        mongo.run(() -> mongo.aggregates.updateOne(same, Updates.addToSet("ended", draft)));
      }
    }
    return ids.size();
  }

  private List<String> ids(
      MongoCollection<BsonDocument> collection, BsonDocument filter, int limit) {
    return mongo
        .run(() ->
            collection
                .find(filter)
                .projection(Projections.include("_id"))
                .limit(limit)
                .into(new ArrayList<>()))
        .stream()
        .map(document -> text(document, "_id"))
        .toList();
  }

  @Override
  public int pruneRevisions(int keep, Duration age, int limit) {
    return pruning.prune(keep, mongo.serverTime().toEpochMilli() - age.toMillis(), limit);
  }

  /**
   * Walks along the times at which contents were put. A reference is looked for first inside the
   * aggregates and then where things are carried to, so that none is missed on its way.
   */
  @Override
  public int collectSnapshots(Duration grace, int limit) {
    BsonDateTime cut = new BsonDateTime(mongo.serverTime().minus(grace).toEpochMilli());
    boolean fromBeginning = walked.isEmpty();
    int collected = 0;
    for (int looked = 0; looked < LOOKED_AT && collected < limit; looked += AT_ONCE) {
      List<BsonDocument> candidates = candidates(cut);
      if (candidates.isEmpty() || isWalked(candidates.getLast())) {
        walked = Optional.empty();
        if (fromBeginning) {
          return collected;
        }
        fromBeginning = true;
        continue;
      }
      collected += collect(candidates, cut, limit - collected);
    }
    return collected;
  }

  /**
   * A server that keeps parts of a millisecond, which no answer tells, gives the last one again.
   */
  private boolean isWalked(BsonDocument candidate) {
    return walked.filter(last -> text(last, "_id").equals(text(candidate, "_id"))).isPresent();
  }

  private List<BsonDocument> candidates(BsonDateTime cut) {
    Bson filter =
        walked
            .map(last ->
                Filters.and(
                    Filters.gte("putAt", last.get("putAt")),
                    Filters.lt("putAt", cut),
                    Filters.or(
                        Filters.gt("putAt", last.get("putAt")),
                        Filters.gt("_id", last.get("_id")))))
            .orElse(Filters.lt("putAt", cut));
    return mongo.run(() ->
        mongo
            .snapshots
            .find(filter)
            .projection(Projections.include("tenant", "putAt"))
            .sort(Sorts.ascending("putAt", "_id"))
            .limit(AT_ONCE)
            .into(new ArrayList<>()));
  }

  private int collect(List<BsonDocument> candidates, BsonDateTime cut, int limit) {
    Map<String, Set<String>> byTenant = new HashMap<>();
    int unused = 0;
    int collected = 0;
    BsonDocument last = candidates.getLast();
    for (BsonDocument candidate : candidates) {
      byTenant
          .computeIfAbsent(text(candidate, "tenant"), tenant -> new LinkedHashSet<>())
          .add(hash(candidate));
    }
    byTenant.forEach(this::removeUsed);
    for (BsonDocument candidate : candidates) {
      Set<String> left = byTenant.get(text(candidate, "tenant"));
      if (left != null && left.contains(hash(candidate))) {
        if (unused == limit) {
          break;
        }
        unused++;
        BsonDocument still = Ids.same(candidate).append("putAt", new BsonDocument("$lt", cut));
        collected += (int) mongo.run(() -> mongo.snapshots.deleteOne(still)).getDeletedCount();
      }
      last = candidate;
    }
    walked = Optional.of(last);
    return collected;
  }

  private static String hash(BsonDocument snapshot) {
    String id = text(snapshot, "_id");
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private void removeUsed(String tenant, Set<String> hashes) {
    removeUsed(mongo.aggregates, "refs", tenant, hashes);
    removeUsed(mongo.revisions, "content", tenant, hashes);
    removeUsed(mongo.heads, "content", tenant, hashes);
    removeUsed(mongo.events, "content", tenant, hashes);
    removeUsed(mongo.snapshots, "frame", tenant, hashes);
  }

  private void removeUsed(
      MongoCollection<BsonDocument> collection, String field, String tenant, Set<String> hashes) {
    boolean more = true;
    // Each round drops at least one; most contents are referred to once or twice.
    while (more && !hashes.isEmpty()) {
      BsonDocument filter =
          new BsonDocument("tenant", bson(tenant))
              .append(field, new BsonDocument("$in", Bsons.texts(hashes)));
      List<BsonDocument> found =
          mongo.run(() ->
              collection
                  .find(filter)
                  .projection(Projections.include(field))
                  .limit(REFERRING)
                  .into(new ArrayList<>()));
      for (BsonDocument document : found) {
        if (document.isArray(field)) {
          texts(document, field).forEach(hashes::remove);
        } else {
          hashes.remove(text(document, field));
        }
      }
      more = found.size() == REFERRING;
    }
  }

  @Override
  public int forgetReceipts(Duration age, int limit) {
    Instant cut = mongo.serverTime().minus(age);
    Bson old = Filters.lt("at", new BsonDateTime(cut.toEpochMilli()));
    List<BsonDocument> found =
        mongo.run(() ->
            mongo
                .receipts
                .find(old)
                .projection(Projections.include("tenant"))
                .sort(Sorts.ascending("at"))
                .limit(limit)
                .into(new ArrayList<>()));
    // Another may have come under the same key meanwhile.
    BsonDocument still =
        new BsonDocument("at", new BsonDocument("$lt", new BsonDateTime(cut.toEpochMilli())));
    return delete(mongo.receipts, found, still);
  }

  private int delete(
      MongoCollection<BsonDocument> collection, List<BsonDocument> found, BsonDocument guard) {
    if (found.isEmpty()) {
      return 0;
    }
    Set<String> tenants = new LinkedHashSet<>();
    found.forEach(document -> tenants.add(text(document, "tenant")));
    List<String> ids = found.stream().map(document -> text(document, "_id")).toList();
    BsonDocument filter =
        new BsonDocument("tenant", new BsonDocument("$in", Bsons.texts(tenants)))
            .append("_id", new BsonDocument("$in", Bsons.texts(ids)));
    filter.putAll(guard);
    return (int) mongo.run(() -> collection.deleteMany(filter)).getDeletedCount();
  }

  /** The horizons rise first: who reads meanwhile learns that something is missing, if not what. */
  @Override
  public int forgetEvents(Duration age, boolean publishedOnly, int limit) {
    long cut = mongo.serverTime().toEpochMilli() - age.toMillis();
    BsonDocument filter =
        new BsonDocument("at", new BsonDocument("$lt", bson(cut)))
            .append(
                "position",
                new BsonDocument("$gt", bson(0))
                    .append("$lte", bson(MongoEventFeed.visible(mongo))));
    BsonDocument published =
        publishedOnly ? new BsonDocument("due", BsonNull.VALUE) : new BsonDocument();
    filter.putAll(published);
    List<BsonDocument> found =
        mongo.run(() ->
            mongo
                .events
                .find(filter)
                .projection(Projections.include("tenant", "position", "aggregate"))
                .sort(Sorts.ascending("at", "position"))
                .limit(limit)
                .into(new ArrayList<>()));
    Map<String, Long> horizons = new HashMap<>();
    found.forEach(
        event -> horizons.merge(text(event, "tenant"), number(event, "position"), Math::max));
    List<UpdateOneModel<BsonDocument>> raise = new ArrayList<>();
    horizons.forEach((tenant, position) ->
        raise.add(
            new UpdateOneModel<>(
                Ids.one(tenant, tenant),
                Updates.max("horizon", position),
                new UpdateOptions().upsert(true))));
    mongo.writeAll(mongo.horizons, raise);
    int forgotten = delete(mongo.events, found, published);
    Set<String> aggregates = new LinkedHashSet<>();
    found.forEach(event -> aggregates.add(text(event, "aggregate")));
    aggregates.forEach(this::removeIfEmpty);
    return forgotten;
  }

  /** What has no event left needs no tombstone, unless there is still something to erase. */
  private void removeIfEmpty(String id) {
    AggregateRef ref = Ids.ref(id);
    if (!erasing.isWithoutEvents(ref)) {
      return;
    }
    Optional<AggregateDocument> aggregate = deciding.read(ref);
    if (aggregate.filter(a -> !a.carried("events").isEmpty()).isPresent()) {
      return;
    }
    mongo.run(() -> mongo.parked.deleteOne(Ids.one(ref.tenant(), id)));
    aggregate.filter(AggregateDocument::isDeleted).ifPresent(erasing::remove);
  }
}
