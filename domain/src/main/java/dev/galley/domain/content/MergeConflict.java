package dev.galley.domain.content;

import java.util.Objects;
import java.util.Optional;

/**
 * A place that the live state and a draft have both changed since their base, each in its own way.
 *
 * @param path Galley path; no two conflicts of a merge have the same
 * @param base the value in the base; absent when the base has none
 * @param live the value in the live state; absent when it has none
 * @param draft the value in the draft; absent when it has none
 */
public record MergeConflict(
    String path, Kind kind, Optional<Json> base, Optional<Json> live, Optional<Json> draft) {

  /** How the two sides contradict each other. */
  public enum Kind {
    /** Both gave it another value. */
    BOTH_CHANGED,
    /** Both added it, with different values. */
    BOTH_ADDED,
    /** Live no longer has it; the draft changed or moved it. */
    REMOVED_IN_LIVE,
    /** The draft no longer has it; live changed or moved it. */
    REMOVED_IN_DRAFT,
    /**
     * Both moved members of this identified list, and not both can have their way. The values are
     * the identities of the members, in order.
     */
    BOTH_MOVED,
    /**
     * A member of a recurring list stands elsewhere in live than here in the draft. Live's value is
     * the one that it has at its other place.
     */
    PLACED_TWICE,
    /**
     * This member of a list that can't recur (an edge) names a member of another list that is no
     * longer there, since one side names what the other removed.
     */
    DANGLING
  }

  public MergeConflict {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(live, "live");
    Objects.requireNonNull(draft, "draft");
  }
}
