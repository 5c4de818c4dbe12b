package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Puts what saves have left inside an aggregate where it belongs, and only then takes it out. Each
 * step can be done twice: whoever comes upon the document after a crash does all of it again.
 */
final class Carrying {
  /** What is erased by its age when an aggregate has lived before. */
  private static final List<String> DATED = List.of("events", "revisions", "notes");

  private final Mongo mongo;
  private final Deciding deciding;
  private final Names names;

  Carrying(Mongo mongo, Deciding deciding) {
    this.mongo = mongo;
    this.deciding = deciding;
    this.names = new Names(mongo, deciding);
  }

  /** Carries out what is inside; false when somebody has put more in meanwhile. */
  boolean out(AggregateDocument aggregate) {
    if (!aggregate.carriesAnything()) {
      return true;
    }
    AggregateRef ref = aggregate.ref();
    put(
        mongo.events,
        ref,
        aggregate.carried("events"),
        event -> EventDocument.id(ref, number(event, "sequence")),
        event -> EventDocument.logged(ref, event));
    put(
        mongo.revisions,
        ref,
        aggregate.carried("revisions"),
        revision -> Ids.numbered(aggregate.id(), number(revision, "number")),
        Function.identity());
    put(
        mongo.heads,
        ref,
        aggregate.carried("heads"),
        head -> headId(aggregate.id(), head),
        Function.identity());
    put(
        mongo.journals,
        ref,
        aggregate.carried("notes"),
        note -> Ids.note(aggregate.id(), text(note, "journal"), number(note, "number")),
        Function.identity());
    for (BsonDocument receipt : aggregate.carried("receipts")) {
      count(ref, receipt);
    }
    for (BsonDocument named : aggregate.carried("named")) {
      names.count(text(named, "id"), change(named), aggregate.id());
    }
    for (BsonDocument used : aggregate.carried("used")) {
      deciding.finish(Ids.ref(text(used, "id")), change(used));
    }
    return takeOut(aggregate);
  }

  private static ChangeId change(BsonDocument item) {
    return new ChangeId(UUID.fromString(text(item, "change")));
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
    mongo.writeAll(
        collection,
        items.stream()
            .map(item -> Mongo.insertion(Ids.one(ref.tenant(), id.apply(item)), stored.apply(item)))
            .toList());
  }

  /** A receipt counts by itself when its claim is gone. */
  private void count(AggregateRef ref, BsonDocument receipt) {
    BsonDocument filter =
        Ids.one(ref.tenant(), text(receipt, "id"))
            .append("claim.change", bson(text(receipt, "change")));
    mongo.run(() -> mongo.receipts.updateOne(filter, Updates.unset("claim")));
  }

  /**
   * Lets go of contents that the state before the last referred to. A save does that by itself, but
   * not for what it has used up and left ended.
   */
  void letGo(AggregateDocument aggregate) {
    if (aggregate.carriesAnything() || aggregate.refs().equals(aggregate.held())) {
      return;
    }
    Bson refs = Updates.set("refs", Bsons.texts(aggregate.held()));
    BsonDocument unmoved = Deciding.unmovedAndEmpty(aggregate);
    mongo.run(() -> mongo.aggregates.updateOne(unmoved, refs));
  }

  /** Erases what is older than a time, of an aggregate that has lived before. */
  void eraseUntil(AggregateRef ref, long until) {
    BsonDocument old =
        Ids.allOf(ref.tenant().value(), Ids.of(ref))
            .append("at", new BsonDocument("$lte", bson(until)));
    mongo.run(() -> mongo.revisions.deleteMany(old));
    mongo.run(() -> mongo.journals.deleteMany(old));
    mongo.run(() -> mongo.events.updateMany(old, Updates.unset("content")));
  }

  /** Only while no save has put more inside. */
  private boolean takeOut(AggregateDocument aggregate) {
    List<String> gone = new ArrayList<>(AggregateDocument.CARRIED);
    gone.addAll(List.of("due", "slot"));
    List<Bson> updates = new ArrayList<>();
    updates.add(Updates.set("refs", Bsons.texts(aggregate.held())));
    updates.add(Deciding.unset(gone));
    // Their heads may have been erased while they were still inside: then they are erased again.
    Set<String> ended = endedDrafts(aggregate, Optional.of(aggregate));
    if (!ended.isEmpty()) {
      updates.add(Updates.addEachToSet("ended", List.copyOf(ended)));
    }
    BsonDocument unmoved = Deciding.unmoved(aggregate);
    // Somebody may have carried the same out before, and have erased it.
    AggregateDocument.CARRIED.stream()
        .filter(list -> !aggregate.carried(list).isEmpty())
        .forEach(list -> unmoved.append(list, new BsonDocument("$exists", BsonBoolean.TRUE)));
    boolean out =
        mongo
                .run(() -> mongo.aggregates.updateOne(unmoved, Updates.combine(updates)))
                .getMatchedCount()
            == 1;
    if (!out) {
      putInOrder(aggregate);
    }
    return out;
  }

  /** The drafts of heads inside that are not open now. */
  private static Set<String> endedDrafts(
      AggregateDocument inside, Optional<AggregateDocument> now) {
    Set<String> drafts = new LinkedHashSet<>();
    inside.carried("heads").forEach(head -> drafts.add(text(head, "draft")));
    now.flatMap(AggregateDocument::draft).ifPresent(drafts::remove);
    return drafts;
  }

  /**
   * Somebody was faster, or so much faster that what was put had been erased meanwhile: then it has
   * to be erased once more. The clock goes on, so that nobody who is erasing now is done with it.
   */
  private void putInOrder(AggregateDocument put) {
    Optional<AggregateDocument> now = deciding.read(put.ref());
    BsonDocument same = Ids.same(put.document());
    if (now.isEmpty()) {
      BsonDocument all = Ids.allOf(put.ref().tenant().value(), put.id());
      mongo.run(() -> mongo.revisions.deleteMany(all));
      mongo.run(() -> mongo.heads.deleteMany(all));
      mongo.run(() -> mongo.journals.deleteMany(all));
    } else if (now.get().isDeleted()) {
      Bson again = Updates.combine(Updates.set("gone", true), Updates.inc("clock", 1L));
      mongo.run(() -> mongo.aggregates.updateOne(same, again));
    } else {
      Set<String> ended = endedDrafts(put, now);
      if (!ended.isEmpty()) {
        Bson again = Updates.addEachToSet("ended", List.copyOf(ended));
        mongo.run(() -> mongo.aggregates.updateOne(same, again));
      }
      OptionalLong erased = now.get().erasedUntil();
      if (erased.isPresent() && holdsOlder(put, erased.getAsLong())) {
        eraseUntil(put.ref(), erased.getAsLong());
      }
    }
  }

  private static boolean holdsOlder(AggregateDocument inside, long until) {
    return DATED.stream()
        .flatMap(list -> inside.carried(list).stream())
        .anyMatch(item -> number(item, "at") <= until);
  }
}
