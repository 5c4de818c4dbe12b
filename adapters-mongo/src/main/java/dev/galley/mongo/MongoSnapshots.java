package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.text;

import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;

/** Contents in MongoDB. */
final class MongoSnapshots implements Snapshots {
  private final Mongo mongo;

  MongoSnapshots(Mongo mongo) {
    this.mongo = mongo;
  }

  @Override
  public Optional<Snapshot> find(TenantId tenant, ContentHash hash) {
    return Optional.ofNullable(findAll(tenant, List.of(hash)).get(hash));
  }

  @Override
  public Map<ContentHash, Snapshot> findAll(TenantId tenant, Collection<ContentHash> hashes) {
    return find(named(tenant, hashes), hashes);
  }

  @Override
  public Map<ContentHash, Snapshot> findBelow(
      TenantId tenant, Collection<ContentHash> hashes, int bytes) {
    BsonDocument filter =
        named(tenant, hashes).append("size", new BsonDocument("$lt", bson(bytes)));
    return find(filter, hashes);
  }

  private static BsonDocument named(TenantId tenant, Collection<ContentHash> hashes) {
    List<String> ids = hashes.stream().map(hash -> Ids.of(tenant, hash.value())).toList();
    BsonArray in = Bsons.texts(ids);
    return new BsonDocument("tenant", bson(tenant.value()))
        .append("_id", new BsonDocument("$in", in));
  }

  private Map<ContentHash, Snapshot> find(BsonDocument filter, Collection<ContentHash> hashes) {
    if (hashes.isEmpty()) {
      return Map.of();
    }
    Map<ContentHash, Snapshot> found = new HashMap<>();
    for (BsonDocument document :
        mongo.run(() -> mongo.snapshots.find(filter).into(new ArrayList<>()))) {
      String id = text(document, "_id");
      ContentHash hash = new ContentHash(id.substring(id.lastIndexOf('/') + 1));
      found.put(hash, Snapshot.stored(hash, text(document, "content")));
    }
    return found;
  }
}
