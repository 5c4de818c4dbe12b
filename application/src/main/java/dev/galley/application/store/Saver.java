package dev.galley.application.store;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.Contended;
import dev.galley.application.support.Ids;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Patience;
import dev.galley.domain.aggregate.ChangeId;
import java.util.Objects;
import java.util.function.Function;

/**
 * The way in which decisions are saved. A use case loads, asks the domain, saves; when another
 * writer was faster it loads and decides again, so that the caller's own precondition decides, not
 * luck.
 */
public record Saver(Aggregates aggregates, Ids ids, Patience patience) {

  public Saver {
    Objects.requireNonNull(aggregates, "aggregates");
    Objects.requireNonNull(ids, "ids");
    Objects.requireNonNull(patience, "patience");
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
          switch (save(change)) {
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
            case SaveOutcome.AlreadyDone done -> throw unexpected(done);
          }
        }
      }
      patience.pause(attempt);
    }
    throw new Contended();
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

  private static IllegalStateException unexpected(SaveOutcome outcome) {
    return new IllegalStateException("a change without a receipt was saved as " + outcome);
  }
}
