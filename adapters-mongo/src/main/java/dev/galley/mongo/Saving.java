package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;

import com.mongodb.client.model.Updates;
import dev.galley.application.event.Slot;
import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.content.ContentHash;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One save. What it needs is put before the write of the deciding document and does not count until
 * then: claims on a receipt, a name and a follower, and contents. What it leaves behind is carried
 * out after it, by whoever comes upon it.
 */
final class Saving {
  private static final Logger LOG = LoggerFactory.getLogger(Saving.class);

  /** So many of each sort an aggregate carries at most. */
  static final int CARRIED = 64;

  /**
   * An aggregate that is larger carries out before it takes more; a document has at most 16 MiB.
   */
  private static final int BYTES = 4 << 20;

  /** From here on it is worth while to look how large the document is. */
  private static final int FEW = 4;

  private static final Duration AT_MOST = Duration.ofSeconds(40);

  private final Mongo mongo;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Claiming claiming;
  private final Change change;
  private final Aggregate next;
  private final AggregateRef ref;
  private final TenantId tenant;
  private final Contents kept;
  private final Duration putFor;
  private final long began = System.nanoTime();

  /**
   * @param grace how long contents are kept that nothing refers to
   */
  Saving(
      Mongo mongo,
      Deciding deciding,
      Carrying carrying,
      Contents kept,
      Change change,
      Duration grace) {
    this.mongo = mongo;
    this.deciding = deciding;
    this.carrying = carrying;
    this.kept = kept;
    this.claiming = new Claiming(mongo, deciding, change);
    this.change = change;
    this.next = change.next();
    this.ref = next.ref();
    this.tenant = ref.tenant();
    this.putFor = grace.dividedBy(2);
  }

  SaveOutcome run() {
    while (true) {
      Optional<SaveOutcome> outcome;
      try {
        outcome = attempt();
      } catch (OutcomeUnknown e) {
        // It may count: whoever meets a claim asks the deciding document.
        throw e;
      } catch (RuntimeException e) {
        // Certainly not decided: nobody should have to wait for what was claimed.
        claiming.takeBack();
        throw e;
      }
      if (outcome.isPresent()) {
        return outcome.get();
      }
      if (System.nanoTime() - began > AT_MOST.toNanos()) {
        throw new StoreUnavailable("saves of " + ref.key() + " are in each other's way", null);
      }
    }
  }

  private Optional<SaveOutcome> attempt() {
    Optional<AggregateDocument> before = deciding.read(ref);
    Step step = fits(before);
    if (step instanceof Step.Done) {
      step = claiming.claim(clock(before));
    }
    switch (step) {
      case Step.Done done -> {}
      case Step.Refused(SaveOutcome outcome) -> {
        claiming.takeBack();
        return outranked(outcome, clock(before));
      }
      case Step.Again again -> {
        claiming.takeBack();
        claiming.pause();
        return Optional.empty();
      }
      case Step.Await(Claim claim) -> {
        // Its own claims first: nobody waits while others wait for him.
        claiming.takeBack();
        claiming.await(claim);
        return Optional.empty();
      }
    }
    long put = System.nanoTime();
    putContents(before);
    if (System.nanoTime() - put > putFor.toNanos()) {
      claiming.takeBack();
      return Optional.empty();
    }
    if (!decide(before) && !isRecorded()) {
      claiming.takeBack();
      claiming.pause();
      return Optional.empty();
    }
    clearUp();
    return Optional.of(new SaveOutcome.Saved());
  }

  /** An earlier try of the same change may have arrived late. */
  private boolean isRecorded() {
    return deciding.read(ref).filter(d -> d.records(change.id())).isPresent();
  }

  private static long clock(Optional<AggregateDocument> document) {
    return document.map(AggregateDocument::clock).orElse(0L);
  }

  /**
   * That the aggregate itself has moved on, or is used up, is said before anything else. A fence
   * tells that a claim may have been lost before the refusal, which has then to be asked for again.
   */
  private Optional<SaveOutcome> outranked(SaveOutcome refusal, long clock) {
    if (refusal instanceof SaveOutcome.Stale) {
      return Optional.of(refusal);
    }
    Optional<AggregateDocument> now = deciding.read(ref);
    return switch (fits(now)) {
      case Step.Done done when clock(now) != clock -> Optional.empty();
      case Step.Done done -> Optional.of(refusal);
      case Step.Refused(SaveOutcome first) -> Optional.of(first);
      case Step.Again again -> Optional.empty();
      case Step.Await await -> Optional.empty();
    };
  }

