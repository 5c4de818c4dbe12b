package dev.galley.application.chat;

import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.chat.UsageDay;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Adds what a message of a chat has used to the figures of its assistant. */
public final class ReportMessage {
  /** How long into a day a message without a time may be one of the day before, repeated. */
  private static final Duration REPEATED = Duration.ofHours(1);

  private final ChatDesk desk;

  public ReportMessage(ChatDesk desk) {
    this.desk = desk;
  }

  /**
   * What came of a report.
   *
   * @param counted whether it was counted now; else it had been before
   */
  public record Reported(Chat chat, MessageReport report, boolean counted) {

    public Reported {
      Objects.requireNonNull(chat, "chat");
      Objects.requireNonNull(report, "report");
    }
  }

  /**
   * Counts the message, unless one of that id is among the last that the chat's user had with the
   * assistant that day.
   */
  public Outcome<Reported> handle(Caller caller, UUID chat, MessageReport report) {
    return desk.reportable(caller, chat)
        .then(view -> {
          UsageDay unused = day(view.chat(), report.message().at());
          return desk.rollUps()
              .inTurn(
                  unused.ref(),
                  () -> desk.saver().settle(change -> round(view.chat(), report, unused, change)));
        });
  }

  private Round<Reported> round(Chat chat, MessageReport report, UsageDay unused, ChangeId change) {
    Optional<String> mark = report.messageId().map(id -> UsageDay.mark(chat.id(), id));
    Optional<Item> there = Increment.stored(desk, unused);
    boolean known =
        mark.isPresent() && (knows(there, mark.get()) || wasYesterday(chat, report, mark.get()));
    return known
        ? Round.answer(new Reported(chat, report, false))
        : new Round.Save<>(
            Increment.of(there, unused, change, day -> day.plus(report.message().marked(mark))),
            new Reported(chat, report, true));
  }

  private boolean wasYesterday(Chat chat, MessageReport report, String mark) {
    Instant before = report.message().at().minus(REPEATED);
    UsageDay earlier = day(chat, before);
    return !report.timed()
        && !earlier.day().equals(day(chat, report.message().at()).day())
        && knows(Increment.stored(desk, earlier), mark);
  }

  private static boolean knows(Optional<Item> figures, String mark) {
    return figures.map(UsageDay::of).filter(day -> day.knows(mark)).isPresent();
  }

  private static UsageDay day(Chat chat, Instant at) {
    return UsageDay.unused(
        chat.tenant(), chat.assistant(), LocalDate.ofInstant(at, ZoneOffset.UTC), chat.user());
  }
}
