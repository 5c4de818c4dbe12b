package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the comments on live or on a draft, the oldest first. They are for whoever has a level of
 * his own there; those on a draft belong to it and are gone with it.
 */
public final class ReadComments {
  private static final int AT_ONCE = 200;
  private static final int MOST = 10_000;

  private final AssistantDesk desk;

  public ReadComments(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * Some of them.
   *
   * @param next where the page behind this one begins; absent on the last
   */
  public record Page(
      Assistant assistant,
      Optional<Draft> draft,
      List<Comment> items,
      int total,
      Optional<String> next) {

    public Page {
      items = List.copyOf(items);
    }

    /** The natural id of what they stand on. */
    public String naturalId() {
      return CommentView.naturalId(assistant, draft);
    }

    /** One of them. */
    public CommentView view(Comment comment) {
      return new CommentView(assistant, draft, comment);
    }
  }

  /**
   * A page.
   *
   * @param after where it begins, as an earlier page has told; empty for the first
   * @param start how many are passed over from there
   */
  public Outcome<Page> handle(Caller caller, String id, String after, int start, int limit) {
    return new Discussion(desk).place(caller, id).map(found -> page(found, after, start, limit));
  }

  private Page page(Found found, String after, int start, int limit) {
    Assistant assistant = found.assistant();
    String key = Comment.listOn(Discussion.on(found));
    List<Living> items = new ArrayList<>();
    String behind = after;
    int skipped = 0;
    boolean more = true;
    while (more && items.size() <= limit) {
      int wanted = Math.min(AT_ONCE, start - skipped + limit + 1 - items.size());
      List<Living> some = desk.saver().aggregates().listed(assistant.tenant(), key, behind, wanted);
      more = some.size() == wanted;
      for (Living item : some) {
        behind = item.order();
        if (skipped < start) {
          skipped++;
        } else {
          items.add(item);
        }
      }
    }
    List<Living> page = items.subList(0, Math.min(limit, items.size()));
    return new Page(
        assistant,
        found.draft(),
        page.stream().map(item -> Comment.of((Item) item)).toList(),
        desk.saver().aggregates().count(assistant.tenant(), key, MOST),
        items.size() > limit ? Optional.of(page.getLast().order()) : Optional.empty());
  }

  /** One comment. */
  public Outcome<CommentView> one(Caller caller, String id, Optional<UUID> comment) {
    return new Discussion(desk).comment(caller, id, comment).map(Discussion.Kept::view);
  }
}
