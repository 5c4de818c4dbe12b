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

  /** How many are looked at, those included that are with an assistant that is gone. */
  private static final int MOST_LOOKED_AT = 20_000;

  private final ChatDesk desk;

  public FindChats(ChatDesk desk) {
    this.desk = desk;
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
   * Some of them, the newest first.
   *
   * @param more whether others follow
   */
  public record Page(List<ChatView> items, boolean more, int total, boolean totalIsLowerBound) {

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
      return new Walk(query, ChatKeys.of(caller.user())).page();
    }
    return switch (desk.assistant(caller, query.assistant().get())) {
      case Outcome.Refused<Assistant> refused -> new Page(List.of(), false, 0, false);
      case Outcome.Done<Assistant>(Assistant assistant) ->
          new Walk(query, ChatKeys.with(assistant.id(), caller.user())).page();
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

    Page page() {
      // One more than the page has, to see whether others follow.
      List<ChatView> items = new ArrayList<>();
      Optional<String> after = query.after().map(Chat::place);
      int end = query.start() + query.limit() + 1;
      int total = 0;
      int looked = 0;
      String last = "";
      boolean over = false;
      while (!over && looked < MOST_LOOKED_AT && total < Math.max(end, MOST_COUNTED + 1)) {
        List<Living> piece = desk.aggregates().listed(query.caller().tenant(), key, last, PIECE);
        over = piece.size() < PIECE;
        looked += piece.size();
        for (Living next : piece) {
          Optional<ChatView> view = reached(Chat.of((Item) next));
          last = next.order();
          if (view.isPresent()) {
            total++;
            if (after.isEmpty() && total > query.start() && total <= end) {
              items.add(view.get());
            }
          }
        }
      }
      if (after.isPresent()) {
        items.addAll(behind(after.get()));
      }
      boolean more = items.size() > query.limit();
      return new Page(
          more ? items.subList(0, query.limit()) : items,
          more,
          Math.min(total, MOST_COUNTED),
          !over || total > MOST_COUNTED);
    }

    private List<ChatView> behind(String place) {
      List<ChatView> items = new ArrayList<>();
      String last = place;
      boolean over = false;
      for (int looked = 0;
          !over && looked < MOST_LOOKED_AT && items.size() <= query.limit();
          looked += PIECE) {
        List<Living> piece = desk.aggregates().listed(query.caller().tenant(), key, last, PIECE);
        over = piece.size() < PIECE;
        for (Living next : piece) {
          last = next.order();
          if (items.size() <= query.limit()) {
            reached(Chat.of((Item) next)).ifPresent(items::add);
          }
        }
      }
      return items;
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
