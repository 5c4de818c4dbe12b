package dev.galley.domain.agent;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How a working copy ended.
 *
 * @param how the change that ended it
 * @param revision the revision that a commit made of it
 */
public record EndedCopy(CopyWrite how, OptionalLong revision) {

  public EndedCopy {
    Objects.requireNonNull(how, "how");
    Objects.requireNonNull(revision, "revision");
  }
}
