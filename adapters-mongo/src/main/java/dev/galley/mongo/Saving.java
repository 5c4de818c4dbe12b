package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;

import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One save. What it needs is put before the write of the deciding document and does not count until
 * then: claims on a receipt, a name and a follower, and contents. What it leaves behind is carried
 * out after it, by whoever comes upon it.
 *
 * <p>Claims are made in that order, and a save that can't decide takes its own back before it waits
 * for another, so that no two wait for each other.
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

  /** How long a claim of somebody else is waited for; then its save has to begin anew. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration AT_MOST = Duration.ofSeconds(40);

  private final Mongo mongo;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Change change;
  private final Aggregate next;
  private final AggregateRef ref;
  private final TenantId tenant;
  private final Duration putFor;
  private final Deque<Runnable> claimed = new ArrayDeque<>();
  private final Map<String, Long> waited = new HashMap<>();
  private final long began = System.nanoTime();
  private Optional<String> nameAttempt = Optional.empty();

  /** What came of a part of the way. */
  private sealed interface Step {
    /** Go on. */
    record Done() implements Step {}

    /** The save is refused. */
    record Refused(SaveOutcome outcome) implements Step {}

    /** Something has moved: begin anew. */
    record Again() implements Step {}
  }

  private static final Step DONE = new Step.Done();
  private static final Step AGAIN = new Step.Again();

  /**
   * @param grace how long contents are kept that nothing refers to
   */
  Saving(Mongo mongo, Deciding deciding, Carrying carrying, Change change, Duration grace) {
    this.mongo = mongo;
    this.deciding = deciding;
    this.carrying = carrying;
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
        takeBack();
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
      step = claim(before);
    }
    switch (step) {
      case Step.Again again -> {
        takeBack();
        return Optional.empty();
      }
      case Step.Refused(SaveOutcome outcome) -> {
        takeBack();
        return outranked(outcome);
      }
      case Step.Done done -> {}
    }
    long put = System.nanoTime();
    putContents(before);
    if (System.nanoTime() - put > putFor.toNanos()) {
      takeBack();
      return Optional.empty();
    }
    if (!decide(before)) {
      takeBack();
      pause();
      return Optional.empty();
    }
    claimed.clear();
    clearUp(before);
    return Optional.of(new SaveOutcome.Saved());
  }

  /** That the aggregate itself has moved on, or is used up, is said before anything else. */
  private Optional<SaveOutcome> outranked(SaveOutcome refusal) {
    if (refusal instanceof SaveOutcome.Stale) {
      return Optional.of(refusal);
    }
    return switch (fits(deciding.read(ref))) {
      case Step.Done done -> Optional.of(refusal);
      case Step.Again again -> Optional.empty();
      case Step.Refused(SaveOutcome first) -> Optional.of(first);
    };
  }

  /** Whether the deciding document stands where the change was made, with room for more. */
  private Step fits(Optional<AggregateDocument> before) {
    boolean isNew = before.isEmpty() || before.get().isFenceOnly();
    if (isNew || before.get().isDeleted()) {
      if (!isNew || change.readVersion() != 0) {
        return new Step.Refused(new SaveOutcome.Stale(0));
      }
      // It is replaced as a whole.
      return before.filter(AggregateDocument::carriesAnything).isPresent()
          ? carriedOut(before.get())
          : DONE;
    }
    AggregateDocument current = before.get();
    Optional<Claim> mark = current.mark();
    if (mark.isPresent()) {
      return settle(current, mark.get()) == Mark.USED_UP
          ? new Step.Refused(new SaveOutcome.Stale(0))
          : AGAIN;
    }
    if (current.version() != change.readVersion()) {
      return new Step.Refused(new SaveOutcome.Stale(current.version()));
    }
    return hasRoom(current) ? DONE : carriedOut(current);
  }

  private Step carriedOut(AggregateDocument full) {
    carrying.out(full);
    return AGAIN;
  }

  private boolean hasRoom(AggregateDocument current) {
    boolean few =
        current.carried("events").size() + change.events().size() <= CARRIED
            && current.carried("revisions").size() + change.revisions().size() <= CARRIED
            && current.carried("heads").size() + change.entries().size() <= CARRIED
            && current.carried("receipts").size() < CARRIED
            && current.carried("used").size() < CARRIED
            && current.carried("named").size() < CARRIED;
    return few && (current.countCarried() < FEW || Bsons.size(current.document()) < BYTES);
  }

  private enum Mark {
    USED_UP,
    OFF,
    WAITED
  }

  /** Asks what became of a mark, and waits a little when that is not known yet. */
  private Mark settle(AggregateDocument follower, Claim mark) {
    Optional<AggregateDocument> user = deciding.read(mark.by());
    if (user.filter(u -> u.hasUsed(mark)).isPresent()) {
      deciding.finish(follower.ref(), mark.change());
      return Mark.USED_UP;
    }
    if (Deciding.isPending(mark, user)) {
      await(mark);
      return Mark.WAITED;
    }
    deciding.takeOff(follower, mark);
    return Mark.OFF;
  }

  private void await(Claim claim) {
    long since = waited.computeIfAbsent(claim.attempt(), attempt -> System.nanoTime());
    if (System.nanoTime() - since > PATIENCE.toNanos()) {
      deciding.fence(claim);
    } else {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, 12));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted before another try", e);
    }
  }

  private void takeBack() {
    while (!claimed.isEmpty()) {
      try {
        claimed.pop().run();
      } catch (StoreUnavailable e) {
        // Whoever meets the claim asks the deciding document.
        LOG.debug("A claim of change {} stays for a while", change.id().value(), e);
      }
    }
  }

  private Claim newClaim(Optional<AggregateDocument> before) {
    return new Claim(
        change.id(),
        Ids.of(ref),
        change.readVersion(),
        before.map(AggregateDocument::fence).orElse(0L),
        UUID.randomUUID().toString());
  }

  private Step claim(Optional<AggregateDocument> before) {
    Claim claim = newClaim(before);
    Step step = DONE;
    if (change.receipt().isPresent()) {
      step = claimReceipt(claim, change.receipt().get());
    }
    if (step instanceof Step.Done && change.name() instanceof NameChange.Claim(String name)) {
      step = claimName(claim, name);
    }
    if (step instanceof Step.Done && change.follower().isPresent()) {
      step = markFollower(claim, change.follower().get());
    }
    return step;
  }

  private Step claimReceipt(Claim claim, Receipt receipt) {
    String id = Ids.of(tenant, receipt.key().value());
    BsonDocument mine = ReceiptDocument.of(tenant, receipt).append("claim", claim.write());
    BsonDocument same = Ids.one(tenant, id);
    if (!mongo.insert(mongo.receipts, mine)) {
      BsonDocument found = mongo.run(() -> mongo.receipts.find(same).first());
      if (found == null) {
        return AGAIN;
      }
      if (!found.containsKey("claim")) {
        return new Step.Refused(new SaveOutcome.AlreadyDone(ReceiptDocument.read(found)));
      }
      Claim other = Claim.read(found.getDocument("claim"));
      Optional<AggregateDocument> decider = deciding.read(other.by());
      if (decider.filter(d -> d.hasReceipt(other)).isPresent()) {
        return new Step.Refused(new SaveOutcome.AlreadyDone(ReceiptDocument.read(found)));
      }
      if (!other.change().equals(change.id()) && Deciding.isPending(other, decider)) {
        await(other);
        return AGAIN;
      }
      BsonDocument guarded = same.clone().append("claim.attempt", bson(other.attempt()));
      if (mongo.run(() -> mongo.receipts.replaceOne(guarded, mine)).getMatchedCount() == 0) {
        return AGAIN;
      }
    }
    BsonDocument own = same.clone().append("claim.attempt", bson(claim.attempt()));
    claimed.push(() -> mongo.run(() -> mongo.receipts.deleteOne(own)));
    return DONE;
  }

  private Step claimName(Claim claim, String name) {
    String id = Ids.of(tenant, name);
    BsonDocument mine =
        Ids.one(tenant, id)
            .append("claim", claim.write())
            .append("undecided", bson(claim.attempt()));
    BsonDocument same = new BsonDocument("_id", bson(id));
    Optional<BsonDocument> former = Optional.empty();
    nameAttempt = Optional.of(claim.attempt());
    if (!mongo.insert(mongo.names, mine)) {
      BsonDocument found = mongo.run(() -> mongo.names.find(same).first());
      if (found == null) {
        return AGAIN;
      }
      Claim other = Claim.read(found.getDocument("claim"));
      Optional<AggregateDocument> holder = deciding.read(other.by());
      boolean isMine = other.by().equals(claim.by());
      if (!isMine && holder.filter(h -> h.isCalled(name)).isPresent()) {
        Optional<Claim> mark = holder.get().mark();
        if (mark.isEmpty()) {
          return new Step.Refused(new SaveOutcome.NameTaken());
        }
        // It may be used up, and free the name.
        boolean usedUp = deciding.isUsedUp(holder.get(), mark.get());
        return usedUp ? AGAIN : new Step.Refused(new SaveOutcome.NameTaken());
      }
      if (!isMine && Deciding.isPending(other, holder)) {
        await(other);
        return AGAIN;
      }
      // To whom the name leads until this save has decided, and when it does not.
      boolean leads = holder.filter(h -> h.hasName(name)).isPresent();
      Optional<String> was = leads ? Optional.of(other.by()) : Bsons.optionalText(found, "was");
      was.filter(by -> !by.equals(claim.by())).ifPresent(by -> mine.append("was", bson(by)));
      former = Optional.of(found);
      BsonDocument guarded = same.clone().append("claim.attempt", bson(other.attempt()));
      if (mongo.run(() -> mongo.names.replaceOne(guarded, mine)).getMatchedCount() == 0) {
        return AGAIN;
      }
    }
    BsonDocument own = same.clone().append("claim.attempt", bson(claim.attempt()));
    Optional<BsonDocument> earlier = former.map(Saving::settled);
    claimed.push(() ->
        mongo.run(() ->
            earlier.isPresent()
                ? mongo.names.replaceOne(own, earlier.get())
                : mongo.names.deleteOne(own)));
    return DONE;
  }

  /** An entry to go back to: its own save is not waited for any more. */
  private static BsonDocument settled(BsonDocument entry) {
    Claim claim = Claim.read(entry.getDocument("claim"));
    BsonDocument back = entry.clone();
    back.put(
        "claim",
        new Claim(claim.change(), claim.by(), Claim.SETTLED, claim.fence(), claim.attempt())
            .write());
    return back;
  }

  private Step markFollower(Claim claim, Follower follower) {
    AggregateRef other = follower.ref();
    BsonDocument free =
        Ids.one(other.tenant(), Ids.of(other))
            .append("version", bson(follower.version()))
            .append("deleted", BsonBoolean.FALSE)
            .append("usedBy", BsonNull.VALUE);
    BsonDocument mark = new BsonDocument("$set", new BsonDocument("usedBy", claim.write()));
    if (mongo.run(() -> mongo.aggregates.updateOne(free, mark)).getMatchedCount() == 0) {
      Optional<AggregateDocument> found = deciding.read(other);
      if (found.isEmpty()
          || found.get().isDeleted()
          || found.get().version() != follower.version()) {
        return new Step.Refused(new SaveOutcome.FollowerChanged());
      }
      Optional<Claim> earlier = found.get().mark();
      if (earlier.isEmpty()) {
        return AGAIN;
      }
      if (!earlier.get().change().equals(change.id())) {
        return settle(found.get(), earlier.get()) == Mark.USED_UP
            ? new Step.Refused(new SaveOutcome.FollowerChanged())
            : AGAIN;
      }
      BsonDocument own =
          Ids.same(found.get().document()).append("usedBy.attempt", bson(earlier.get().attempt()));
      if (mongo.run(() -> mongo.aggregates.updateOne(own, mark)).getMatchedCount() == 0) {
        return AGAIN;
      }
    }
    BsonDocument marked =
        Ids.one(other.tenant(), Ids.of(other)).append("usedBy.attempt", bson(claim.attempt()));
    claimed.push(
        () -> mongo.run(() -> mongo.aggregates.updateOne(marked, Updates.unset("usedBy"))));
    return DONE;
  }

  /** Puts what the change brings, and renews what it refers to that the state before did not. */
  private void putContents(Optional<AggregateDocument> before) {
    List<UpdateOneModel<BsonDocument>> puts = new ArrayList<>();
    Set<String> needed = new LinkedHashSet<>(contents());
    for (Snapshot snapshot : change.snapshots()) {
      needed.remove(snapshot.hash().value());
      puts.add(put(tenant, snapshot));
    }
    mongo.writeAll(mongo.snapshots, puts);
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

  /** Puts a content, or renews the time of one that is there. */
  static UpdateOneModel<BsonDocument> put(TenantId tenant, Snapshot snapshot) {
    return new UpdateOneModel<>(
        Ids.one(tenant, Ids.of(tenant, snapshot.hash().value())),
        Updates.combine(
            Updates.setOnInsert("content", snapshot.canonical()),
            Updates.setOnInsert(
                "size", snapshot.canonical().getBytes(StandardCharsets.UTF_8).length),
            Updates.currentDate("putAt")),
        new UpdateOptions().upsert(true));
  }

  /** All that the change makes refer to contents. */
  private Set<String> contents() {
    Set<String> contents = new LinkedHashSet<>();
    if (next instanceof Assistant assistant) {
      contents.addAll(AggregateDocument.held(assistant));
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
    lists.put(
        "receipts",
        change.receipt().stream()
            .map(receipt ->
                new BsonDocument("id", bson(Ids.of(tenant, receipt.key().value())))
                    .append("change", bson(id)))
            .toList());
    lists.put(
        "used",
        change.follower().stream()
            .map(follower ->
                new BsonDocument("follower", bson(Ids.of(follower.ref())))
                    .append("change", bson(id)))
            .toList());
    if (change.name() instanceof NameChange.Claim(String name)) {
      lists.put(
          "named",
          List.of(
              new BsonDocument("id", bson(Ids.of(tenant, name)))
                  .append("attempt", bson(nameAttempt.orElseThrow()))));
    }
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
      set.append("due", bson(earlier.isEmpty() ? AggregateDocument.due(ref, at()) : earlier));
    }
    long fence = before.map(AggregateDocument::fence).orElse(0L);
    if (change.readVersion() == 0) {
      return create(before, set, lists, fence);
    }
    BsonDocument filter =
        Deciding.at(ref, change.readVersion(), fence)
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
      Optional<AggregateDocument> before,
      BsonDocument set,
      Map<String, List<BsonDocument>> lists,
      long fence) {
    BsonDocument document = Ids.one(tenant, Ids.of(ref)).append("fence", bson(fence));
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
    BsonDocument filter = Deciding.at(ref, 0, fence);
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
        next instanceof Assistant assistant
            ? assistant.draft().map(open -> open.id().toString())
            : draft;
    return draft.filter(id -> !still.equals(Optional.of(id)));
  }

  /** What readers would otherwise have to find out each time. It has happened in any case. */
  private void clearUp(Optional<AggregateDocument> before) {
    try {
      change.follower().ifPresent(follower -> deciding.finish(follower.ref(), change.id()));
      if (next instanceof Tombstone && before.isPresent()) {
        Names.giveUp(mongo, before.get());
      }
      change
          .follower()
          .flatMap(follower -> deciding.read(follower.ref()))
          .ifPresent(used -> Names.giveUp(mongo, used));
    } catch (StoreUnavailable e) {
      LOG.debug("Change {} is to be cleared up by others", change.id().value(), e);
    }
  }
}
