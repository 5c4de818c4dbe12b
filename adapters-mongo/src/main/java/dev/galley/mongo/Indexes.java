package dev.galley.mongo;

import static com.mongodb.client.model.Indexes.ascending;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The indexes, each with the query that it serves; see RATIONALE.md. */
final class Indexes {

  /**
   * @param collection whose
   * @param sparse whether only documents are in it that have the field
   */
  record Index(String collection, List<String> fields, boolean unique, boolean sparse) {

    String name() {
      return String.join("_", fields).replace('.', '_');
    }

    private static Index of(String collection, String... fields) {
      return new Index(collection, List.of(fields), false, false);
    }

    private static Index sparse(String collection, String field) {
      return new Index(collection, List.of(field), false, true);
    }

    private static Index shardKey(String collection) {
      return new Index(collection, List.of("tenant", "_id"), true, false);
    }
  }

  static final List<Index> ALL =
      List.of(
          Index.shardKey("aggregates"),
          Index.of("aggregates", "tenant", "audience", "updatedAt", "_id"),
          Index.of("aggregates", "tenant", "audience", "createdAt", "_id"),
          Index.of("aggregates", "tenant", "audience", "nameKey", "_id"),
          Index.of("aggregates", "tenant", "terms"),
          Index.of("aggregates", "keys", "tenant", "place"),
          Index.of("aggregates", "tenant", "refs"),
          new Index("aggregates", List.of("due", "slot"), false, true),
          Index.sparse("aggregates", "gone"),
          Index.sparse("aggregates", "ended"),
          Index.sparse("aggregates", "usedBy.by"),
          Index.sparse("aggregates", "fencedAt"),
          Index.of("names", "tenant", "order"),
          Index.sparse("names", "next.by"),
          Index.shardKey("snapshots"),
          Index.of("snapshots", "putAt", "_id"),
          Index.of("snapshots", "tenant", "frame"),
          Index.shardKey("revisions"),
          Index.of("revisions", "tenant", "content"),
          Index.shardKey("heads"),
          Index.of("heads", "tenant", "content"),
          Index.shardKey("journals"),
          Index.shardKey("events"),
          Index.of("events", "tenant", "content"),
          Index.of("events", "tenant", "position"),
          Index.of("events", "at", "position"),
          new Index("events", List.of("due", "slot", "aggregate"), false, true),
          Index.sparse("events", "unplaced"),
          Index.shardKey("parked"),
          Index.of("parked", "slot"),
          Index.shardKey("horizons"),
          Index.shardKey("receipts"),
          Index.of("receipts", "at"),
          Index.sparse("receipts", "claim.by"),
          Index.shardKey("models"));

  /** How a server says that there is another index of those fields, or now of that name. */
  private static final Set<Integer> CONFLICTS = Set.of(85, 86);

  private Indexes() {}

  /**
   * Makes what is missing, and looks whether all are as they should be.
   *
   * @throws IllegalStateException naming the first that is not
   */
  static void ensure(Mongo mongo) {
    Map<String, Map<String, BsonDocument>> found = new LinkedHashMap<>();
    for (Index index : ALL) {
      BsonDocument there =
          found
              .computeIfAbsent(index.collection(), collection -> read(mongo, collection))
              .get(index.name());
      if (there == null) {
        create(mongo, index);
      } else if (differs(index, there)) {
        throw unexpected(index, there.toJson());
      }
    }
  }

  private static void create(Mongo mongo, Index index) {
    MongoCollection<BsonDocument> collection =
        mongo.database().getCollection(index.collection(), BsonDocument.class);
    IndexOptions options = new IndexOptions().name(index.name()).sparse(index.sparse());
    if (index.unique()) {
      options.unique(true);
    }
    try {
      mongo.run(() -> collection.createIndex(ascending(index.fields()), options));
    } catch (MongoCommandException e) {
      if (CONFLICTS.contains(e.getErrorCode())) {
        throw unexpected(index, e.getErrorMessage());
      }
      throw e;
    }
  }

  private static IllegalStateException unexpected(Index index, String found) {
    return new IllegalStateException(
        "index "
            + index.collection()
            + '.'
            + index.name()
            + ": "
            + found
            + " (expected: "
            + index
            + "; drop it, and the next start makes it anew)");
  }

  private static boolean differs(Index index, BsonDocument found) {
    BsonDocument key = found.getDocument("key");
    return !List.copyOf(key.keySet()).equals(index.fields())
        || !key.values().stream().allMatch(Indexes::isAscending)
        || Bsons.flag(found, "sparse") != index.sparse()
        || Bsons.flag(found, "unique") != index.unique();
  }

  private static boolean isAscending(BsonValue order) {
    return order.isNumber() && order.asNumber().intValue() == 1;
  }

  private static Map<String, BsonDocument> read(Mongo mongo, String collection) {
    Map<String, BsonDocument> indexes = new LinkedHashMap<>();
    mongo
        .run(() ->
            mongo
                .database()
                .getCollection(collection)
                .listIndexes(BsonDocument.class)
                .into(new ArrayList<>()))
        .forEach(index -> indexes.put(Bsons.text(index, "name"), index));
    return indexes;
  }
}
