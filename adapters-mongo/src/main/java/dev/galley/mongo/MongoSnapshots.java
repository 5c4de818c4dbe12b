package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;

import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;

/** Contents in MongoDB. */
final class MongoSnapshots implements Snapshots {
  private final Mongo mongo;
  private final Contents contents;

  MongoSnapshots(Mongo mongo, Contents contents) {
    this.mongo = mongo;
    this.contents = contents;
  }

  @Override
  public Optional<Snapshot> find(TenantId tenant, ContentHash hash) {
    return Optional.ofNullable(findAll(tenant, List.of(hash)).get(hash));
  }

  @Override
  public Map<ContentHash, Snapshot> findAll(TenantId tenant, Collection<ContentHash> hashes) {
    return find(tenant, Contents.named(tenant, hashes), hashes);
  }

  @Override
  public Map<ContentHash, Snapshot> findBelow(
      TenantId tenant, Collection<ContentHash> hashes, int bytes) {
    BsonDocument filter =
        Contents.named(tenant, hashes).append("size", new BsonDocument("$lt", bson(bytes)));
    return find(tenant, filter, hashes);
  }

  private Map<ContentHash, Snapshot> find(
      TenantId tenant, BsonDocument filter, Collection<ContentHash> hashes) {
    return hashes.isEmpty()
        ? Map.of()
        : contents.read(
            tenant, mongo.run(() -> mongo.snapshots.find(filter).into(new ArrayList<>())));
  }
}
