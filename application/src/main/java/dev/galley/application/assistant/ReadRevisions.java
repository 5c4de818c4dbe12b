package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.JsonPointer;
import java.util.List;
import java.util.Optional;

/** Reads what was live. */
public final class ReadRevisions {
  private final AssistantDesk desk;

  public ReadRevisions(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * Revisions, the newest first.
   *
   * @param more whether there are older ones behind them
   */
  public record Page(Assistant assistant, List<Revision> items, long total, boolean more) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /** One revision with its content. */
  public record Past(Assistant assistant, Revision revision, AssistantContent content) {}

  /**
   * A page of revisions. Needs level 2.
   *
   * @param start how many of the newest to pass over
   */
  public Outcome<Page> page(Caller caller, String id, int start, int limit) {
    return readable(caller, id, Level.WRITE)
        .map(assistant -> {
          long newest = assistant.live().revision();
          List<Revision> items =
              desk.revisions()
                  .before(assistant.tenant(), assistant.id(), newest - start + 1, limit);
          return new Page(assistant, items, newest, start + items.size() < newest);
        });
  }

  /** One revision. That which is live needs level 1, others level 2. */
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
                .<Outcome<Past>>map(revision ->
                    Outcome.done(
                        new Past(
                            assistant,
                            revision,
                            desk.contents().get(assistant.tenant(), revision.content()))))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("revision"))));
  }

  private Outcome<Assistant> readable(Caller caller, String id, Level needed) {
    return desk.finder()
        .original(caller, id)
        .then(assistant ->
            refusal(assistant.levelOnDraft(caller), needed)
                .<Outcome<Assistant>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(assistant)));
  }

  private static Optional<Refusal> refusal(Level level, Level needed) {
    return level.allows(needed)
        ? Optional.empty()
        : Optional.of(
            new Refusal.Forbidden(
                JsonPointer.ROOT,
                "Revisions need level "
                    + needed.number()
                    + " by ownership, team or share; you have level "
                    + level.number()
                    + "."));
  }
}
