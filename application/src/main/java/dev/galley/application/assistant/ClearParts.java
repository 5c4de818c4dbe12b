package dev.galley.application.assistant;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Rounds;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.AttachedFile;
import dev.galley.domain.assistant.DiscardedHead;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.attached.Blob;
import dev.galley.domain.attached.PartKeys;
import dev.galley.domain.attached.SealedValue;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Erases bytes and values that nothing refers to any more. While there is a draft everything of its
 * assistant stays, for undo can lead anywhere. Revisions keep files, and no values.
 */
public final class ClearParts {
  private static final int LOOKED_AT = 2_000;
  private static final int REVISIONS = 100;
  private static final int GRACES = 24;

  /** How far the clocks of two servers may be apart at most. */
  private static final Duration SKEW = Duration.ofDays(1);

  private static final String SERVER = "galley";

  private final AssistantDesk desk;
  private final Aggregates aggregates;
  private final Duration grace;
  private final Rounds rounds;

  /**
   * @param grace how long contents stay that nothing refers to; parts stay for {@value #GRACES}
   *     times as long, so that neither a slow upload nor a clock that is ahead makes one go that is
   *     about to be referred to
   */
  public ClearParts(AssistantDesk desk, Aggregates aggregates, Duration grace) {
    this.desk = desk;
    this.aggregates = aggregates;
    this.grace = grace.multipliedBy(GRACES);
    this.rounds = new Rounds(aggregates, PartKeys.PARTS, LOOKED_AT);
  }

  /**
   * Looks at some of them, and goes on from there the next time. It can be repeated at any time.
   *
   * @return how many are erased
   */
  public int handle() {
    AtomicInteger erased = new AtomicInteger();
    rounds.walk(ref -> {
      aggregates
          .find(ref)
          .filter(part -> clear((Item) part))
          .ifPresent(part -> erased.incrementAndGet());
      return true;
    });
    return erased.get();
  }

  private boolean clear(Item part) {
    return part.ref().kind() == AggregateKind.FILE
        ? clear(part, Blob.of(part))
        : clear(part, SealedValue.of(part));
  }

  private boolean clear(Item part, Blob blob) {
    if (isYoung(blob.since())) {
      return false;
    }
    Optional<Assistant> assistant = find(blob.tenant(), blob.assistant());
    if (assistant.isEmpty()) {
      return remove(part);
    }
    if (assistant.get().draft().isPresent() || files(assistant.get()).contains(blob.id())) {
      return false;
    }
    if (blob.revision().isPresent()
        && !desk.link(assistant.get(), blob.revision().getAsLong()).pruned()) {
      return false;
    }
    Optional<Revision> revision = revisionWith(assistant.get(), blob);
    if (revision.isPresent()) {
      ChangeId change = desk.changeId();
      desk.saver()
          .save(Change.of(change, part.next(blob.in(revision.get().number()).saying(), change)));
      return false;
    }
    return remove(part);
  }

  private boolean clear(Item part, SealedValue value) {
    if (isYoung(value.since())) {
      return false;
    }
    Optional<Assistant> assistant = find(value.tenant(), value.assistant());
    boolean used =
        assistant
            .filter(there -> there.draft().isPresent() || versions(there).contains(value.version()))
            .isPresent();
    return !used && remove(part);
  }

  private boolean isYoung(Instant since) {
    return since.isAfter(desk.clock().instant().minus(grace));
  }

  private Optional<Assistant> find(TenantId tenant, UUID assistant) {
    return desk.assistants()
        .find(tenant, new AssistantKey.ById(assistant))
        .filter(found -> found.id().equals(new AssistantId(assistant)));
  }

  /** The contents that can come back, beside those of a draft and of revisions. */
  private List<AssistantContent> contents(Assistant assistant) {
    Set<ContentHash> hashes = new HashSet<>();
    hashes.add(assistant.live().content());
    assistant.discarded().stream().map(DiscardedHead::content).forEach(hashes::add);
    return hashes.stream().map(hash -> desk.contents().get(assistant.tenant(), hash)).toList();
  }

  private Set<UUID> files(Assistant assistant) {
    Set<UUID> blobs = new HashSet<>();
    contents(assistant)
        .forEach(content ->
            content.attached().files().stream().map(AttachedFile::blob).forEach(blobs::add));
    return blobs;
  }

  private Set<UUID> versions(Assistant assistant) {
    Set<UUID> versions = new HashSet<>();
    contents(assistant)
        .forEach(content ->
            content.attached().secrets().stream()
                .map(Secret::version)
                .flatMap(Optional::stream)
                .forEach(versions::add));
    return versions;
  }

  /** The newest revision that refers to it and has its content still. */
  private Optional<Revision> revisionWith(Assistant assistant, Blob blob) {
    long below = Long.MAX_VALUE;
    while (true) {
      List<Revision> page =
          desk.revisions().before(assistant.tenant(), assistant.id(), below, REVISIONS);
      for (Revision revision : page) {
        if (revision.stamp().at().isBefore(blob.since().minus(SKEW))) {
          // Made before there was the file.
          return Optional.empty();
        }
        if (!revision.pruned() && refers(assistant, revision, blob)) {
          return Optional.of(revision);
        }
        below = revision.number();
      }
      if (page.size() < REVISIONS) {
        return Optional.empty();
      }
    }
  }

  private boolean refers(Assistant assistant, Revision revision, Blob blob) {
    return desk.contents().get(assistant.tenant(), revision.content()).attached().files().stream()
        .anyMatch(file -> file.blob().equals(blob.id()));
  }

  private boolean remove(Item part) {
    ChangeId change = desk.changeId();
    Stamp stamp = new Stamp(desk.clock().instant(), SERVER);
    return desk.saver().save(Change.of(change, part.remove(stamp, change)))
        instanceof SaveOutcome.Saved;
  }
}
