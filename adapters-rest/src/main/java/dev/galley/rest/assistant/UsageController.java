package dev.galley.rest.assistant;

import dev.galley.application.chat.ChatDesk;
import dev.galley.application.chat.ReadUsage;
import dev.galley.domain.access.Caller;
import dev.galley.rest.http.QueryReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** What was used of an assistant. */
@Controller(Links.ASSISTANTS + "/{id}/usage")
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class UsageController {
  private static final String DAY_RULE = "must be a day in UTC without a time, as 2026-03-01";

  private final ChatDesk desk;

  UsageController(ChatDesk desk) {
    this.desk = desk;
  }

  @Get
  HttpResponse<byte[]> read(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Optional<LocalDate> from = query.parsed("from", DAY_RULE, UsageController::day);
    Optional<LocalDate> to = query.parsed("to", DAY_RULE, UsageController::day);
    boolean byDay = query.oneOf("by", Map.of("day", true)).orElse(false);
    ReadUsage usage = new ReadUsage(desk);
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      query.refuse("to", "must be later than from; that day itself does not belong to it");
    } else if (byDay
        && from.isPresent()
        && ChronoUnit.DAYS.between(from.get(), to.orElse(usage.tomorrow())) > ReadUsage.MOST_DAYS) {
      query.refuse(
          "from",
          "must be at most " + ReadUsage.MOST_DAYS + " days before to, or tomorrow, with by=day");
    }
    query.checkNothingElse();
    return ChatAnswers.usage(
            Refusals.orThrow(usage.handle(caller, id, new ReadUsage.Span(from, to), byDay)))
        .answer();
  }

  private static Optional<LocalDate> day(String text) {
    try {
      // LocalDate.parse also takes years of more digits, and signs.
      return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
          ? Optional.of(LocalDate.parse(text))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
