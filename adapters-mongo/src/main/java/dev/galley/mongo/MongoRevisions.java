package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import dev.galley.application.assistant.Revisions;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/**
 * The past in MongoDB: the newest part may still be inside the aggregate. That is read first, so
 * that what is carried out meanwhile is met in its collection, if not in both.
 */
final class MongoRevisions implements Revisions {
  private final Mongo mongo;
  private final Inside inside;

  MongoRevisions(Mongo mongo) {
    this.mongo = mongo;
    this.inside = new Inside(mongo);
  }

  @Override
  public Optional<Revision> find(AggregateRef aggregate, long number) {
    return before(aggregate, number + 1, 1).stream()
        .filter(revision -> revision.number() == number)
        .findFirst();
  }

  @Override
  public List<Revision> before(AggregateRef aggregate, long below, int limit) {
    TenantId tenant = aggregate.tenant();
    String owner = Ids.of(aggregate);
    Stream<Revision> carried =
        inside.list(tenant, owner, "revisions").map(RevisionDocument::revision);
    Stream<Revision> stored =
        stored(mongo.revisions, tenant, owner, below, limit).stream()
            .map(RevisionDocument::revision);
    Map<Long, Revision> all = new TreeMap<>(Comparator.reverseOrder());
    Stream.concat(carried, stored)
        .filter(revision -> revision.number() < below)
        .forEach(revision -> all.put(revision.number(), revision));
    return all.values().stream().limit(limit).toList();
  }

  @Override
  public List<HistoryEntry> history(AggregateRef aggregate, UUID draft, long below, int limit) {
    TenantId tenant = aggregate.tenant();
    String owner = Ids.of(aggregate);
    Stream<HistoryEntry> carried =
        inside
            .list(tenant, owner, "heads")
            .filter(head -> text(head, "draft").equals(draft.toString()))
            .map(RevisionDocument::entry);
    Stream<HistoryEntry> stored =
        stored(mongo.heads, tenant, owner + '/' + draft, below, limit).stream()
            .map(RevisionDocument::entry);
    Map<Long, HistoryEntry> all = new TreeMap<>(Comparator.reverseOrder());
    Stream.concat(carried, stored)
        .filter(entry -> entry.seqNo() < below)
        .forEach(entry -> all.put(entry.seqNo(), entry));
    return all.values().stream().limit(limit).toList();
  }

  private List<BsonDocument> stored(
      MongoCollection<BsonDocument> collection,
      TenantId tenant,
      String owner,
      long below,
      int limit) {
    BsonDocument filter = Ids.numbered(tenant.value(), owner, 0, below);
    return mongo.run(() ->
        collection.find(filter).sort(Sorts.descending("_id")).limit(limit).into(new ArrayList<>()));
  }

  /** What has not been carried out yet. */
  record Inside(Mongo mongo) {

    Stream<BsonDocument> list(TenantId tenant, String owner, String name) {
      BsonDocument filter = Ids.one(tenant, owner);
      BsonDocument fields = new BsonDocument(name, bson(1));
      BsonDocument found =
          mongo.run(() -> mongo.aggregates.find(filter).projection(fields).first());
      return found == null ? Stream.empty() : Bsons.list(found, name).stream();
    }
  }
}
