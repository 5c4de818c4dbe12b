package dev.galley.application.assistant;

import dev.galley.application.store.Change;
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

/** Removes the comments on drafts that were committed or thrown away. */
public final class ClearDraftComments {
  /**
   * Those on drafts that are open come first again and again, and keep no others from their turn.
   */
  private static final int LOOKED_AT = 10_000;

  /** By then whoever had found the draft before it ended has saved what he wanted to say. */
  private static final Duration LATER = Duration.ofMinutes(10);

  private static final String SERVER = "galley";

  private final AssistantDesk desk;
  private final Duration later;

  public ClearDraftComments(AssistantDesk desk) {
    this(desk, LATER);
  }

  ClearDraftComments(AssistantDesk desk, Duration later) {
    this.desk = desk;
    this.later = later;
  }

  /**
   * Removes some. It can be repeated at any time.
   *
   * @return how many comments went; fewer than {@code limit} only when no more can go now
   */
  public int handle(int limit) {
    int gone = 0;
    for (AggregateRef ref : desk.saver().aggregates().everywhere(CommentedDraft.ALL, LOOKED_AT)) {
      if (gone == limit) {
        break;
      }
      Optional<Item> commented = desk.saver().aggregates().find(ref).map(Item.class::cast);
      if (commented.isPresent() && hasEnded(commented.get())) {
        gone += clear(commented.get(), limit - gone);
      }
    }
    return gone;
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
