package dev.galley.application.chat;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.chat.ChatKeys;
import dev.galley.domain.chat.Usage;
import dev.galley.domain.chat.UsageDay;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.item.Item;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what was used of an assistant. What that costs grows with days and users alone. */
public final class ReadUsage {
  /** How many days can be told one by one. */
  public static final int MOST_DAYS = 366;

  private static final int PIECE = 200;

  private final ChatDesk desk;

  public ReadUsage(ChatDesk desk) {
    this.desk = desk;
  }

  /**
   * Some days, in UTC.
   *
   * @param from the first; absent for all from the beginning
   * @param to the one before which they end; absent for all to the end
   */
  public record Span(Optional<LocalDate> from, Optional<LocalDate> to) {

    public Span {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }

    /** The last {@value #MOST_DAYS} days of it, when it has no beginning. */
    Span begun(LocalDate tomorrow) {
      return from.isPresent()
          ? this
          : new Span(Optional.of(to.orElse(tomorrow).minusDays(MOST_DAYS)), to);
    }
  }

  /**
   * The figures.
   *
   * @param span the days that they are of
   * @param days those of each day on which something was used; absent when they were not wanted
   */
  public record Figures(Span span, Usage all, Optional<SortedMap<LocalDate, Usage>> days) {

    public Figures {
      Objects.requireNonNull(span, "span");
      Objects.requireNonNull(all, "all");
      Objects.requireNonNull(days, "days");
    }
  }

  /** The last day of which there can be figures; the reporters' clocks may be ahead. */
  public LocalDate tomorrow() {
    return LocalDate.ofInstant(desk.now(), ZoneOffset.UTC).plusDays(1);
  }

  /**
   * The figures of the assistant that an id or that of its draft means. Needs level 1 by ownership,
   * team or share.
   *
   * @param byDay whether to tell each day; a span without a beginning then has its last {@value
   *     #MOST_DAYS} days
   */
  public Outcome<Figures> handle(Caller caller, String id, Span asked, boolean byDay) {
    return desk.assistant(caller, id)
        .then(assistant ->
            assistant.levelOnDraft(caller).allows(Level.READ)
                ? Outcome.done(figures(assistant, byDay ? asked.begun(tomorrow()) : asked, byDay))
                : Outcome.refused(
                    new Refusal.Forbidden(
                        JsonPointer.ROOT,
                        "Usage needs level 1 by ownership, team or share; this assistant is only"
                            + " open to you.")));
  }

  private Figures figures(Assistant assistant, Span span, boolean byDay) {
    Usage all = Usage.ofDays();
    SortedMap<LocalDate, Usage> days = new TreeMap<>();
    Optional<String> end = span.to().map(UsageDay::place);
    String last = span.from().map(UsageDay::place).orElse("");
    boolean over = false;
    while (!over) {
      List<Living> piece =
          desk.aggregates().listed(assistant.tenant(), ChatKeys.usage(assistant.id()), last, PIECE);
      over = piece.size() < PIECE;
      for (Living next : piece) {
        last = next.order();
        if (end.isPresent() && last.compareTo(end.get()) >= 0) {
          over = true;
          break;
        }
        UsageDay day = UsageDay.of((Item) next);
        all.add(day);
        if (byDay) {
          days.computeIfAbsent(day.day(), first -> Usage.ofOneDay()).add(day);
        }
      }
    }
    return new Figures(span, all, byDay ? Optional.of(days) : Optional.empty());
  }
}
