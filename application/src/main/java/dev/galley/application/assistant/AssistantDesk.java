package dev.galley.application.assistant;

import dev.galley.application.model.ModelList;
import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Snapshots;
import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.Contended;
import dev.galley.application.support.Ids;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Patience;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the use cases of assistants share: the ports, and the way in which a decision is saved. A
 * use case loads, asks the domain, saves; when another writer was faster it loads and decides
 * again, so that the caller's own precondition decides, not luck.
 *
 * @param limits the rules of size
 */
public record AssistantDesk(
    Assistants assistants,
    Snapshots snapshots,
    Revisions revisions,
    ModelList models,
    Limits limits,
    InstantSource clock,
    Ids ids,
    Patience patience) {

  AssistantFinder finder() {
    return new AssistantFinder(assistants);
  }

  Contents contents() {
    return new Contents(snapshots);
  }

  Stamp stamp(Caller caller) {
    return new Stamp(clock.instant(), caller.user());
  }

  /** One head that the draft had. */
  Optional<HistoryEntry> entry(Assistant assistant, Draft draft, long seqNo) {
    return revisions.history(assistant.tenant(), assistant.id(), draft.id(), seqNo + 1, 1).stream()
        .filter(entry -> entry.seqNo() == seqNo)
        .findFirst();
  }

  ChangeId changeId() {
    return new ChangeId(ids.next());
  }

  /** What a round of load and decide has come to: an answer, or something to save first. */
  sealed interface Round<T> {

    /** Nothing to save. */
    record Answer<T>(Outcome<T> outcome) implements Round<T> {}

    /** To be saved; then this is the answer. */
    record Save<T>(Change change, T answer) implements Round<T> {}

    /** What was loaded does not fit together: another writer was in between. */
    record Again<T>() implements Round<T> {}

    static <T> Round<T> refused(Refusal refusal) {
      return new Answer<>(Outcome.refused(refusal));
    }

    static <T> Round<T> answer(T value) {
      return new Answer<>(Outcome.done(value));
    }
  }

  /**
   * Loads, decides and saves until the save was not overtaken.
   *
   * @param round one round; called again when another writer was faster
   * @throws Contended when that happened too often
   */
  <T> Outcome<T> settle(Function<ChangeId, Round<T>> round) {
    for (int attempt = 1; attempt <= Patience.ATTEMPTS; attempt++) {
      switch (round.apply(changeId())) {
        case Round.Answer<T>(Outcome<T> outcome) -> {
          return outcome;
        }
        case Round.Again<T> again -> {
          // Load and decide again.
        }
        case Round.Save<T>(Change change, T answer) -> {
          switch (saved(change)) {
            case SaveOutcome.Saved saved -> {
              return Outcome.done(answer);
            }
            case SaveOutcome.Stale stale -> {
              // Another writer was faster: load and decide again.
            }
            case SaveOutcome.NameTaken taken -> throw unexpected(taken);
            case SaveOutcome.FollowerChanged changed -> throw unexpected(changed);
            case SaveOutcome.AlreadyDone done -> throw unexpected(done);
          }
        }
      }
      patience.pause(attempt);
    }
    throw new Contended();
  }

  /** Saves; when the store did not say whether it did, asks it. */
  SaveOutcome saved(Change change) {
    try {
      return assistants.save(change);
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
      return assistants.happened(change.next().ref(), change.id());
    } catch (ApplicationException e) {
      unknown.addSuppressed(e);
      throw unknown;
    }
  }

  private static IllegalStateException unexpected(SaveOutcome outcome) {
    return new IllegalStateException(
        "a change without name, follower and receipt was saved as " + outcome);
  }

  /** What stands against a content by its size. */
  Optional<Refusal> tooLarge(Snapshot content) {
    int size = content.canonical().getBytes(StandardCharsets.UTF_8).length;
    return size <= limits.contentBytes()
        ? Optional.empty()
        : Optional.of(
            Refusal.Invalid.at(
                JsonPointer.ROOT,
                "makes the content "
                    + size
                    + " bytes; at most "
                    + limits.contentBytes()
                    + " are allowed"));
  }

  /** One round for something found: {@code none} of it is done when it is not there. */
  static <T, R> Round<R> with(Outcome<T> found, Function<T, Round<R>> next) {
    return switch (found) {
      case Outcome.Refused<T>(Refusal refusal) -> Round.refused(refusal);
      case Outcome.Done<T>(T value) -> next.apply(value);
    };
  }

  /** What stands against a write by what the caller says he has seen. */
  Optional<Refusal> precondition(Precondition precondition, Found found, String... childTags) {
    if (precondition instanceof Precondition.None) {
      return limits.ifMatchRequired()
          ? Optional.of(
              new Refusal.PreconditionRequired(
                  "This server wants If-Match on every write: send the ETag of what you have"
                      + " seen."))
          : Optional.empty();
    }
    boolean holds =
        precondition.holds(found.authoredTag())
            || (childTags.length > 0 && precondition.holds(childTags));
    return holds
        ? Optional.empty()
        : Optional.of(
            new Refusal.PreconditionFailed(
                found.authoredTag(), found.changedAt(), found.changedBy()));
  }

  static Change change(ChangeId id, Transition<? extends Aggregate> transition) {
    return Change.of(id, transition);
  }

  static Change change(ChangeId id, Transition<? extends Aggregate> transition, Snapshot content) {
    return Change.of(id, transition).with(content);
  }

  static Change change(
      ChangeId id, Transition<? extends Aggregate> transition, Snapshot content, NameChange name) {
    return change(id, transition, content).with(name);
  }

  AssistantView view(Assistant assistant, Optional<Draft> draft, AssistantContent content) {
    return new AssistantView(
        assistant,
        draft,
        content,
        content.modelId().flatMap(id -> models.find(assistant.tenant(), id)));
  }

  AssistantView view(Found found) {
    return view(
        found.assistant(),
        found.draft(),
        contents().get(found.assistant().tenant(), found.content()));
  }

  static ChangedPaths changed(AssistantContent from, AssistantContent to) {
    return ChangedPaths.of(
        ContentComparison.changedPaths(from.toJson(), to.toJson(), AssistantContent.SHAPE));
  }
}
