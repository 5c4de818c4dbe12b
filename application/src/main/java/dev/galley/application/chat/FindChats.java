package dev.galley.application.chat;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.chat.ChatKeys;
import dev.galley.domain.item.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Finds the chats of a caller with the assistants that he may read. */
public final class FindChats {
  /** Up to here the total is exact. */
  public static final int MOST_COUNTED = 10_000;

  private static final int PIECE = 500;

  /** How many a page with a total looks at, those included whose assistant is gone. */
  private static final int LOOKED_AT = 20_000;

  /** How many a page behind a cursor looks at, unless it is full before. */
  private static final int LOOKED_AT_BEHIND = 2_000;

  private final ChatDesk desk;
  private final int lookedAt;
  private final int lookedAtBehind;

  public FindChats(ChatDesk desk) {
    this(desk, LOOKED_AT, LOOKED_AT_BEHIND);
  }

  FindChats(ChatDesk desk, int lookedAt, int lookedAtBehind) {
    this.desk = desk;
    this.lookedAt = lookedAt;
    this.lookedAtBehind = lookedAtBehind;
  }

  /**
   * What is asked for.
   *
   * @param assistant only those with this one, by its id or that of its draft
   * @param start how many to pass over
   * @param after the chat behind which to begin instead
   */
  public record Query(
      Caller caller, Optional<String> assistant, int start, int limit, Optional<UUID> after) {

    public Query {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(assistant, "assistant");
      Objects.requireNonNull(after, "after");
    }
  }

  /**
   * Some of them, the newest first. Where many can't be reached, a page can have less than its
   * limit and yet not be the last.
   *
   * @param full whether it has as many as were asked for
   * @param next the chat behind which the next page begins; absent on the last
   * @param total how many there are; behind a cursor as far as that is known
   */
  public record Page(
      List<ChatView> items,
      boolean full,
      Optional<UUID> next,
      int total,
      boolean totalIsLowerBound) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /** One's own chat; for callers who may report to it, that of another. */
  public Outcome<ChatView> one(Caller caller, UUID id) {
    return desk.reportable(caller, id);
  }

  /** A page of the caller's chats. An assistant that he can't find has none. */
  public Page handle(Query query) {
    Caller caller = query.caller();
    if (query.assistant().isEmpty()) {
      return new Walk(query, ChatKeys.of(caller.user())).page(Optional.empty());
    }
    return switch (desk.assistant(caller, query.assistant().get())) {
      case Outcome.Refused<Assistant> refused ->
          new Page(List.of(), false, Optional.empty(), 0, false);
      case Outcome.Done<Assistant>(Assistant assistant) -> {
        // Where one is reached, all are.
        String key = ChatKeys.with(assistant.id(), caller.user());
        int total = desk.aggregates().count(caller.tenant(), key, MOST_COUNTED + 1);
        yield new Walk(query, key).page(Optional.of(total));
      }
    };
  }

  /** Goes through the chats, and passes over those that can't be reached. */
  private final class Walk {
    private final Query query;
    private final String key;
    private final Map<AssistantId, Optional<Assistant>> assistants = new HashMap<>();

    Walk(Query query, String key) {
      this.query = query;
      this.key = key;
    }

    Page page(Optional<Integer> counted) {
      boolean counting = query.after().isEmpty();
      List<ChatView> found = new ArrayList<>();
      int taken = 0;
      int looked = 0;
      String last = query.after().map(Chat::place).orElse("");
      Optional<UUID> behind = Optional.empty();
      boolean over = false;
      // One more than the page has, to see whether others follow.
      while (!over
          && looked < (counting ? lookedAt : lookedAtBehind)
          && (found.size() <= query.limit()
              || (counting && counted.isEmpty() && taken <= MOST_COUNTED))) {
        List<Living> piece = desk.aggregates().listed(query.caller().tenant(), key, last, PIECE);
        over = piece.size() < PIECE;
        looked += piece.size();
        for (Living next : piece) {
          Optional<ChatView> view = reached(Chat.of((Item) next));
          last = next.order();
          behind = Optional.of(next.ref().id());
          if (view.isPresent()) {
            taken++;
            if (taken > query.start() && found.size() <= query.limit()) {
              found.add(view.get());
            }
          }
        }
      }
      if (over) {
        behind = Optional.empty();
      }
      boolean full = found.size() >= query.limit();
      List<ChatView> items = full ? found.subList(0, query.limit()) : found;
      int total = counted.orElse(counting ? taken : items.size());
      return new Page(
          items,
          full,
          found.size() > query.limit() ? Optional.of(items.getLast().chat().id()) : behind,
          Math.min(total, MOST_COUNTED),
          (counted.isEmpty() && (!counting || !over)) || total > MOST_COUNTED);
    }

    private Optional<ChatView> reached(Chat chat) {
      return assistants
          .computeIfAbsent(chat.assistant(), this::readable)
          .map(assistant -> new ChatView(chat, assistant));
    }

    private Optional<Assistant> readable(AssistantId id) {
      return switch (desk.assistant(query.caller(), id)) {
        case Outcome.Refused<Assistant> refused -> Optional.empty();
        case Outcome.Done<Assistant>(Assistant assistant) -> Optional.of(assistant);
      };
    }
  }
}
