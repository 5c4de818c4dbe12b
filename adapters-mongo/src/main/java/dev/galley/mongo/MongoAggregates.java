package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * All that has versions in MongoDB: a save is one guarded write of one document, with what it needs
 * before.
 */
final class MongoAggregates implements Aggregates {
  private final Mongo mongo;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Names names;
  private final Contents contents;
  private final Duration snapshotGrace;

  MongoAggregates(Mongo mongo, Contents contents, Duration snapshotGrace) {
    this.mongo = mongo;
    this.deciding = new Deciding(mongo);
    this.carrying = new Carrying(mongo, deciding);
    this.names = new Names(mongo, deciding);
    this.contents = contents;
    this.snapshotGrace = snapshotGrace;
  }

  @Override
  public Optional<Living> find(AggregateRef ref) {
    return deciding.read(ref).flatMap(deciding::seen).map(AggregateDocument::living);
  }

  @Override
  public Optional<Living> named(TenantId tenant, String name) {
    return names.find(tenant, name).flatMap(deciding::seen).map(AggregateDocument::living);
  }

  @Override
  public List<Living> listed(TenantId tenant, String key, String after, int limit) {
    List<Living> listed = new ArrayList<>();
    String behind = after;
    while (true) {
      int most = limit - listed.size();
      List<BsonDocument> found = page(tenant, key, behind, most);
      for (BsonDocument document : found) {
        Optional<Living> seen =
            deciding
                .seen(new AggregateDocument(document))
                .map(AggregateDocument::living)
                .filter(living -> living.keys().contains(key));
        if (seen.isPresent()) {
          listed.add(seen.get());
          behind = Bsons.text(document, "place");
        }
      }
      if (found.size() < most || listed.size() == limit) {
        return listed;
      }
      // Some have been used up, and are not found any more; what took their place is.
    }
  }

  private List<BsonDocument> page(TenantId tenant, String key, String behind, int limit) {
    BsonDocument filter = keyed(tenant, key).append("place", new BsonDocument("$gt", bson(behind)));
    return mongo.run(() ->
        mongo
            .aggregates
            .find(filter)
            .sort(Sorts.ascending("place"))
            .limit(limit)
            .into(new ArrayList<>()));
  }

  @Override
  public int count(TenantId tenant, String key, int most) {
    while (true) {
      List<BsonDocument> found =
          mongo.run(() ->
              mongo
                  .aggregates
                  .find(keyed(tenant, key))
                  .projection(Projections.include("usedBy.by"))
                  .limit(most)
                  .into(new ArrayList<>()));
      int count = Math.toIntExact(found.stream().filter(d -> isListed(d, key)).count());
      if (count == found.size() || found.size() < most) {
        return count;
      }
      // Some of them have been used up, and are not found any more.
    }
  }

  private boolean isListed(BsonDocument found, String key) {
    return !found.containsKey("usedBy")
        || find(Ids.ref(Bsons.text(found, "_id")))
            .filter(living -> living.keys().contains(key))
            .isPresent();
  }

  private static BsonDocument keyed(TenantId tenant, String key) {
    return new BsonDocument("tenant", bson(tenant.value())).append("keys", bson(key));
  }

  /** In two steps, each of which is one walk along the index. */
  @Override
  public List<Found> everywhere(String key, Place after, int limit) {
    List<Found> found = new ArrayList<>();
    if (!after.tenant().isEmpty()) {
      BsonDocument ofTenant =
          new BsonDocument("keys", bson(key))
              .append("tenant", bson(after.tenant()))
              .append("place", new BsonDocument("$gt", bson(after.order())));
      found.addAll(found(ofTenant, limit));
    }
    if (found.size() < limit) {
      BsonDocument ofOthers =
          new BsonDocument("keys", bson(key))
              .append("tenant", new BsonDocument("$gt", bson(after.tenant())));
      found.addAll(found(ofOthers, limit - found.size()));
    }
    return found;
  }

  private List<Found> found(BsonDocument filter, int limit) {
    return mongo
        .run(() ->
            mongo
                .aggregates
                .find(filter)
                .projection(Projections.include("tenant", "place"))
                .sort(Sorts.ascending("tenant", "place"))
                .limit(limit)
                .into(new ArrayList<>()))
        .stream()
        .map(document ->
            new Found(
                Ids.ref(Bsons.text(document, "_id")),
                new Place(Bsons.text(document, "tenant"), Bsons.text(document, "place"))))
        .toList();
  }

  @Override
  public SaveOutcome save(Change change) {
    return new Saving(mongo, deciding, carrying, contents, change, snapshotGrace).run();
  }

  @Override
  public boolean happened(AggregateRef aggregate, ChangeId change) {
    return deciding.happened(aggregate, change);
  }
}
