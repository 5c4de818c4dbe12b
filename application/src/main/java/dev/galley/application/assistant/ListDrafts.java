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
import dev.galley.domain.content.Snapshot;
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

  /** After so many characters of content a page ends, although more was asked for. */
  private static final long READ_AT_MOST = 16L * 1024 * 1024;

  private final AssistantDesk desk;
  private final int lookedAt;
  private final int lookedAtBehind;
  private final long readAtMost;

  public ListDrafts(AssistantDesk desk) {
    this(desk, LOOKED_AT, LOOKED_AT_BEHIND, READ_AT_MOST);
  }

  ListDrafts(AssistantDesk desk, int lookedAt, int lookedAtBehind, long readAtMost) {
    this.desk = desk;
    this.lookedAt = lookedAt;
    this.lookedAtBehind = lookedAtBehind;
    this.readAtMost = readAtMost;
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

  /**
   * A draft, and what its contents say of it. They themselves are not held: a page of the largest
   * would be a gigabyte.
   *
   * @param name that of its head
   * @param changedPaths at how many places its head differs from its base
   * @param truncated whether there are more than are counted
   */
  public record Item(
      Assistant assistant, Draft draft, String name, int changedPaths, boolean truncated) {}

  /**
   * Some of them. Where few of many drafts are asked for, and where contents are very large, a page
   * can have less than its limit and yet not be the last.
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
    List<Item> items = items(found, query.limit());
    int total = counted.orElse(counting ? taken : items.size());
    return new Page(
        items,
        Math.min(total, MOST),
        (counted.isEmpty() && (!counting || behind.isPresent())) || total > MOST,
        items.size() == query.limit(),
        found.size() > items.size() ? Optional.of(items.getLast().assistant().order()) : behind);
  }

  /** The first ones, as far as their contents are not too much for a page; one at least. */
  private List<Item> items(List<Assistant> found, int limit) {
    List<Item> items = new ArrayList<>();
    long read = 0;
    while (items.size() < Math.min(found.size(), limit) && (read < readAtMost || items.isEmpty())) {
      read += add(found.get(items.size()), items);
    }
    return items;
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

  /** Adds what is shown of a draft, and tells how many characters of content that took. */
  private long add(Assistant assistant, List<Item> items) {
    Draft draft = assistant.draft().orElseThrow();
    Snapshot head = desk.contents().snapshot(assistant.tenant(), draft.head());
    Snapshot base =
        draft.head().equals(draft.baseContent())
            ? head
            : desk.contents().snapshot(assistant.tenant(), draft.baseContent());
    AssistantContent content = AssistantContent.fromJson(head.content());
    ChangedPaths changed =
        base.equals(head)
            ? ChangedPaths.NONE
            : AssistantDesk.changed(AssistantContent.fromJson(base.content()), content);
    items.add(
        new Item(assistant, draft, content.name(), changed.paths().size(), changed.truncated()));
    return (long) head.canonical().length() + base.canonical().length();
  }
}
