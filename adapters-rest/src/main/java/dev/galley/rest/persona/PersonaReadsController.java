package dev.galley.rest.persona;

import dev.galley.application.persona.PersonaDesk;
import dev.galley.application.persona.PersonaHistory;
import dev.galley.application.persona.ReadPersonas;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.rest.assistant.Refusals;
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

/** What links lead to: published personas, revisions, drafts and their ledgers. */
@Controller(PersonaLinks.PERSONA)
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonaReadsController {
  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 50;

  private final PersonaDesk desk;

  PersonaReadsController(PersonaDesk desk) {
    this.desk = desk;
  }

  @Get("/published/{personaId}")
  HttpResponse<byte[]> published(
      HttpRequest<?> request, Caller caller, @PathVariable String personaId) {
    QueryReader.of(request).checkNothingElse();
    return PersonaAnswers.json(
        PersonaAnswers.found(Refusals.orThrow(new ReadPersonas(desk).live(caller, personaId))));
  }

  @Get("/published/{personaId}/revisions/{number}")
  HttpResponse<byte[]> revision(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String personaId,
      @PathVariable String number) {
    QueryReader.of(request).checkNothingElse();
    if (!number.matches("[1-9][0-9]{0,17}")) {
      throw Refusals.problem(new Refusal.NotFound("revision")).asException();
    }
    PersonaHistory.Past past =
        Refusals.orThrow(
            new PersonaHistory(desk).revision(caller, personaId, Long.parseLong(number)));
    return PersonaAnswers.json(
        PersonaAnswers.revision(past.persona(), past.revision()).with("content", past.content()));
  }

  @Get("/drafts/{draftId}")
  HttpResponse<byte[]> draft(HttpRequest<?> request, Caller caller, @PathVariable String draftId) {
    QueryReader.of(request).checkNothingElse();
    return PersonaAnswers.json(
        PersonaAnswers.draft(Refusals.orThrow(new ReadPersonas(desk).draft(caller, draftId))));
  }

  @Get("/drafts/{draftId}/ledger")
  HttpResponse<byte[]> ledger(HttpRequest<?> request, Caller caller, @PathVariable String draftId) {
    QueryReader query = QueryReader.of(request);
    long after = query.integer("after", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    int limit = query.smallInteger("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
    query.checkNothingElse();
    return PersonaAnswers.json(
        PersonaAnswers.ledger(
            Refusals.orThrow(new ReadPersonas(desk).ledger(caller, draftId, after, limit))));
  }
}
