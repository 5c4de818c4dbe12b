package dev.galley.application.support;

import java.util.Objects;
import java.util.Set;

/** What a caller says about the state that he has seen. */
public sealed interface Precondition {

  /** Nothing. */
  record None() implements Precondition {}

  /** That there is a state, whichever. */
  record Exists() implements Precondition {}

  /** That it is one of these, by the first part of their tags. */
  record OneOf(Set<String> tags) implements Precondition {

    public OneOf {
      tags = Set.copyOf(tags);
    }
  }

  /** Whether a state with one of these tags is what the caller has seen. */
  default boolean holds(String... currentTags) {
    return switch (this) {
      case None none -> true;
      case Exists exists -> true;
      case OneOf(Set<String> tags) -> {
        for (String tag : currentTags) {
          if (tags.contains(Objects.requireNonNull(tag, "tag"))) {
            yield true;
          }
        }
        yield false;
      }
    };
  }
}
