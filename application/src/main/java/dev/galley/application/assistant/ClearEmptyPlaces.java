package dev.galley.application.assistant;

import dev.galley.application.store.Round;
import dev.galley.application.store.Rounds;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.item.Item;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Removes the places of deleted comments that were kept for replies which are gone now, as whoever
 * deleted the last reply was interrupted before he came to them.
 */
public final class ClearEmptyPlaces {
  /** How many places one call looks at. */
  private static final int LOOKED_AT = 10_000;

  private static final String SERVER = "galley";

  private final AssistantDesk desk;
  private final Discussion discussion;
  private final Rounds rounds;

  public ClearEmptyPlaces(AssistantDesk desk) {
    this.desk = desk;
    this.discussion = new Discussion(desk);
    this.rounds = new Rounds(desk.saver().aggregates(), Comment.EMPTY, LOOKED_AT);
  }

  /**
   * Removes some, and goes on from there the next time. It can be repeated at any time.
   *
   * @param limit about so many at most: a place goes with those above it that it has kept
   * @return how many places went
   */
  public int handle(int limit) {
    AtomicInteger gone = new AtomicInteger();
    rounds.walk(ref -> {
      gone.addAndGet(from(ref.tenant(), Optional.of(ref.id()), SERVER));
      return gone.get() < limit;
    });
    return gone.get();
  }

  /** Removes a place, if it is empty, and those above it that are empty then; tells how many. */
  int from(TenantId tenant, Optional<UUID> place, String by) {
    int gone = 0;
    Optional<UUID> next = place;
    while (next.isPresent()) {
      UUID id = next.get();
      Outcome<Optional<Comment>> removed = desk.settle(change -> round(tenant, id, by, change));
      Optional<Comment> empty =
          removed instanceof Outcome.Done<Optional<Comment>>(Optional<Comment> done)
              ? done
              : Optional.empty();
      gone += empty.isPresent() ? 1 : 0;
      next = empty.flatMap(Comment::parent);
    }
    return gone;
  }

  private Round<Optional<Comment>> round(TenantId tenant, UUID id, String by, ChangeId change) {
    Optional<Item> item = discussion.find(tenant, id);
    Optional<Comment> empty = item.map(Comment::of).filter(Comment::isEmpty);
    return empty.isEmpty()
        ? Round.answer(Optional.empty())
        : new Round.Save<>(
            discussion.removal(item.orElseThrow(), new Stamp(desk.clock().instant(), by), change),
            empty);
  }
}
