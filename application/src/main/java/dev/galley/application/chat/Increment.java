package dev.galley.application.chat;

import dev.galley.application.store.Change;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.chat.UsageDay;
import dev.galley.domain.item.Item;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Something added to the figures of a user's day, there or not yet there. */
final class Increment {

  private Increment() {}

  static Optional<Item> stored(ChatDesk desk, UsageDay day) {
    return desk.aggregates().find(day.ref()).map(Item.class::cast);
  }

  static Change of(
      ChatDesk desk, UsageDay unused, ChangeId change, UnaryOperator<UsageDay> addition) {
    return of(stored(desk, unused), unused, change, addition);
  }

  static Change of(
      Optional<Item> there, UsageDay unused, ChangeId change, UnaryOperator<UsageDay> addition) {
    UsageDay next = addition.apply(there.map(UsageDay::of).orElse(unused));
    return Change.of(
        change,
        there
            .map(item -> item.next(next.saying(), change))
            .orElseGet(() -> Item.first(unused.ref(), next.saying(), change)));
  }
}
