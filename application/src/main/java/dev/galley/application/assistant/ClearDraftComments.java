package dev.galley.application.assistant;

import dev.galley.application.store.Change;
import dev.galley.application.store.Rounds;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.assistant.CommentedDraft;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Removes the comments on drafts that were committed or thrown away. */
public final class ClearDraftComments {
  /** How many drafts one call looks at. */
  private static final int LOOKED_AT = 10_000;

  /** By then whoever had found the draft before it ended has saved what he wanted to say. */
  private static final Duration LATER = Duration.ofMinutes(10);

  private static final String SERVER = "galley";

  private final AssistantDesk desk;
  private final Duration later;
  private final Rounds rounds;

  public ClearDraftComments(AssistantDesk desk) {
    this(desk, LATER);
  }

  ClearDraftComments(AssistantDesk desk, Duration later) {
    this(desk, later, LOOKED_AT);
  }

  ClearDraftComments(AssistantDesk desk, Duration later, int lookedAt) {
    this.desk = desk;
    this.later = later;
    this.rounds = new Rounds(desk.saver().aggregates(), CommentedDraft.ALL, lookedAt);
  }

  /**
   * Removes some, and goes on from there the next time. It can be repeated at any time.
   *
   * @param limit at most so many
   * @return how many comments went
   */
  public int handle(int limit) {
    AtomicInteger left = new AtomicInteger(limit);
    rounds.walk(ref -> {
      Optional<Item> commented = desk.saver().aggregates().find(ref).map(Item.class::cast);
      if (commented.isPresent() && hasEnded(commented.get())) {
        left.addAndGet(-clear(commented.get(), left.get()));
      }
      return left.get() > 0;
    });
    return limit - left.get();
  }

  private boolean hasEnded(Item item) {
    CommentedDraft commented = CommentedDraft.of(item);
    AggregateRef assistant =
        new AggregateRef(
            item.ref().tenant(), AggregateKind.ASSISTANT, commented.assistant().value());
    Instant before = desk.clock().instant().minus(later);
    return desk.saver()
        .aggregates()
        .find(assistant)
        .map(Assistant.class::cast)
        .map(found ->
            !found.openDraft().equals(Optional.of(commented.draft()))
                && found.lastDraft().filter(last -> last.stamp().at().isAfter(before)).isEmpty())
        .orElse(true);
  }

  private int clear(Item commented, int limit) {
    String key = Comment.listOn(CommentedDraft.of(commented).draft());
    List<Living> comments =
        desk.saver().aggregates().listed(commented.ref().tenant(), key, "", limit);
    int gone = 0;
    for (Living comment : comments) {
      if (!removed((Item) comment)) {
        return gone;
      }
      gone++;
    }
    if (gone < limit) {
      // When somebody was in the way, it is met again.
      removed(commented);
    }
    return gone;
  }

  private boolean removed(Item item) {
    ChangeId change = desk.changeId();
    Stamp stamp = new Stamp(desk.clock().instant(), SERVER);
    return desk.saver().save(Change.of(change, item.remove(stamp, change)))
        instanceof SaveOutcome.Saved;
  }
}
