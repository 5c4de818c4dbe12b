package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.galley.delta.Frames;
import dev.galley.delta.Kept;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * How contents are put and read. A frame is renewed before a delta from it is put, so that the
 * collector, whose cut is older than that, can't take it until the delta is seen.
 */
final class Contents {
  /** Frames whose last renewal is remembered. */
  private static final int REMEMBERED = 10_000;

  private final Mongo mongo;
  private final Frames frames;
  private final long graceNanos;

  /** When this process has put or renewed a content, at the latest; by its own clock. */
  private final Map<String, Long> renewed =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param grace how long contents are kept that nothing refers to
   */
  Contents(Mongo mongo, Frames frames, Duration grace) {
    this.mongo = mongo;
    this.frames = frames;
    this.graceNanos = grace.toNanos();
  }

  /** Puts contents, and renews those that are there. */
  void put(TenantId tenant, Collection<Snapshot> snapshots, Optional<ContentHash> near) {
    long began = System.nanoTime();
    Map<Snapshot, Kept> puts = new LinkedHashMap<>();
    for (Snapshot snapshot : snapshots) {
      Kept kept = frames.keep(tenant, snapshot, near, this::find);
      if (kept instanceof Kept.Delta delta && !isRenewed(tenant, delta.frame())) {
        // It was remembered, and is gone.
        frames.forget(tenant, snapshot.hash(), delta);
        kept = new Kept.Whole(snapshot.canonical());
      }
      puts.put(snapshot, kept);
    }
    List<UpdateOneModel<BsonDocument>> writes = new ArrayList<>();
    puts.forEach((snapshot, kept) -> writes.add(put(tenant, snapshot, kept)));
    mongo.writeAll(mongo.snapshots, writes);
    if (System.nanoTime() - began > graceNanos / 2) {
      puts.forEach((snapshot, kept) -> repair(tenant, snapshot, kept));
      return;
    }
    puts.keySet().forEach(snapshot -> remember(id(tenant, snapshot.hash()), began));
  }

  /** Puts a content as it is, or renews the time of one that is there. */
  static UpdateOneModel<BsonDocument> put(TenantId tenant, Snapshot snapshot) {
    return put(tenant, snapshot, new Kept.Whole(snapshot.canonical()));
  }

  private static UpdateOneModel<BsonDocument> put(TenantId tenant, Snapshot snapshot, Kept kept) {
    List<Bson> updates = new ArrayList<>();
    switch (kept) {
      case Kept.Whole(String canonical) -> {
        updates.add(Updates.setOnInsert("content", canonical));
        updates.add(Updates.setOnInsert("size", canonical.getBytes(StandardCharsets.UTF_8).length));
      }
      case Kept.Delta delta -> {
        updates.add(Updates.setOnInsert("delta", new BsonBinary(delta.bytes())));
        updates.add(Updates.setOnInsert("frame", delta.frame().value()));
        updates.add(Updates.setOnInsert("spent", delta.spent()));
        updates.add(Updates.setOnInsert("size", delta.size()));
      }
    }
    updates.add(Updates.currentDate("putAt"));
    return new UpdateOneModel<>(
        Ids.one(tenant, id(tenant, snapshot.hash())),
        Updates.combine(updates),
        new UpdateOptions().upsert(true));
  }

  /**
   * Whether the frame is there and stays for half the grace at least. A renewal by this process
   * that is younger than a quarter of it is as good as one now.
   */
  private boolean isRenewed(TenantId tenant, ContentHash frame) {
    String id = id(tenant, frame);
    long now = System.nanoTime();
    synchronized (renewed) {
      Long at = renewed.get(id);
      if (at != null && now - at < graceNanos / 4) {
        return true;
      }
    }
    return renew(tenant, id, now);
  }

  private boolean renew(TenantId tenant, String id, long now) {
    boolean there =
        mongo
                .run(() ->
                    mongo.snapshots.updateOne(Ids.one(tenant, id), Updates.currentDate("putAt")))
                .getMatchedCount()
            == 1;
    if (there) {
      remember(id, now);
    }
    return there;
  }

  private void remember(String id, long at) {
    synchronized (renewed) {
      renewed.merge(id, at, Math::max);
    }
  }

  /** A delta that came too late, after its frame had been collected, becomes whole. */
  private void repair(TenantId tenant, Snapshot snapshot, Kept kept) {
    if (!(kept instanceof Kept.Delta delta)
        || renew(tenant, id(tenant, delta.frame()), System.nanoTime())) {
      return;
    }
    frames.forget(tenant, snapshot.hash(), delta);
    BsonDocument same =
        Ids.one(tenant, id(tenant, snapshot.hash())).append("frame", bson(delta.frame().value()));
    mongo.run(() ->
        mongo.snapshots.updateOne(
            same,
            Updates.combine(
                Updates.set("content", snapshot.canonical()),
                Updates.unset("delta"),
                Updates.unset("frame"),
                Updates.unset("spent"))));
  }

  /** The contents of those documents, by their hash. */
  Map<ContentHash, Snapshot> read(TenantId tenant, List<BsonDocument> documents) {
    return frames.read(tenant, kept(documents), this::find);
  }

  private Map<ContentHash, Kept> find(TenantId tenant, Collection<ContentHash> hashes) {
    BsonDocument filter = named(tenant, hashes);
    return kept(mongo.run(() -> mongo.snapshots.find(filter).into(new ArrayList<>())));
  }

  /** Those contents of a tenant. */
  static BsonDocument named(TenantId tenant, Collection<ContentHash> hashes) {
    List<String> ids = hashes.stream().map(hash -> id(tenant, hash)).toList();
    return new BsonDocument("tenant", bson(tenant.value()))
        .append("_id", new BsonDocument("$in", Bsons.texts(ids)));
  }

  private static Map<ContentHash, Kept> kept(List<BsonDocument> documents) {
    Map<ContentHash, Kept> found = new HashMap<>();
    documents.forEach(document -> found.put(hash(document), kept(document)));
    return found;
  }

  private static Kept kept(BsonDocument document) {
    return document.containsKey("delta")
        ? new Kept.Delta(
            new ContentHash(text(document, "frame")),
            document.getBinary("delta").getData(),
            (int) number(document, "size"),
            (int) number(document, "spent"))
        : new Kept.Whole(text(document, "content"));
  }

  /** The hash that a document stands under. */
  static ContentHash hash(BsonDocument document) {
    String id = text(document, "_id");
    return new ContentHash(id.substring(id.lastIndexOf('/') + 1));
  }

  private static String id(TenantId tenant, ContentHash hash) {
    return Ids.of(tenant, hash.value());
  }
}
