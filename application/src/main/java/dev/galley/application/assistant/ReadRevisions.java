package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what was live. */
public final class ReadRevisions {
  private final AssistantDesk desk;

  public ReadRevisions(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * Revisions, the newest first.
   *
   * @param next the number below which the next page begins; absent on the last
   */
  public record Page(Assistant assistant, List<Revision> items, long total, Optional<Long> next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * One revision with its content.
   *
   * @param paths where it differs from the one before
   */
  public record Past(
      Assistant assistant, Revision revision, ChangedPaths paths, AssistantContent content) {

    private Past seen(Level level) {
      return level.allows(Level.WRITE)
          ? this
          : new Past(assistant, revision, paths.without("/secrets"), Rights.seen(content, level));
    }
  }

  /**
   * A page of revisions. Needs level 2.
   *
   * @param below only those with a smaller number; absent for the newest
   * @param start how many of them to pass over
   */
  public Outcome<Page> page(Caller caller, String id, OptionalLong below, int start, int limit) {
    return readable(caller, id, Level.WRITE)
        .map(assistant -> {
          long newest = assistant.live().revision();
          long before = Math.min(below.orElse(Long.MAX_VALUE), newest + 1) - start;
          List<Revision> items =
              before > 1
                  ? desk.revisions().before(assistant.tenant(), assistant.id(), before, limit)
                  : List.of();
          Optional<Long> next =
              items.isEmpty()
                  ? Optional.empty()
                  : Optional.of(items.getLast().number()).filter(last -> last > 1);
          return new Page(assistant, items, newest, next);
        });
  }

  /** One revision. That which is live needs level 1, others level 2, and so do its secrets. */
  public Outcome<Past> one(Caller caller, String id, long number) {
    return desk.finder()
        .original(caller, id)
        .then(assistant ->
            assistant.live().revision() == number
                ? readable(caller, id, Level.READ)
                : readable(caller, id, Level.WRITE))
        .then(assistant ->
            desk.revisions()
                .find(assistant.tenant(), assistant.id(), number)
                .map(revision ->
                    past(assistant, revision)
                        .map(past -> past.seen(assistant.levelOnDraft(caller))))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("revision"))));
  }

  private Outcome<Past> past(Assistant assistant, Revision revision) {
    return AssistantDesk.content(assistant, revision)
        .map(content ->
            new Past(
                assistant,
                revision,
                revision.changedPaths(),
                desk.contents().get(assistant.tenant(), content)));
  }

  /**
   * The assistant with what was live at a time: the newest revision that is not younger. What is
   * live now needs level 1 by ownership, team or share, everything before it level 2.
   */
  public Outcome<AssistantView> asOf(Caller caller, String id, Instant at) {
    return desk.finder()
        .original(caller, id)
        .then(assistant ->
            readable(
                caller, id, assistant.live().made().at().isAfter(at) ? Level.WRITE : Level.READ))
        .then(assistant -> asOf(assistant, at));
  }

  private Outcome<AssistantView> asOf(Assistant assistant, Instant at) {
    if (!assistant.live().made().at().isAfter(at)) {
      return Outcome.done(
          desk.view(
              assistant,
              Optional.empty(),
              desk.contents().get(assistant.tenant(), assistant.live().content())));
    }
    if (assistant.created().at().isAfter(at)) {
      return Outcome.refused(new Refusal.NotYet(at, assistant.created().at()));
    }
    return past(assistant, newestUntil(assistant, at))
        .map(past ->
            desk.view(
                assistant.showing(past.revision(), past.content()),
                Optional.empty(),
                past.content()));
  }

  /** Times within a chain never go back, so that it can be halved until one link is left. */
  private Revision newestUntil(Assistant assistant, Instant at) {
    Revision found = desk.link(assistant, 1);
    long above = assistant.live().revision();
    while (found.number() + 1 < above) {
      Revision middle = desk.link(assistant, (found.number() + above) >>> 1);
      if (middle.stamp().at().isAfter(at)) {
        above = middle.number();
      } else {
        found = middle;
      }
    }
    return found;
  }

  private Outcome<Assistant> readable(Caller caller, String id, Level needed) {
    return readable(desk, caller, id, needed);
  }

  static Outcome<Assistant> readable(AssistantDesk desk, Caller caller, String id, Level needed) {
    return desk.finder()
        .original(caller, id)
        .then(assistant ->
            Rights.past(needed, assistant.levelOnDraft(caller))
                .<Outcome<Assistant>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(assistant)));
  }
}
