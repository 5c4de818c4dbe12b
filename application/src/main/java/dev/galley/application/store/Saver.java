package dev.galley.application.store;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.Contended;
import dev.galley.application.support.Ids;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Patience;
import dev.galley.domain.aggregate.ChangeId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way in which decisions are saved. A use case loads, asks the domain, saves; when another
 * writer was faster it loads and decides again, so that the caller's own precondition decides, not
 * luck.
 *
 * @param receipting makes the receipt for a request with an idempotency key, which is saved with
 *     the first change of that request
 */
public record Saver(Aggregates aggregates, Ids ids, Patience patience, Receipting receipting) {

  public Saver {
    Objects.requireNonNull(aggregates, "aggregates");
    Objects.requireNonNull(ids, "ids");
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(receipting, "receipting");
  }

  /** The way for work that no request has asked for. */
  public Saver(Aggregates aggregates, Ids ids, Patience patience) {
    this(aggregates, ids, patience, Receipting.NONE);
  }

  /** The way for a request of several effects, of which a receipt could tell the first alone. */
  public Saver withoutReceipts() {
    return new Saver(
        aggregates,
        ids,
        patience,
        new Receipting() {
          @Override
          public Optional<Receipt> receipt(Change change, Object answer) {
            return Optional.empty();
          }

          @Override
          public void kept(Receipt receipt) {}

          @Override
          public void saved() {
            receipting.saved();
          }
        });
  }

  /** A name for a save. */
  public ChangeId changeId() {
    return new ChangeId(ids.next());
  }

  /**
   * Loads, decides and saves until the save was not overtaken.
   *
   * @param round one round; called again when another writer was faster
   * @throws Contended when that happened too often
   * @throws RepeatedRequest when the request has had its effect before
   */
  public <T> Outcome<T> settle(Function<ChangeId, Round<T>> round) {
    for (int attempt = 1; attempt <= Patience.ATTEMPTS; attempt++) {
      switch (round.apply(changeId())) {
        case Round.Answer<T>(Outcome<T> outcome) -> {
          return outcome;
        }
        case Round.Again<T> again -> {
          // Load and decide again.
        }
        case Round.Save<T>(Change change, T answer) -> {
          switch (save(change, answer)) {
            case SaveOutcome.Saved saved -> {
              return Outcome.done(answer);
            }
            case SaveOutcome.Stale stale -> {
              // Another writer was faster: load and decide again.
            }
            case SaveOutcome.FollowerChanged changed -> {
              // The same.
            }
            case SaveOutcome.NameTaken taken -> {
              // By somebody who was not there when it was looked for.
            }
            case SaveOutcome.AlreadyDone done -> throw new RepeatedRequest();
          }
        }
      }
      patience.pause(attempt);
    }
    throw new Contended();
  }

  /**
   * Saves what a request has asked for, with the receipt that it is to leave.
   *
   * @param answer what the request will be answered when it is saved
   * @throws RepeatedRequest when the request has had its effect before
   */
  public SaveOutcome save(Change change, Object answer) {
    Optional<Receipt> receipt = receipting.receipt(change, answer);
    SaveOutcome outcome = save(receipt.map(change::with).orElse(change));
    return switch (outcome) {
      case SaveOutcome.Saved saved -> {
        receipting.saved();
        receipt.ifPresent(receipting::kept);
        yield saved;
      }
      case SaveOutcome.AlreadyDone done -> throw new RepeatedRequest();
      case SaveOutcome.Stale stale -> stale;
      case SaveOutcome.NameTaken taken -> taken;
      case SaveOutcome.FollowerChanged changed -> changed;
    };
  }

  /** Saves; when the store did not say whether it did, asks it. */
  public SaveOutcome save(Change change) {
    try {
      return aggregates.save(change);
    } catch (OutcomeUnknown unknown) {
      if (happened(change, unknown)) {
        return new SaveOutcome.Saved();
      }
      throw unknown;
    }
  }

  /** A store that was lost a moment ago may not answer this either; the first doubt then stays. */
  private boolean happened(Change change, OutcomeUnknown unknown) {
    try {
      return aggregates.happened(change.next().ref(), change.id());
    } catch (ApplicationException e) {
      unknown.addSuppressed(e);
      throw unknown;
    }
  }
}
