package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.assistant.Assistant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonDocument;

/**
 * Gives up contents of revisions: a walk along their ids, round and round. Those that are still
 * inside their aggregate are young, and met when they have been carried out.
 *
 * <p>A revision that nothing stands on now is one that nothing will stand on: drafts begin on what
 * is live. So the state may be read before.
 */
final class Pruning {
  /** Revisions that are looked at together. */
  private static final int AT_ONCE = 100;

  /** Revisions that one call looks at. */
  private static final int LOOKED_AT = 100_000;

  private final Mongo mongo;

  /** The id behind which the next call goes on. */
  private volatile String walked = "";

  Pruning(Mongo mongo) {
    this.mongo = mongo;
  }

  int prune(int keep, long before, int limit) {
    boolean fromBeginning = walked.isEmpty();
    int pruned = 0;
    for (int looked = 0; looked < LOOKED_AT && pruned < limit; looked += AT_ONCE) {
      List<BsonDocument> next = next();
      if (next.isEmpty()) {
        walked = "";
        if (fromBeginning) {
          return pruned;
        }
        fromBeginning = true;
        continue;
      }
      pruned += prune(next, keep, before, limit - pruned);
    }
    return pruned;
  }

  private List<BsonDocument> next() {
    BsonDocument behind = new BsonDocument("_id", new BsonDocument("$gt", bson(walked)));
    return mongo.run(() ->
        mongo
            .revisions
            .find(behind)
            .projection(Projections.include("tenant", "number", "at", RevisionDocument.CONTENT))
            .sort(Sorts.ascending("_id"))
            .limit(AT_ONCE)
            .into(new ArrayList<>()));
  }

  private int prune(List<BsonDocument> revisions, int keep, long before, int limit) {
    List<BsonDocument> old =
        withSoManyNewer(
            keep,
            revisions.stream()
                .filter(revision -> revision.containsKey(RevisionDocument.CONTENT))
                .filter(revision -> number(revision, "at") < before)
                .toList());
    Map<String, Assistant> owners = owners(old);
    List<BsonDocument> prunable =
        old.stream()
            .filter(revision ->
                Optional.ofNullable(owners.get(owner(revision)))
                    .filter(assistant -> assistant.mayPrune(number(revision, "number"), keep))
                    .isPresent())
            .limit(limit)
            .toList();
    mongo.writeAll(mongo.revisions, prunable.stream().map(Pruning::withoutContent).toList());
    walked = text(prunable.size() == limit ? prunable.getLast() : revisions.getLast(), "_id");
    return prunable.size();
  }

  /** Only while it is as it was read. */
  private static UpdateOneModel<BsonDocument> withoutContent(BsonDocument revision) {
    String content = text(revision, RevisionDocument.CONTENT);
    return new UpdateOneModel<>(
        Ids.same(revision).append(RevisionDocument.CONTENT, bson(content)),
        Updates.combine(
            Updates.set(RevisionDocument.PRUNED, content),
            Updates.unset(RevisionDocument.CONTENT)));
  }

  /** Spares the reading of states: most chains are short. */
  private List<BsonDocument> withSoManyNewer(int keep, List<BsonDocument> revisions) {
    Set<String> there = new LinkedHashSet<>();
    find(mongo.revisions, revisions, revision -> newer(revision, keep), "_id")
        .forEach(found -> there.add(text(found, "_id")));
    return revisions.stream().filter(revision -> there.contains(newer(revision, keep))).toList();
  }

  private static String newer(BsonDocument revision, int keep) {
    return Ids.numbered(owner(revision), number(revision, "number") + keep);
  }

  private Map<String, Assistant> owners(List<BsonDocument> revisions) {
    Map<String, Assistant> owners = new HashMap<>();
    find(mongo.aggregates, revisions, Pruning::owner, "version", "state", "deleted").stream()
        .map(AggregateDocument::new)
        .filter(aggregate -> !aggregate.isDeleted())
        .filter(aggregate -> aggregate.ref().kind() == AggregateKind.ASSISTANT)
        .forEach(aggregate -> owners.put(aggregate.id(), aggregate.assistant()));
    return owners;
  }

  private static String owner(BsonDocument revision) {
    String id = text(revision, "_id");
    return id.substring(0, id.lastIndexOf('/'));
  }

  private List<BsonDocument> find(
      MongoCollection<BsonDocument> collection,
      List<BsonDocument> revisions,
      Function<BsonDocument, String> id,
      String... fields) {
    if (revisions.isEmpty()) {
      return List.of();
    }
    Set<String> tenants = new LinkedHashSet<>();
    Set<String> ids = new LinkedHashSet<>();
    revisions.forEach(revision -> {
      tenants.add(text(revision, "tenant"));
      ids.add(id.apply(revision));
    });
    BsonDocument filter =
        new BsonDocument("tenant", new BsonDocument("$in", Bsons.texts(tenants)))
            .append("_id", new BsonDocument("$in", Bsons.texts(ids)));
    return mongo.run(() ->
        collection.find(filter).projection(Projections.include(fields)).into(new ArrayList<>()));
  }
}
