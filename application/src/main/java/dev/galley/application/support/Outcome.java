package dev.galley.application.support;

import java.util.Objects;
import java.util.function.Function;

/** What comes of a use case: what was asked for, or the reason why not. */
public sealed interface Outcome<T> {

  /** It was done; nothing that changed is lost any more. */
  record Done<T>(T value) implements Outcome<T> {

    public Done {
      Objects.requireNonNull(value, "value");
    }
  }

  /** It was refused, and nothing has changed. */
  record Refused<T>(Refusal refusal) implements Outcome<T> {

    public Refused {
      Objects.requireNonNull(refusal, "refusal");
    }
  }

  /** What was asked for. */
  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  /** The reason why not. */
  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** Goes on with what was asked for. */
  default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }

  /** The same with another value. */
  default <R> Outcome<R> map(Function<T, R> next) {
    return then(value -> done(next.apply(value)));
  }
}
