package dev.galley.domain.item;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.EventCounters;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Something small that is kept by itself and has no events: a comment, a chat, a token, the bytes
 * of a file. What it says is a JSON object, which its family writes and reads.
 *
 * @param version the number of saves
 * @param saying what it says, and where it is found
 */
public record Item(AggregateRef ref, long version, Saying saying, RecentChanges recentChanges)
    implements Living {

  public Item {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(saying, "saying");
    Objects.requireNonNull(recentChanges, "recentChanges");
  }

  /**
   * What an item says, and where it is found.
   *
   * @param body all that its family has to know; never a secret in clear
   * @param keys the lists that it is in
   * @param order its place in these lists; no other in the same list has it
   * @param contents the contents that it refers to
   */
  public record Saying(JsonObject body, Set<String> keys, String order, Set<ContentHash> contents) {

    public Saying {
      Objects.requireNonNull(body, "body");
      keys = Set.copyOf(keys);
      Objects.requireNonNull(order, "order");
      contents = Set.copyOf(contents);
    }

    /** One that refers to no content. */
    public Saying(JsonObject body, Set<String> keys, String order) {
      this(body, keys, order, Set.of());
    }
  }

  /** A new item. */
  public static Transition<Item> first(AggregateRef ref, Saying saying, ChangeId change) {
    return Transition.to(new Item(ref, 1, saying, RecentChanges.NONE.plus(change)));
  }

  /** The item with something else to say. */
  public Transition<Item> next(Saying other, ChangeId change) {
    return Transition.to(new Item(ref, version + 1, other, recentChanges.plus(change)));
  }

  /** The item is gone. */
  public Transition<Tombstone> remove(Stamp stamp, ChangeId change) {
    return Transition.to(
        new Tombstone(ref, version + 1, EventCounters.NONE, 0, stamp, recentChanges.plus(change)));
  }

  /** What it says. */
  public JsonObject body() {
    return saying.body();
  }

  @Override
  public long sequence() {
    return 0;
  }

  @Override
  public Set<ContentHash> contents() {
    return saying.contents();
  }

  @Override
  public Optional<String> called() {
    return Optional.empty();
  }

  @Override
  public Optional<UUID> openDraft() {
    return Optional.empty();
  }

  @Override
  public Set<String> keys() {
    return saying.keys();
  }

  @Override
  public String order() {
    return saying.order();
  }
}
