package dev.galley.application.chat;

import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.Round;
import dev.galley.application.store.Rounds;
import dev.galley.application.support.Outcome;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.chat.ChatKeys;
import dev.galley.domain.chat.UsageDay;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Adds the chats to the figures that are not in them yet, as whoever began one was interrupted
 * before he had it counted.
 */
public final class CountChats {
  /** By then whoever began a chat has had it counted, or will not. */
  private static final Duration LATER = Duration.ofMinutes(1);

  /** How many chats one call looks at. */
  private static final int LOOKED_AT = 10_000;

  private final ChatDesk desk;
  private final Rounds rounds;

  public CountChats(ChatDesk desk) {
    this.desk = desk;
    this.rounds = new Rounds(desk.aggregates(), ChatKeys.UNCOUNTED, LOOKED_AT);
  }

  /**
   * Counts some chats, and goes on from there the next time. It can be repeated at any time.
   *
   * @return how many were counted
   */
  public int handle(int limit) {
    AtomicInteger counted = new AtomicInteger();
    rounds.walk(ref -> {
      if (isDue(ref) && count(ref)) {
        counted.incrementAndGet();
      }
      return counted.get() < limit;
    });
    return counted.get();
  }

  /** Figures of an assistant that is gone would be left behind. */
  private boolean isDue(AggregateRef ref) {
    return desk.stored(ref.tenant(), ref.id())
        .map(Chat::of)
        .filter(chat -> chat.begun().at().isBefore(desk.now().minus(LATER)))
        .flatMap(chat ->
            desk.assistants().assistants().find(chat.tenant(), AssistantKey.of(chat.assistant())))
        .isPresent();
  }

  /**
   * Counts a chat, in one step with the note on it that it is: so it counts once.
   *
   * @return whether it was counted now
   */
  boolean count(AggregateRef ref) {
    Optional<Chat> uncounted = uncounted(ref).map(Chat::of);
    return uncounted.isPresent()
        && desk.rollUps()
            .inTurn(
                day(uncounted.get()).ref(), () -> desk.saver().settle(change -> round(ref, change)))
            .equals(Outcome.done(true));
  }

  private Round<Boolean> round(AggregateRef ref, ChangeId change) {
    Optional<Item> there = uncounted(ref);
    if (there.isEmpty()) {
      return Round.answer(false);
    }
    Chat chat = Chat.of(there.get());
    Change increment =
        Increment.of(desk, day(chat), change, day -> day.plusChat(chat.begun().at()))
            .using(Follower.ending(there.get().next(chat.nowCounted().saying(), change).next()));
    return new Round.Save<>(increment, true);
  }

  private Optional<Item> uncounted(AggregateRef ref) {
    return desk.stored(ref.tenant(), ref.id())
        .filter(item -> item.keys().contains(ChatKeys.UNCOUNTED));
  }

  private static UsageDay day(Chat chat) {
    return UsageDay.unused(
        chat.tenant(),
        chat.assistant(),
        LocalDate.ofInstant(chat.begun().at(), ZoneOffset.UTC),
        chat.user());
  }
}
