package dev.galley.application.assistant;

import dev.galley.application.store.Snapshots;
import dev.galley.application.support.ApplicationException;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.ChainCheck;
import dev.galley.domain.assistant.ChainCheck.Reason;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.AlteredContent;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a chain of revisions in pages, whatever its length. */
public final class ChainWalk {
  /** Revisions that are read at once. */
  private static final int PAGE = 100;

  /** Contents below this size are read together, others one by one. */
  private static final int SMALL = 64 * 1024;

  private final Revisions revisions;
  private final Snapshots snapshots;
  private final AggregateRef aggregate;

  public ChainWalk(Revisions revisions, Snapshots snapshots, AggregateRef aggregate) {
    this.revisions = revisions;
    this.snapshots = snapshots;
    this.aggregate = aggregate;
  }

  /**
   * Looks at a chain, or up to the first revision that does not fit.
   *
   * @param floor the number of the last revision that is gone, 0 when none is
   * @param newest the number of the last
   * @param hash its hash, as what is there says
   */
  public ChainCheck check(long floor, long newest, ContentHash hash) {
    ChainCheck check = floor == 0 ? ChainCheck.BEGINNING : ChainCheck.behind(floor, parent(floor));
    for (long from = floor + 1; from <= newest && check.fault().isEmpty(); from += PAGE) {
      check = page(check, from, (int) Math.min(PAGE, newest - from + 1));
    }
    return check.endingIn(newest, hash);
  }

  private Optional<ContentHash> parent(long floor) {
    try {
      return revisions.find(aggregate, floor + 1).flatMap(Revision::parent);
    } catch (ApplicationException e) {
      throw e;
    } catch (RuntimeException e) {
      // It is found to be unreadable when its turn comes.
      return Optional.empty();
    }
  }

  private ChainCheck page(ChainCheck before, long from, int count) {
    List<Revision> page;
    try {
      page = read(from, count);
    } catch (ApplicationException e) {
      throw e;
    } catch (RuntimeException e) {
      // One of them is no revision; read one by one, that one is known.
      return oneByOne(before, from, count);
    }
    ChainCheck check = before;
    Set<ContentHash> sound = sound(page);
    for (Revision revision : page) {
      check = then(check, revision, sound);
    }
    return check;
  }

  /** The revisions from a number on, the oldest first; without those that are missing. */
  private List<Revision> read(long from, int count) {
    return revisions.before(aggregate, from + count, count).reversed().stream()
        .filter(revision -> revision.number() >= from)
        .toList();
  }

  private ChainCheck oneByOne(ChainCheck before, long from, int count) {
    ChainCheck check = before;
    for (long number = from; number < from + count && check.fault().isEmpty(); number++) {
      try {
        Optional<Revision> revision = revisions.find(aggregate, number);
        check =
            revision.isPresent()
                ? then(check, revision.get(), Set.of())
                : check.broken(Reason.MISSING);
      } catch (ApplicationException e) {
        throw e;
      } catch (RuntimeException e) {
        check = check.broken(Reason.UNREADABLE);
      }
    }
    return check;
  }

  /** Those contents of a page that are what their hashes say, as far as they are small. */
  private Set<ContentHash> sound(List<Revision> page) {
    Set<ContentHash> hashes = new HashSet<>();
    page.stream().filter(r -> !r.pruned()).map(Revision::content).forEach(hashes::add);
    try {
      // Not every store looks by itself.
      return snapshots.findBelow(aggregate.tenant(), hashes, SMALL).values().stream()
          .filter(Snapshot::intact)
          .map(Snapshot::hash)
          .collect(Collectors.toSet());
    } catch (AlteredContent e) {
      // One of them is not; read one by one, that one is known.
      return Set.of();
    }
  }

  private ChainCheck then(ChainCheck before, Revision revision, Set<ContentHash> sound) {
    Optional<Reason> wrong =
        before.fault().isPresent() || revision.pruned() || sound.contains(revision.content())
            ? Optional.empty()
            : wrong(revision);
    ChainCheck check = before.then(revision);
    return wrong.isPresent() && check.fault().isEmpty() ? before.broken(wrong.get()) : check;
  }

  private Optional<Reason> wrong(Revision revision) {
    try {
      Optional<Snapshot> content = snapshots.find(aggregate.tenant(), revision.content());
      if (content.isPresent()) {
        return content.get().intact() ? Optional.empty() : Optional.of(Reason.CONTENT_ALTERED);
      }
      // It may have been pruned since it was read.
      return revisions.find(aggregate, revision.number()).filter(Revision::pruned).isPresent()
          ? Optional.empty()
          : Optional.of(Reason.CONTENT_MISSING);
    } catch (AlteredContent e) {
      return Optional.of(Reason.CONTENT_ALTERED);
    }
  }
}
