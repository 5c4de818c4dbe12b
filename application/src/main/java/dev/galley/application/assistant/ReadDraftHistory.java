package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the heads that an open draft had. */
public final class ReadDraftHistory {

  /** How many entries one look at the store takes. */
  private static final int BATCH = 1_000;

  private final AssistantDesk desk;

  public ReadDraftHistory(AssistantDesk desk) {
    this.desk = desk;
  }

  /** A part of the entries that undo and redo reach, the newest first. */
  public record Page(Assistant assistant, Draft draft, List<HistoryEntry> items) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /** One entry with its content, without secrets below level 2. */
  public record One(
      Assistant assistant, Draft draft, HistoryEntry entry, AssistantContent content) {

    EntryMark mark() {
      return draft.mark(entry.seqNo());
    }

    /** The first part of its tag: what is noted about it, which is all that can change. */
    public String tag() {
      return ContentHash.of(
              JsonObject.builder()
                  .put("draft", draft.id().toString())
                  .put("seqNo", entry.seqNo())
                  .put("pinned", mark().pinned())
                  .putIfPresent("label", mark().label())
                  .build())
          .prefix(24);
    }

    /** As it is shown, without links. */
    public JsonObject show() {
      return AssistantRepresentation.entry(draft, entry).with("content", content.toJson());
    }

    One in(Assistant later) {
      return new One(later, later.draft().orElseThrow(), entry, content);
    }
  }

  /**
   * A page of the entries that undo and redo reach. Needs level 1 by ownership, team or share.
   *
   * @param below only those with a smaller number; absent for the newest
   * @param start how many of them to pass over
   */
  public Outcome<Page> page(Caller caller, String id, OptionalLong below, int start, int limit) {
    return desk.finder()
        .draft(caller, id)
        .map(found -> {
          Draft draft = found.draft().orElseThrow();
          List<Long> wanted =
              draft
                  .path()
                  .newestFirst()
                  .filter(entry -> entry < below.orElse(Long.MAX_VALUE))
                  .skip(start)
                  .limit(limit)
                  .boxed()
                  .toList();
          return new Page(found.assistant(), draft, entries(found.assistant(), draft, wanted));
        });
  }

  /** The entries of these numbers, which fall; between them there may be others. */
  private List<HistoryEntry> entries(Assistant assistant, Draft draft, List<Long> wanted) {
    List<HistoryEntry> entries = new ArrayList<>();
    Set<Long> numbers = new HashSet<>(wanted);
    int next = 0;
    while (next < wanted.size()) {
      long from = wanted.get(next);
      int limit = (int) Math.min(BATCH, from - wanted.getLast() + 1);
      desk
          .revisions()
          .history(assistant.tenant(), assistant.id(), draft.id(), from + 1, limit)
          .stream()
          .filter(entry -> numbers.contains(entry.seqNo()))
          .forEach(entries::add);
      while (next < wanted.size() && wanted.get(next) > from - limit) {
        next++;
      }
    }
    return entries;
  }

  /**
   * One entry that is kept, be it out of reach by now. Needs level 1 by ownership, team or share.
   */
  public Outcome<One> one(Caller caller, String id, long seqNo) {
    return desk.finder()
        .draft(caller, id)
        .then(found -> {
          Assistant assistant = found.assistant();
          Draft draft = found.draft().orElseThrow();
          return desk.entry(assistant, draft, seqNo)
              .<Outcome<One>>map(entry ->
                  Outcome.done(
                      new One(
                          assistant,
                          draft,
                          entry,
                          Rights.seen(
                              desk.contents().get(assistant.tenant(), entry.content()),
                              found.level()))))
              .orElseGet(() -> Outcome.refused(new Refusal.NotFound("history entry")));
        });
  }
}
