package dev.galley.application.store;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import java.util.Objects;
import java.util.function.Function;

/** What a round of load and decide has come to: an answer, or something to save first. */
public sealed interface Round<T> {

  /** Nothing to save. */
  record Answer<T>(Outcome<T> outcome) implements Round<T> {

    public Answer {
      Objects.requireNonNull(outcome, "outcome");
    }
  }

  /** To be saved; then this is the answer. */
  record Save<T>(Change change, T answer) implements Round<T> {

    public Save {
      Objects.requireNonNull(change, "change");
      Objects.requireNonNull(answer, "answer");
    }
  }

  /** What was loaded does not fit together: another writer was in between. */
  record Again<T>() implements Round<T> {}

  /** A refusal; nothing to save. */
  static <T> Round<T> refused(Refusal refusal) {
    return new Answer<>(Outcome.refused(refusal));
  }

  /** An answer; nothing to save. */
  static <T> Round<T> answer(T value) {
    return new Answer<>(Outcome.done(value));
  }

  /** One round for something found: {@code none} of it is done when it is not there. */
  static <T, R> Round<R> with(Outcome<T> found, Function<T, Round<R>> next) {
    return switch (found) {
      case Outcome.Refused<T>(Refusal refusal) -> refused(refusal);
      case Outcome.Done<T>(T value) -> next.apply(value);
    };
  }
}
