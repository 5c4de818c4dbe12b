package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;

import com.mongodb.client.model.Updates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims of one save: on a receipt, a name and a follower, in that order. A save that meets the
 * claim of another which may still count takes its own back before it waits.
 */
final class Claiming {
  private static final Logger LOG = LoggerFactory.getLogger(Claiming.class);

  /** How long a claim of somebody else is waited for; then its save has to begin anew. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Mongo mongo;
  private final Deciding deciding;
  private final Names names;
  private final Change change;
  private final AggregateRef ref;
  private final TenantId tenant;
  private final Deque<Runnable> claimed = new ArrayDeque<>();
  private final Map<String, Long> waited = new HashMap<>();

  Claiming(Mongo mongo, Deciding deciding, Change change) {
    this.mongo = mongo;
    this.deciding = deciding;
    this.names = new Names(mongo, deciding);
    this.change = change;
    this.ref = change.next().ref();
    this.tenant = ref.tenant();
  }

  /**
   * Claims what the change needs.
   *
   * @param clock what the deciding document's says
   */
  Step claim(long clock) {
    Claim claim = new Claim(change.id(), Ids.of(ref), clock, UUID.randomUUID().toString());
    Step step = Step.DONE;
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

  /** Of a claim by the same change nobody is left who could still decide. */
  private boolean isOwn(Claim claim) {
    return claim.change().equals(change.id());
  }

  private Step claimReceipt(Claim claim, Receipt receipt) {
    BsonDocument mine = ReceiptDocument.of(tenant, receipt).append("claim", claim.write());
    BsonDocument same = Ids.same(mine);
    BsonDocument own = same.clone().append("claim.attempt", bson(claim.attempt()));
    claimed.push(() -> mongo.run(() -> mongo.receipts.deleteOne(own)));
    if (mongo.insert(mongo.receipts, mine)) {
      return Step.DONE;
    }
    BsonDocument found = mongo.run(() -> mongo.receipts.find(same).first());
    if (found == null) {
      return Step.AGAIN;
    }
    Step.Refused done = new Step.Refused(new SaveOutcome.AlreadyDone(ReceiptDocument.read(found)));
    if (!found.containsKey("claim")) {
      return done;
    }
    Claim other = Claim.read(found.getDocument("claim"));
    switch (deciding.ofReceipt(other)) {
      case COUNTS -> {
        return done;
      }
      case PENDING -> {
        if (!isOwn(other)) {
          return new Step.Await(other);
        }
      }
      case OVER -> {}
    }
    BsonDocument guarded = same.clone().append("claim.attempt", bson(other.attempt()));
    return mongo.run(() -> mongo.receipts.replaceOne(guarded, mine)).getMatchedCount() == 1
        ? Step.DONE
        : Step.AGAIN;
  }

  private Step claimName(Claim claim, String name) {
    String id = Ids.of(tenant, name);
    claimed.push(() -> names.takeBack(id, claim.attempt()));
    if (mongo.insert(mongo.names, Names.entry(tenant, name).append("next", claim.write()))) {
      return Step.DONE;
    }
    Optional<BsonDocument> found = names.entry(id);
    if (found.isEmpty()) {
      return Step.AGAIN;
    }
    Optional<Claim> other = Names.claim(found.get());
    if (other.isPresent()) {
      switch (deciding.ofName(other.get())) {
        case COUNTS -> {
          names.count(id, other.get().change(), other.get().by());
          return Step.AGAIN;
        }
        case PENDING -> {
          if (!isOwn(other.get())) {
            return new Step.Await(other.get());
          }
        }
        case OVER -> {
          names.takeBack(id, other.get().attempt());
          return Step.AGAIN;
        }
      }
    }
    Optional<String> by = Bsons.optionalText(found.get(), "by");
    Optional<String> follower = change.follower().map(used -> Ids.of(used.ref()));
    Optional<String> holder =
        by.filter(aggregate -> !aggregate.equals(claim.by()))
            .filter(aggregate -> !follower.equals(Optional.of(aggregate)));
    if (holder.filter(aggregate -> isCalled(aggregate, name)).isPresent()) {
      return new Step.Refused(new SaveOutcome.NameTaken());
    }
    BsonDocument guarded =
        new BsonDocument("_id", bson(id))
            .append("by", by.<BsonValue>map(Bsons::bson).orElse(BsonNull.VALUE))
            .append(
                "next.attempt",
                other.<BsonValue>map(o -> bson(o.attempt())).orElse(BsonNull.VALUE));
    boolean mine =
        mongo
                .run(() -> mongo.names.updateOne(guarded, Updates.set("next", claim.write())))
                .getMatchedCount()
            == 1;
    if (mine && holder.filter(aggregate -> isCalled(aggregate, name)).isPresent()) {
      // It was taken back by its former holder since the look above; nobody can from now on.
      return new Step.Refused(new SaveOutcome.NameTaken());
    }
    return mine ? Step.DONE : Step.AGAIN;
  }

  /** Whether an aggregate is called by a name, and not used up. */
  private boolean isCalled(String aggregate, String name) {
    return deciding
        .read(aggregate)
        .flatMap(deciding::seen)
        .filter(holder -> holder.isCalled(name))
        .isPresent();
  }

  private Step markFollower(Claim claim, Follower follower) {
    AggregateRef other = follower.ref();
    BsonDocument same = Ids.one(other.tenant(), Ids.of(other));
    BsonDocument marked = same.clone().append("usedBy.attempt", bson(claim.attempt()));
    claimed.push(
        () -> mongo.run(() -> mongo.aggregates.updateOne(marked, Updates.unset("usedBy"))));
    BsonDocument free =
        same.clone()
            .append("version", bson(follower.version()))
            .append("deleted", BsonBoolean.FALSE)
            .append("usedBy", BsonNull.VALUE);
    BsonDocument usedBy = claim.write();
    follower
        .left()
        .ifPresent(left -> usedBy.append(AggregateDocument.LEFT, AggregateDocument.state(left)));
    BsonDocument mark = new BsonDocument("$set", new BsonDocument("usedBy", usedBy));
    if (mongo.run(() -> mongo.aggregates.updateOne(free, mark)).getMatchedCount() == 1) {
      return Step.DONE;
    }
    SaveOutcome changed = new SaveOutcome.FollowerChanged();
    Optional<AggregateDocument> found = deciding.read(other);
    if (found.isEmpty() || found.get().isDeleted() || found.get().version() != follower.version()) {
      return new Step.Refused(changed);
    }
    Optional<Claim> earlier = found.get().mark();
    if (earlier.isEmpty() || !isOwn(earlier.get())) {
      return earlier.map(e -> settle(found.get(), e)).orElse(Step.AGAIN);
    }
    BsonDocument own = same.clone().append("usedBy.attempt", bson(earlier.get().attempt()));
    return mongo.run(() -> mongo.aggregates.updateOne(own, mark)).getMatchedCount() == 1
        ? Step.DONE
        : Step.AGAIN;
  }

  /** Asks what became of a mark; what was used up is looked at again as what is left of it. */
  Step settle(AggregateDocument marked, Claim mark) {
    return switch (deciding.ofMark(mark)) {
      case COUNTS -> {
        deciding.finish(marked.ref(), mark.change());
        yield Step.AGAIN;
      }
      case PENDING -> new Step.Await(mark);
      case OVER -> {
        deciding.takeOff(marked, mark);
        yield Step.AGAIN;
      }
    };
  }

  void await(Claim claim) {
    long since = waited.computeIfAbsent(claim.attempt(), attempt -> System.nanoTime());
    if (System.nanoTime() - since > PATIENCE.toNanos()) {
      deciding.fence(claim);
    } else {
      pause();
    }
  }

  /** Others have their turn. */
  void pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, 12));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted before another try", e);
    }
  }

  /** Takes back whatever was claimed, or may have been. */
  void takeBack() {
    while (!claimed.isEmpty()) {
      try {
        claimed.pop().run();
      } catch (RuntimeException e) {
        // Whoever meets the claim asks the deciding document.
        LOG.debug("A claim of change {} stays for a while", change.id().value(), e);
      }
    }
  }
}
