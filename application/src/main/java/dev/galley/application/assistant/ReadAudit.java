package dev.galley.application.assistant;

import dev.galley.application.store.Journals;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Audit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads who has let whom in, and what was brought back; the newest first. Needs level 3. */
public final class ReadAudit {
  private final AssistantDesk desk;
  private final Journals journals;

  public ReadAudit(AssistantDesk desk, Journals journals) {
    this.desk = desk;
    this.journals = journals;
  }

  /** Some entries, of so many. */
  public record Page(Assistant assistant, List<JournalEntry> items, long total) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * A page; the id of a draft stands for its original.
   *
   * @param below only entries with a smaller number; absent for the newest
   * @param start how many of them to pass over
   */
  public Outcome<Page> handle(Caller caller, String id, OptionalLong below, int start, int limit) {
    return desk.finder()
        .target(caller, id)
        .then(found -> {
          Assistant assistant = found.assistant();
          Optional<Refusal> forbidden = Rights.audit(assistant.levelOnDraft(caller));
          return forbidden
              .<Outcome<Page>>map(Outcome::refused)
              .orElseGet(() -> Outcome.done(page(assistant, below, start, limit)));
        });
  }

  private Page page(Assistant assistant, OptionalLong below, int start, int limit) {
    long total = assistant.audit().count();
    long before = Math.min(below.orElse(Long.MAX_VALUE), total + 1) - start;
    return new Page(
        assistant,
        before > 1 ? journals.before(assistant.ref(), Audit.JOURNAL, before, limit) : List.of(),
        total);
  }
}