  /** Whether the deciding document stands where the change was made, with room for more. */
  private Step fits(Optional<AggregateDocument> before) {
    if (before.isEmpty() || before.get().isVacant()) {
      return change.readVersion() == 0
          ? before.map(this::emptied).orElse(Step.DONE)
          : new Step.Refused(new SaveOutcome.Stale(0));
    }
    AggregateDocument current = before.get();
    if (current.isDeleted()) {
      return new Step.Refused(new SaveOutcome.Stale(0));
    }
    Optional<Claim> mark = current.mark();
    if (mark.isPresent()) {
      return claiming.settle(current, mark.get());
    }
    if (current.version() != change.readVersion()) {
      return new Step.Refused(new SaveOutcome.Stale(current.version()));
    }
    if (!hasRoom(current)) {
      carrying.out(current);
      return Step.AGAIN;
    }
    return Step.DONE;
  }

  /** What an aggregate that was used up has left goes before another takes its place. */
  private Step emptied(AggregateDocument vacant) {
    if (vacant.carriesAnything()) {
      carrying.out(vacant);
      return Step.AGAIN;
    }
    if (vacant.isGone()) {
      new Erasing(mongo, deciding).erase(vacant);
      return Step.AGAIN;
    }
    return Step.DONE;
  }

  private boolean hasRoom(AggregateDocument current) {
    boolean few =
        current.carried("events").size() + change.events().size() <= CARRIED
            && current.carried("revisions").size() + change.revisions().size() <= CARRIED
            && current.carried("heads").size() + change.entries().size() <= CARRIED
            && current.carried("notes").size() + change.notes().size() <= CARRIED
            && current.carried("receipts").size() < CARRIED
            && current.carried("used").size() < CARRIED
            && current.carried("named").size() < CARRIED;
    return few && (current.countCarried() < FEW || Bsons.size(current.document()) < BYTES);
  }

  /** Puts what the change brings, and renews what it refers to that the state before did not. */
  private void putContents(Optional<AggregateDocument> before) {
    Set<String> needed = new LinkedHashSet<>(contents());
    change.snapshots().forEach(snapshot -> needed.remove(snapshot.hash().value()));
    if (!change.snapshots().isEmpty()) {
      kept.put(tenant, change.snapshots(), change.near());
    }
    before.ifPresent(b -> needed.removeAll(b.held()));
    for (String hash : needed) {
      BsonDocument filter = Ids.one(tenant, Ids.of(tenant, hash));
      if (mongo
              .run(() -> mongo.snapshots.updateOne(filter, Updates.currentDate("putAt")))
              .getMatchedCount()
          == 0) {
        throw new IllegalStateException(
            "snapshots: without " + hash + " (expected: all that the state refers to)");
      }
    }
  }

  /** All that the change makes refer to contents. */
  private Set<String> contents() {
    Set<String> contents = new LinkedHashSet<>();
    if (next instanceof Living living) {
      contents.addAll(AggregateDocument.held(living));
    }
    change.revisions().forEach(revision -> contents.add(revision.content().value()));
    change.entries().forEach(entry -> contents.add(entry.content().value()));
    change
        .events()
        .forEach(event -> event.content().map(ContentHash::value).ifPresent(contents::add));
    return contents;
  }

  private Map<String, List<BsonDocument>> carried() {
    String id = change.id().value().toString();
    Map<String, List<BsonDocument>> lists = new LinkedHashMap<>();
    lists.put("events", change.events().stream().map(EventDocument::inside).toList());
    lists.put("revisions", change.revisions().stream().map(RevisionDocument::of).toList());
    lists.put("heads", change.entries().stream().map(RevisionDocument::of).toList());
    lists.put("notes", change.notes().stream().map(MongoJournals::document).toList());
    lists.put(
        "receipts",
        change.receipt().stream()
            .map(receipt -> new BsonDocument("id", bson(Ids.of(tenant, receipt.key().value()))))
            .map(item -> item.append("change", bson(id)))
            .toList());
    lists.put(
        "named",
        change.name() instanceof NameChange.Claim(String name)
            ? List.of(new BsonDocument("id", bson(Ids.of(tenant, name))).append("change", bson(id)))
            : List.of());
    lists.put(
        "used",
        change.follower().stream()
            .map(follower -> new BsonDocument("id", bson(Ids.of(follower.ref()))))
            .map(item -> item.append("change", bson(id)))
            .toList());
    return lists;
  }

