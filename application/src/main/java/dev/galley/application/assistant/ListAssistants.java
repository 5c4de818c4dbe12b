package dev.galley.application.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what is live, page by page. */
public final class ListAssistants {
  /** How many contents are read at once; one has at most 4 MiB unless the limits say otherwise. */
  private static final int PIECE = 16;

  /** Where a page ends although more was asked for. */
  private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

  private final AssistantDesk desk;

  public ListAssistants(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * A page of assistants as they are shown.
   *
   * @param taken how many of the query's assistants it covers
   * @param next where a walk by cursor goes on; absent on the last page
   */
  public record Page(
      List<AssistantView> items,
      int taken,
      boolean more,
      long total,
      boolean totalIsLowerBound,
      Optional<AssistantCursor> next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * The page that was asked for, or its beginning when the contents on it are very large: then the
   * rest is for the next page.
   */
  public Page handle(AssistantQuery query) {
    AssistantPage page = desk.assistants().page(query);
    List<AssistantView> views = new ArrayList<>();
    int taken = 0;
    long size = 0;
    while (taken < page.items().size() && (size < MOST_CHARACTERS || views.isEmpty())) {
      List<Assistant> piece =
          page.items().subList(taken, Math.min(taken + PIECE, page.items().size()));
      size += add(query.tenant(), piece, views);
      taken += piece.size();
    }
    boolean more = page.more() || taken < page.items().size();
    return new Page(
        views,
        taken,
        more,
        page.total(),
        page.totalIsLowerBound(),
        more ? Optional.of(query.sort().cursorAt(page.items().get(taken - 1))) : Optional.empty());
  }

  /** Adds a piece of the page, and tells how many characters of content it has. */
  private long add(TenantId tenant, List<Assistant> piece, List<AssistantView> views) {
    Map<ContentHash, Snapshot> contents =
        desk.snapshots()
            .findAll(tenant, piece.stream().map(item -> item.live().content()).distinct().toList());
    long size = 0;
    for (Assistant assistant : piece) {
      Snapshot content = contents.get(assistant.live().content());
      // One that was deleted and erased since the page was read is not there any more.
      if (content != null) {
        size += content.canonical().length();
        AssistantContent read = AssistantContent.fromJson(content.content());
        views.add(
            new AssistantView(
                assistant, Optional.empty(), read, Optional.empty(), desk.unavailable(read)));
      }
    }
    return size;
  }
}
