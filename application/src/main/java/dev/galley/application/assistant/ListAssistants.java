package dev.galley.application.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.ContentHash;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Lists what is live, page by page. */
public final class ListAssistants {
  private final AssistantDesk desk;

  public ListAssistants(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * A page of assistants as they are shown.
   *
   * @param next where a walk by cursor goes on; absent on the last page
   */
  public record Page(
      List<AssistantView> items,
      boolean more,
      long total,
      boolean totalIsLowerBound,
      Optional<AssistantCursor> next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /** The page that was asked for. */
  public Page handle(AssistantQuery query) {
    AssistantPage page = desk.assistants().page(query);
    return new Page(
        views(query.tenant(), page.items()),
        page.more(),
        page.total(),
        page.totalIsLowerBound(),
        page.more()
            ? Optional.of(query.sort().cursorAt(page.items().getLast()))
            : Optional.empty());
  }

  private List<AssistantView> views(TenantId tenant, List<Assistant> assistants) {
    List<ContentHash> hashes =
        assistants.stream().map(assistant -> assistant.live().content()).distinct().toList();
    Map<ContentHash, AssistantContent> contents = desk.contents().getAll(tenant, hashes);
    return assistants.stream()
        .map(assistant ->
            new AssistantView(
                assistant,
                Optional.empty(),
                Objects.requireNonNull(contents.get(assistant.live().content())),
                Optional.empty()))
        .toList();
  }
}
