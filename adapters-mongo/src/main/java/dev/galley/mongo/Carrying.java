package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Puts what saves have left inside an aggregate where it belongs, and only then takes it out. Each
 * step can be done twice: whoever comes upon the document after a crash does all of it again.
 */
final class Carrying {
  private final Mongo mongo;
  private final Deciding deciding;

  Carrying(Mongo mongo, Deciding deciding) {
    this.mongo = mongo;
    this.deciding = deciding;
  }

  /** Carries out what is inside; how many events that were. */
  int out(AggregateDocument aggregate) {
    if (!aggregate.carriesAnything()) {
      return 0;
    }
    AggregateRef ref = aggregate.ref();
    List<BsonDocument> events = aggregate.carried("events");
    put(
        mongo.events,
        ref,
        events,
        event -> EventDocument.id(ref, number(event, "sequence")),
        event -> EventDocument.logged(ref, event));
    put(
        mongo.revisions,
        ref,
        aggregate.carried("revisions"),
        revision -> Ids.numbered(aggregate.id(), number(revision, "number")),
        revision -> revision.clone().append("tenant", bson(ref.tenant().value())));
    put(
        mongo.heads,
        ref,
        aggregate.carried("heads"),
        head -> headId(aggregate.id(), head),
        head -> head.clone().append("tenant", bson(ref.tenant().value())));
    for (BsonDocument receipt : aggregate.carried("receipts")) {
      count(ref, receipt);
    }
    for (BsonDocument named : aggregate.carried("named")) {
      decided(named);
    }
    for (BsonDocument used : aggregate.carried("used")) {
      deciding.finish(
          Ids.ref(text(used, "follower")), new ChangeId(UUID.fromString(text(used, "change"))));
    }
    takeOut(aggregate);
    return events.size();
  }

  private static String headId(String aggregate, BsonDocument head) {
    return Ids.head(aggregate, UUID.fromString(text(head, "draft")), number(head, "seqNo"));
  }

  /** A second time changes nothing. */
  private void put(
      MongoCollection<BsonDocument> collection,
      AggregateRef ref,
      List<BsonDocument> items,
      Function<BsonDocument, String> id,
      Function<BsonDocument, BsonDocument> stored) {
    List<UpdateOneModel<BsonDocument>> writes = new ArrayList<>();
    for (BsonDocument item : items) {
      BsonDocument fields = stored.apply(item);
      fields.remove("tenant");
      writes.add(
          new UpdateOneModel<>(
              Ids.one(ref.tenant(), id.apply(item)),
              new BsonDocument("$setOnInsert", fields),
              new UpdateOptions().upsert(true)));
    }
    mongo.writeAll(collection, writes);
  }

  /** A receipt counts by itself when its claim is gone. */
  private void count(AggregateRef ref, BsonDocument receipt) {
    BsonDocument filter =
        Ids.one(ref.tenant(), text(receipt, "id"))
            .append("claim.change", bson(text(receipt, "change")));
    mongo.run(() -> mongo.receipts.updateOne(filter, Updates.unset("claim")));
  }

  /** Nobody has to ask any more whether a name counts. */
  private void decided(BsonDocument named) {
    BsonDocument filter =
        new BsonDocument("_id", bson(text(named, "id")))
            .append("undecided", bson(text(named, "attempt")));
    mongo.run(() -> mongo.names.updateOne(filter, Updates.unset("undecided")));
  }

  /** Only while no save has put more inside. */
  private void takeOut(AggregateDocument aggregate) {
    BsonDocument filter = Deciding.at(aggregate.ref(), aggregate.version(), aggregate.fence());
    List<String> gone = new ArrayList<>(AggregateDocument.CARRIED);
    gone.add("due");
    Bson update =
        Updates.combine(Updates.set("refs", Bsons.texts(aggregate.held())), Deciding.unset(gone));
    boolean out =
        mongo.run(() -> mongo.aggregates.updateOne(filter, update)).getMatchedCount() == 1;
    if (!out) {
      putInOrder(aggregate);
    }
  }

  /**
   * Somebody was faster, or so much faster that what was put had been erased meanwhile: then it has
   * to be erased once more.
   */
  private void putInOrder(AggregateDocument put) {
    Optional<AggregateDocument> now = deciding.read(put.ref());
    Set<String> ended = new LinkedHashSet<>();
    put.carried("heads").forEach(head -> ended.add(text(head, "draft")));
    now.flatMap(AggregateDocument::draft).ifPresent(ended::remove);
    List<Bson> marks = new ArrayList<>();
    if (now.isPresent() && now.get().isDeleted()) {
      marks.add(Updates.set("gone", true));
    } else if (!ended.isEmpty()) {
      marks.add(Updates.addEachToSet("ended", List.copyOf(ended)));
    }
    if (!marks.isEmpty()) {
      mongo.run(() -> mongo.aggregates.updateOne(Ids.same(put.document()), Updates.combine(marks)));
    }
  }
}
