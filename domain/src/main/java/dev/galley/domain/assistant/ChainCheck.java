package dev.galley.domain.assistant;

import dev.galley.domain.content.ContentHash;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A walk along a chain of revisions, from the first to the newest, that computes every hash anew.
 * It remembers one link, however long the chain is, and stops at the first that does not fit.
 *
 * @param checked the number of the last revision that fits, 0 at the beginning
 * @param newest the hash of that one
 * @param at when that one was made
 * @param fault the first that does not fit; from then on nothing is looked at
 */
public record ChainCheck(
    long checked, Optional<ContentHash> newest, Instant at, Optional<Fault> fault) {

  /** What can be wrong with a revision. */
  public enum Reason {
    /** It is not there. */
    MISSING,
    /** It is there and can't be read as a revision. */
    UNREADABLE,
    /** Its hash is not that of what it says. */
    ALTERED,
    /** It names another parent than the revision before it: one of the two was made anew. */
    OTHER_PARENT,
    /** It is older than the revision before it. */
    EARLIER_THAN_PARENT,
    /** Its content is not there, and is not said to be pruned. */
    CONTENT_MISSING,
    /** Its content is not what the hash of the content says. */
    CONTENT_ALTERED,
    /** It is the newest and not what is live. */
    NOT_LIVE;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** That a revision does not fit, and why. */
  public record Fault(long revision, Reason reason) {

    public Fault {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Nothing is looked at yet. */
  public static final ChainCheck BEGINNING =
      new ChainCheck(0, Optional.empty(), Instant.MIN, Optional.empty());

  /**
   * Nothing is looked at yet of a chain that goes on behind a part which is gone.
   *
   * @param last the number of the last revision that is gone
   * @param parent its hash, as the first of the others tells it
   */
  public static ChainCheck behind(long last, Optional<ContentHash> parent) {
    return new ChainCheck(last, parent, Instant.MIN, Optional.empty());
  }

  public ChainCheck {
    Objects.requireNonNull(newest, "newest");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(fault, "fault");
  }

  /** Goes on with the next revision; when that is a later one, those between are missing. */
  public ChainCheck then(Revision next) {
    if (fault.isPresent()) {
      return this;
    }
    if (next.number() != checked + 1) {
      return broken(Reason.MISSING);
    }
    if (!next.intact()) {
      return broken(Reason.ALTERED);
    }
    if (!next.parent().equals(newest)) {
      return broken(Reason.OTHER_PARENT);
    }
    if (next.stamp().at().isBefore(at)) {
      return broken(Reason.EARLIER_THAN_PARENT);
    }
    return new ChainCheck(
        next.number(), Optional.of(next.hash()), next.stamp().at(), Optional.empty());
  }

  /** The revision behind the last that fits does not fit. */
  public ChainCheck broken(Reason reason) {
    return fault.isPresent() ? this : with(new Fault(checked + 1, reason));
  }

  /** Whether the last that was looked at has that number and that hash. */
  public ChainCheck endingIn(long revision, ContentHash hash) {
    if (fault.isPresent()) {
      return this;
    }
    if (checked < revision) {
      return broken(Reason.MISSING);
    }
    return newest.equals(Optional.of(hash)) ? this : with(new Fault(checked, Reason.NOT_LIVE));
  }

  private ChainCheck with(Fault found) {
    return new ChainCheck(checked, newest, at, Optional.of(found));
  }
}
