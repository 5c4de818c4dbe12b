package dev.galley.application.assistant;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Assistant;
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

/**
 * Proves that what was live has not been altered in the store: computes the chain of revisions
 * anew, and the hash of each content that is kept. It reads a bounded part at a time, however long
 * the chain is.
 */
public final class VerifyRevisions {
  /** Revisions that are read at once. */
  private static final int PAGE = 100;

  /** Contents below this size are read together, others one by one. */
  private static final int SMALL = 64 * 1024;

  private final AssistantDesk desk;

  public VerifyRevisions(AssistantDesk desk) {
    this.desk = desk;
  }

  /** What was found about the chain that ends in what is live in {@code assistant}. */
  public record Verified(Assistant assistant, ChainCheck check) {}

  /** Looks at the whole chain, or up to the first revision that does not fit. Needs level 2. */
  public Outcome<Verified> handle(Caller caller, String id) {
    return ReadRevisions.readable(desk, caller, id, Level.WRITE)
        .then(assistant -> {
          ChainCheck check = check(assistant);
          // What is deleted meanwhile is no chain any more.
          return check.fault().isEmpty()
              ? Outcome.done(new Verified(assistant, check))
              : ReadRevisions.readable(desk, caller, id, Level.WRITE)
                  .map(still -> new Verified(assistant, check));
        });
  }

  private ChainCheck check(Assistant assistant) {
    ChainCheck check = ChainCheck.BEGINNING;
    long newest = assistant.live().revision();
    for (long from = 1; from <= newest && check.fault().isEmpty(); from += PAGE) {
      check = page(assistant, check, from, (int) Math.min(PAGE, newest - from + 1));
    }
    return check.endingIn(assistant.live());
  }

  private ChainCheck page(Assistant assistant, ChainCheck before, long from, int count) {
    List<Revision> page;
    try {
      page = read(assistant, from, count);
    } catch (ApplicationException e) {
      throw e;
    } catch (RuntimeException e) {
      // One of them is no revision; read one by one, that one is known.
      return oneByOne(assistant, before, from, count);
    }
    ChainCheck check = before;
    Set<ContentHash> sound = sound(assistant, page);
    for (Revision revision : page) {
      check = then(assistant, check, revision, sound);
    }
    return check;
  }

  /** The revisions from a number on, the oldest first; without those that are missing. */
  private List<Revision> read(Assistant assistant, long from, int count) {
    return desk
        .revisions()
        .before(assistant.tenant(), assistant.id(), from + count, count)
        .reversed()
        .stream()
        .filter(revision -> revision.number() >= from)
        .toList();
  }

  private ChainCheck oneByOne(Assistant assistant, ChainCheck before, long from, int count) {
    ChainCheck check = before;
    for (long number = from; number < from + count && check.fault().isEmpty(); number++) {
      try {
        Optional<Revision> revision =
            desk.revisions().find(assistant.tenant(), assistant.id(), number);
        check =
            revision.isPresent()
                ? then(assistant, check, revision.get(), Set.of())
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
  private Set<ContentHash> sound(Assistant assistant, List<Revision> page) {
    Set<ContentHash> hashes = new HashSet<>();
    page.stream().filter(r -> !r.pruned()).map(Revision::content).forEach(hashes::add);
    try {
      // Not every store looks by itself.
      return desk.snapshots().findBelow(assistant.tenant(), hashes, SMALL).values().stream()
          .filter(Snapshot::intact)
          .map(Snapshot::hash)
          .collect(Collectors.toSet());
    } catch (AlteredContent e) {
      // One of them is not; read one by one, that one is known.
      return Set.of();
    }
  }

  private ChainCheck then(
      Assistant assistant, ChainCheck before, Revision revision, Set<ContentHash> sound) {
    Optional<Reason> wrong =
        before.fault().isPresent() || revision.pruned() || sound.contains(revision.content())
            ? Optional.empty()
            : wrong(assistant, revision);
    ChainCheck check = before.then(revision);
    return wrong.isPresent() && check.fault().isEmpty() ? before.broken(wrong.get()) : check;
  }

  private Optional<Reason> wrong(Assistant assistant, Revision revision) {
    try {
      Optional<Snapshot> content = desk.snapshots().find(assistant.tenant(), revision.content());
      if (content.isPresent()) {
        return content.get().intact() ? Optional.empty() : Optional.of(Reason.CONTENT_ALTERED);
      }
      // It may have been pruned since it was read.
      return desk.revisions()
              .find(assistant.tenant(), assistant.id(), revision.number())
              .filter(Revision::pruned)
              .isPresent()
          ? Optional.empty()
          : Optional.of(Reason.CONTENT_MISSING);
    } catch (AlteredContent e) {
      return Optional.of(Reason.CONTENT_ALTERED);
    }
  }
}