  /** The moment of truth; false when the document has moved. */
  private boolean decide(Optional<AggregateDocument> before) {
    BsonDocument set = AggregateDocument.state(next);
    Set<String> refs = contents();
    before.ifPresent(b -> refs.addAll(b.carriedContents()));
    set.append("refs", Bsons.texts(refs));
    Map<String, List<BsonDocument>> lists = carried();
    // Heads can wait: an edit of a draft leaves nothing else.
    boolean due =
        lists.entrySet().stream()
            .anyMatch(list -> !list.getKey().equals("heads") && !list.getValue().isEmpty());
    if (due) {
      // Set again in any case: what was due may have been carried out since the document was read.
      String earlier = before.flatMap(b -> Bsons.optionalText(b.document(), "due")).orElse("");
      set.append("due", bson(earlier.isEmpty() ? EventDocument.byTime(at()) : earlier));
      set.append("slot", new BsonInt32(Slot.of(ref).number()));
    }
    set.append("clock", bson(before.map(b -> b.clock() + 1).orElseGet(Deciding::beginning)));
    if (change.readVersion() == 0) {
      return create(before, set, lists);
    }
    BsonDocument filter =
        Ids.one(tenant, Ids.of(ref))
            .append("version", bson(change.readVersion()))
            .append("clock", bson(clock(before)))
            .append("deleted", BsonBoolean.FALSE)
            .append("usedBy", BsonNull.VALUE);
    BsonDocument update = new BsonDocument("$set", set);
    BsonDocument unset = new BsonDocument();
    AggregateDocument.LISTED.stream()
        .filter(field -> !set.containsKey(field))
        .forEach(field -> unset.append(field, new BsonString("")));
    if (!unset.isEmpty()) {
      update.append("$unset", unset);
    }
    BsonDocument pushes = AggregateDocument.pushes(lists);
    if (!pushes.isEmpty()) {
      update.append("$push", pushes);
    }
    BsonDocument additions = new BsonDocument();
    if (change.name() instanceof NameChange.Claim(String name)) {
      additions.append("names", bson(name));
    }
    endedDraft(before).ifPresent(draft -> additions.append("ended", bson(draft)));
    if (!additions.isEmpty()) {
      update.append("$addToSet", additions);
    }
    return mongo
            .decide(change.id(), () -> mongo.aggregates.updateOne(filter, update))
            .getMatchedCount()
        == 1;
  }

  private boolean create(
      Optional<AggregateDocument> before, BsonDocument set, Map<String, List<BsonDocument>> lists) {
    BsonDocument document = Ids.one(tenant, Ids.of(ref));
    document.putAll(set);
    lists.forEach((name, items) -> {
      if (!items.isEmpty()) {
        document.append(name, new BsonArray(items));
      }
    });
    if (change.name() instanceof NameChange.Claim(String name)) {
      document.append("names", Bsons.texts(List.of(name)));
    }
    if (before.isEmpty()) {
      return mongo.insertDeciding(change.id(), mongo.aggregates, document);
    }
    BsonDocument filter = Deciding.unmoved(before.get()).append("version", bson(0));
    return mongo
            .decide(change.id(), () -> mongo.aggregates.replaceOne(filter, document))
            .getMatchedCount()
        == 1;
  }

  private long at() {
    return change.events().stream()
        .mapToLong(event -> event.stamp().at().toEpochMilli())
        .min()
        .orElse(0);
  }

  /** The draft that the change ends; the history of a deleted aggregate goes with it. */
  private Optional<String> endedDraft(Optional<AggregateDocument> before) {
    Optional<String> draft = before.flatMap(AggregateDocument::draft);
    Optional<String> still =
        next instanceof Living living ? living.openDraft().map(Object::toString) : draft;
    return draft.filter(id -> !still.equals(Optional.of(id)));
  }

  /**
   * What readers would otherwise have to find out each time. It has happened in any case; names are
   * free since the holder is deleted, and go when it is erased.
   */
  private void clearUp() {
    try {
      change.follower().ifPresent(follower -> deciding.finish(follower.ref(), change.id()));
      if (!change.dropped().isEmpty()) {
        // One that is still inside is carried out later, and goes with its draft.
        List<BsonString> ids =
            change.dropped().stream()
                .map(entry -> bson(Ids.head(Ids.of(ref), entry.draft(), entry.seqNo())))
                .toList();
        BsonDocument dropped =
            new BsonDocument("tenant", bson(tenant.value()))
                .append("_id", new BsonDocument("$in", new BsonArray(ids)));
        mongo.run(() -> mongo.heads.deleteMany(dropped));
      }
    } catch (RuntimeException e) {
      LOG.debug("Change {} is to be cleared up by others", change.id().value(), e);
    }
  }
}
