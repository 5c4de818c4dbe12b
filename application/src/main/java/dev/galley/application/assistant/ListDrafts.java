package dev.galley.application.assistant;

import dev.galley.application.store.Aggregates;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Draft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The open drafts that a caller can see: of what he or one of his teams owns or has a share of, and
 * for admins all; in the order of their assistants' ids.
 */
public final class ListDrafts {
  private static final int AT_ONCE = 200;
  private static final int MOST = 10_000;

  private final AssistantDesk desk;

  public ListDrafts(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * What is asked for.
   *
   * @param mine only those that the caller has opened or changed last, or only the others
   * @param outdated only those on whose base live is not any more, or only the others
   * @param after the id of the assistant behind which to begin; empty for the first
   * @param start how many are passed over from there
   */
  public record Query(
      Caller caller,
      Optional<Boolean> mine,
      Optional<Boolean> outdated,
      String after,
      int start,
      int limit) {

    public Query {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(mine, "mine");
      Objects.requireNonNull(outdated, "outdated");
      Objects.requireNonNull(after, "after");
    }

    boolean takes(Assistant assistant, Draft draft) {
      boolean own =
          draft.opened().by().equals(caller.user()) || draft.updated().by().equals(caller.user());
      return assistant.levelOnDraft(caller).allows(Level.READ)
          && mine.orElse(own) == own
          && outdated.orElse(assistant.outdated()) == assistant.outdated();
    }
  }

  /** A draft with its head and the places at which that differs from its base. */
  public record Item(
      Assistant assistant, Draft draft, AssistantContent head, ChangedPaths changed) {}

  /**
   * Some of them.
   *
   * @param lowerBound whether there may be more than {@code total}
   * @param next behind which the next page begins; absent on the last
   */
  public record Page(List<Item> items, int total, boolean lowerBound, Optional<String> next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /** A page. */
  public Page handle(Query query) {
    List<Assistant> found = new ArrayList<>();
    int total = 0;
    int skipped = 0;
    Optional<String> behind = Optional.of("");
    while (behind.isPresent() && total <= MOST) {
      Round round = round(query.caller(), behind.get());
      for (Assistant assistant : round.assistants()) {
        Optional<Draft> draft = assistant.draft();
        if (draft.isEmpty() || !query.takes(assistant, draft.get())) {
          continue;
        }
        total++;
        if (assistant.order().compareTo(query.after()) <= 0) {
          continue;
        }
        if (skipped < query.start()) {
          skipped++;
        } else if (found.size() <= query.limit()) {
          found.add(assistant);
        }
      }
      behind = round.next();
    }
    List<Assistant> page = found.subList(0, Math.min(query.limit(), found.size()));
    return new Page(
        page.stream().map(this::item).toList(),
        Math.min(total, MOST),
        total > MOST,
        found.size() > query.limit() ? Optional.of(page.getLast().order()) : Optional.empty());
  }

  /**
   * Some drafts in order, each once.
   *
   * @param next behind which others are, as far as all lists were read
   */
  private record Round(Collection<Assistant> assistants, Optional<String> next) {}

  private Round round(Caller caller, String after) {
    Aggregates aggregates = desk.saver().aggregates();
    TreeMap<String, Assistant> merged = new TreeMap<>();
    Optional<String> bound = Optional.empty();
    for (String key : keys(caller)) {
      List<Living> some = aggregates.listed(caller.tenant(), key, after, AT_ONCE);
      some.forEach(assistant -> merged.put(assistant.order(), (Assistant) assistant));
      if (some.size() == AT_ONCE) {
        // Behind its last one this list may have some that the others are already past.
        String last = some.getLast().order();
        bound = Optional.of(bound.filter(other -> other.compareTo(last) < 0).orElse(last));
      }
    }
    return new Round(
        bound.map(last -> merged.headMap(last, true).values()).orElse(merged.values()), bound);
  }

  private static List<String> keys(Caller caller) {
    if (caller.isTenantAdmin()) {
      return List.of(AssistantKeys.DRAFTS);
    }
    List<String> keys = new ArrayList<>();
    keys.add(AssistantKeys.drafts(caller.principal()));
    caller.teams().keySet().forEach(team -> keys.add(AssistantKeys.drafts(Principal.team(team))));
    return keys;
  }

  private Item item(Assistant assistant) {
    Draft draft = assistant.draft().orElseThrow();
    AssistantContent head = desk.contents().get(assistant.tenant(), draft.head());
    ChangedPaths changed =
        draft.head().equals(draft.baseContent())
            ? ChangedPaths.NONE
            : AssistantDesk.changed(
                desk.contents().get(assistant.tenant(), draft.baseContent()), head);
    return new Item(assistant, draft, head, changed);
  }
}
