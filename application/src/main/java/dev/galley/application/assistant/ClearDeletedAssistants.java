package dev.galley.application.assistant;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Rounds;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.assistant.Leftovers;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Removes what hangs on deleted assistants: comments, chats, figures, files, and what else may. */
public final class ClearDeletedAssistants {
  private static final int AT_ONCE = 100;

  /** How many assistants are looked at in one call. */
  private static final int LOOKED_AT = 10_000;

  /** By then whoever had found the assistant before it was deleted has saved what he wanted. */
  private static final Duration LATER = Duration.ofMinutes(10);

  private static final String SERVER = "galley";

  private final AssistantDesk desk;
  private final Rounds rounds;

  public ClearDeletedAssistants(AssistantDesk desk) {
    this(desk, LOOKED_AT);
  }

  ClearDeletedAssistants(AssistantDesk desk, int lookedAt) {
    this.desk = desk;
    this.rounds = new Rounds(desk.saver().aggregates(), AssistantKeys.LEFTOVERS, lookedAt);
  }

  /**
   * Removes some items, and goes on from there the next time. It can be repeated at any time.
   *
   * @param limit at most so many
   * @return how many were removed
   */
  public int handle(int limit) {
    AtomicInteger left = new AtomicInteger(limit);
    rounds.walk(ref -> {
      Optional<Item> note = aggregates().find(ref).map(Item.class::cast).filter(this::isDue);
      if (note.isPresent()) {
        left.addAndGet(-settle(note.get(), left.get()));
      }
      return left.get() > 0;
    });
    return limit - left.get();
  }

  private Aggregates aggregates() {
    return desk.saver().aggregates();
  }

  private boolean isDue(Item note) {
    return Leftovers.of(note).noted().at().isBefore(desk.clock().instant().minus(LATER));
  }

  private int settle(Item note, int limit) {
    Leftovers leftovers = Leftovers.of(note);
    if (isThere(leftovers)) {
      ChangeId change = desk.changeId();
      desk.saver().save(Change.of(change, note.next(leftovers.settled(), change)));
      if (!isThere(leftovers)) {
        putBack(desk, leftovers);
      }
      return 0;
    }
    int removed = 0;
    while (removed < limit) {
      List<Living> items =
          aggregates()
              .listed(
                  leftovers.tenant(),
                  AssistantKeys.on(leftovers.assistant()),
                  "",
                  Math.min(AT_ONCE, limit - removed));
      if (items.isEmpty()) {
        remove(note);
        return removed;
      }
      for (Living item : items) {
        if (!remove((Item) item)) {
          // Somebody was in the way: it is met again.
          return removed;
        }
        removed++;
      }
    }
    return removed;
  }

  private boolean isThere(Leftovers leftovers) {
    return desk.assistants()
        .find(leftovers.tenant(), AssistantKey.of(leftovers.assistant()))
        .isPresent();
  }

  /**
   * Opens a note again that was settled while the assistant was about to go: the clock of the
   * server that settled it was far ahead.
   */
  static void putBack(AssistantDesk desk, Leftovers leftovers) {
    Optional<Item> settled =
        desk.saver()
            .aggregates()
            .find(leftovers.ref())
            .map(Item.class::cast)
            .filter(note -> !note.keys().contains(AssistantKeys.LEFTOVERS));
    if (settled.isPresent()) {
      ChangeId change = desk.changeId();
      desk.saver().save(Change.of(change, settled.get().next(leftovers.saying(), change)));
    }
  }

  private boolean remove(Item item) {
    ChangeId change = desk.changeId();
    Stamp stamp = new Stamp(desk.clock().instant(), SERVER);
    return desk.saver().save(Change.of(change, item.remove(stamp, change)))
        instanceof SaveOutcome.Saved;
  }
}
