package dev.galley.application.assistant;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Favorite;
import dev.galley.domain.item.Item;
import java.util.Optional;

/** A user's favourites among the assistants that he can read. */
public final class Favorites {
  private final AssistantDesk desk;

  public Favorites(AssistantDesk desk) {
    this.desk = desk;
  }

  /** An assistant, and whether it is one. */
  public record Marked(Assistant assistant, boolean favorite) {}

  /** Whether an assistant is one of the caller's; the id of a draft stands for its original. */
  public Outcome<Marked> handle(Caller caller, String id) {
    return desk.finder()
        .target(caller, id)
        .map(found ->
            new Marked(
                found.assistant(),
                find(ref(caller, found.assistant()))
                    .filter(item -> Favorite.of(item).on())
                    .isPresent()));
  }

  /** Makes it one, or makes it one no more. Neither changes the assistant. */
  public Outcome<Marked> mark(Caller caller, String id, boolean favorite) {
    return desk.settle(change ->
        Round.with(
            desk.finder().target(caller, id),
            found -> mark(caller, found.assistant(), favorite, change)));
  }

  private Round<Marked> mark(
      Caller caller, Assistant assistant, boolean favorite, ChangeId change) {
    AggregateRef ref = ref(caller, assistant);
    Optional<Item> item = find(ref);
    Marked marked = new Marked(assistant, favorite);
    if (item.map(Favorite::of).map(Favorite::on).orElse(false) == favorite) {
      return Round.answer(marked);
    }
    Item.Saying saying = new Favorite(assistant.id(), caller.user(), favorite).saying();
    return new Round.Save<>(
        Change.of(
            change,
            item.map(known -> known.next(saying, change))
                .orElseGet(() -> Item.first(ref, saying, change))),
        marked);
  }

  private static AggregateRef ref(Caller caller, Assistant assistant) {
    return Favorite.ref(caller.tenant(), assistant.id(), caller.user());
  }

  private Optional<Item> find(AggregateRef ref) {
    return desk.saver().aggregates().find(ref).map(Item.class::cast);
  }
}
