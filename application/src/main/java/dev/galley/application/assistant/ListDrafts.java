package dev.galley.application.assistant;

import dev.galley.application.store.Aggregates;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Credential;
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

  /** Up to here the total is exact. */
  private static final int MOST = 10_000;

  /** How many assistants a page with a total looks at. */
  private static final int LOOKED_AT = 20_000;

  /** How many assistants a page behind a cursor looks at, unless it is full before. */
  private static final int LOOKED_AT_BEHIND = 2_000;

  private final AssistantDesk desk;
  private final int lookedAt;
  private final int lookedAtBehind;

  public ListDrafts(AssistantDesk desk) {
    this(desk, LOOKED_AT, LOOKED_AT_BEHIND);
  }

  ListDrafts(AssistantDesk desk, int lookedAt, int lookedAtBehind) {
    this.desk = desk;
    this.lookedAt = lookedAt;
    this.lookedAtBehind = lookedAtBehind;
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

    /** Whether everything in the caller's lists is asked for. */
    boolean takesAll() {
      return mine.isEmpty()
          && outdated.isEmpty()
          && caller.credential() instanceof Credential.Personal;
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
   * Some of them. Where few of many drafts are asked for, a page can have less than its limit and
   * yet not be the last.
   *
   * @param total how many there are; behind a cursor as far as that is known
   * @param lowerBound whether there may be more than {@code total}
   * @param full whether it has as many as were asked for
   * @param next behind which the next page begins; absent on the last
   */
  public record Page(
      List<Item> items, int total, boolean lowerBound, boolean full, Optional<String> next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /** A page. */
  public Page handle(Query query) {
    boolean counting = query.after().isEmpty();
    Optional<Integer> counted = counted(query);
    List<Assistant> found = new ArrayList<>();
    int taken = 0;
    int looked = 0;
    Optional<String> behind = Optional.of(query.after());
    while (behind.isPresent()
        && looked < (counting ? lookedAt : lookedAtBehind)
        && (found.size() <= query.limit() || (counting && counted.isEmpty() && taken <= MOST))) {
      Round round = round(query.caller(), behind.get());
      for (Assistant assistant : round.assistants()) {
        if (assistant.draft().filter(draft -> query.takes(assistant, draft)).isPresent()) {
          taken++;
          if (taken > query.start() && found.size() <= query.limit()) {
            found.add(assistant);
          }
        }
      }
      looked += round.assistants().size();
      behind = round.next();
    }
    boolean full = found.size() >= query.limit();
    List<Assistant> page = full ? found.subList(0, query.limit()) : found;
    int total = counted.orElse(counting ? taken : page.size());
    return new Page(
        page.stream().map(this::item).toList(),
        Math.min(total, MOST),
        (counted.isEmpty() && (!counting || behind.isPresent())) || total > MOST,
        full,
        found.size() > query.limit() ? Optional.of(page.getLast().order()) : behind);
  }

  /** How many there are, where that can be told without looking at each. */
  private Optional<Integer> counted(Query query) {
    List<String> keys = keys(query.caller());
    return query.takesAll() && keys.size() == 1
        ? Optional.of(
            desk.saver().aggregates().count(query.caller().tenant(), keys.getFirst(), MOST + 1))
        : Optional.empty();
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
