package dev.galley.rest.persona;

import dev.galley.application.persona.DeletePersonas;
import dev.galley.application.persona.EditPersona;
import dev.galley.application.persona.PatchDraft;
import dev.galley.application.persona.PersonaDesk;
import dev.galley.application.persona.PersonaHistory;
import dev.galley.application.persona.ReadPersonas;
import dev.galley.application.persona.SavePersona;
import dev.galley.application.persona.VerifyPersonaRevisions;
import dev.galley.application.support.BodyReader;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaLive;
import dev.galley.rest.assistant.ChainAnswers;
import dev.galley.rest.assistant.ComparisonAnswers;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Personas and their drafts: every operation is a POST, as the contract has it. */
@Controller(PersonaLinks.PERSONA)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonasController {
  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 30;

  private final PersonaDesk desk;

  PersonasController(PersonaDesk desk) {
    this.desk = desk;
  }

  @Post("/draft")
  HttpResponse<byte[]> patch(HttpRequest<?> request, Caller caller, RequestBody body) {
    PatchDraft.Patched patched =
        Refusals.orThrow(new PatchDraft(desk).handle(caller, object(request, body)));
    return PersonaAnswers.json(patched.answer());
  }

  @Post("/drafts")
  HttpResponse<byte[]> drafts(HttpRequest<?> request, Caller caller, RequestBody body) {
    return PersonaAnswers.page(
        new ReadPersonas(desk).drafts(caller, object(request, body)), PersonaAnswers::item);
  }

  @Post("/get")
  HttpResponse<byte[]> get(HttpRequest<?> request, Caller caller, RequestBody body) {
    return PersonaAnswers.json(
        PersonaAnswers.found(
            Refusals.orThrow(new ReadPersonas(desk).handle(caller, object(request, body)))));
  }

  @Post("/edit")
  HttpResponse<byte[]> edit(HttpRequest<?> request, Caller caller, RequestBody body) {
    return opened(Refusals.orThrow(new EditPersona(desk).edit(caller, object(request, body))));
  }

  private static HttpResponse<byte[]> opened(EditPersona.Opened opened) {
    HttpStatus status = opened.created() ? HttpStatus.CREATED : HttpStatus.OK;
    return PersonaAnswers.json(status, PersonaAnswers.draft(opened.draft()))
        .header(HttpHeaders.LOCATION, PersonaLinks.draft(opened.draft().seen().draft().id()));
  }

  @Post("/save")
  HttpResponse<byte[]> save(HttpRequest<?> request, Caller caller, RequestBody body) {
    SavePersona.Saved saved =
        Refusals.orThrow(
            new SavePersona(desk).handle(caller, SavePersona.read(object(request, body))));
    Persona persona = saved.persona();
    boolean created = saved.published() && persona.live().revision() == 1;
    return PersonaAnswers.json(
            created ? HttpStatus.CREATED : HttpStatus.OK,
            PersonaAnswers.summary(persona).with("published", Json.of(saved.published())))
        .header(HttpHeaders.LOCATION, PersonaLinks.published(persona.id()));
  }

  @Post("/search")
  HttpResponse<byte[]> search(HttpRequest<?> request, Caller caller, RequestBody body) {
    return PersonaAnswers.page(
        new ReadPersonas(desk).search(caller, object(request, body)), PersonaAnswers::summary);
  }

  @Post("/duplicate")
  HttpResponse<byte[]> duplicate(HttpRequest<?> request, Caller caller, RequestBody body) {
    return opened(Refusals.orThrow(new EditPersona(desk).duplicate(caller, object(request, body))));
  }

  @Post("/delete")
  HttpResponse<byte[]> delete(HttpRequest<?> request, Caller caller, RequestBody body) {
    return PersonaAnswers.json(
        PersonaAnswers.deleted(new DeletePersonas(desk).handle(caller, object(request, body))));
  }

  @Post("/revisions")
  HttpResponse<byte[]> revisions(HttpRequest<?> request, Caller caller, RequestBody body) {
    BodyReader reader = new BodyReader(object(request, body));
    String id = reader.text("id", false, 1, Integer.MAX_VALUE).orElse("");
    if (!reader.sent("id")) {
      reader.error("id", "must name the persona");
    }
    long below = number(reader, "after", JsonNumber.MAX_SAFE_INTEGER, JsonNumber.MAX_SAFE_INTEGER);
    int limit = (int) number(reader, "page_limit", MAX_LIMIT, DEFAULT_LIMIT);
    reader.finish();
    PersonaHistory.Page page =
        Refusals.orThrow(new PersonaHistory(desk).revisions(caller, id, below, limit));
    return PersonaAnswers.json(
        JsonObject.builder()
            .put(
                "items",
                JsonArray.ofAll(page.revisions(), r -> PersonaAnswers.revision(page.persona(), r)))
            .put(
                "next", page.next().isPresent() ? Json.of(page.next().getAsLong()) : Json.nothing())
            .build());
  }

  @Post("/verify")
  HttpResponse<byte[]> verify(HttpRequest<?> request, Caller caller, RequestBody body) {
    VerifyPersonaRevisions.Verified verified =
        Refusals.orThrow(new VerifyPersonaRevisions(desk).handle(caller, object(request, body)));
    PersonaLive live = verified.persona().live();
    return PersonaAnswers.json(
        ChainAnswers.of(verified.check(), live.revision(), live.hash().value()).build());
  }

  private static long number(BodyReader reader, String name, long most, long otherwise) {
    Json value = reader.raw(name).orElse(JsonNull.NULL);
    if (value instanceof JsonNull) {
      return otherwise;
    }
    if (value instanceof JsonNumber number
        && number.isInteger()
        && number.value() >= 1
        && number.value() <= most) {
      return (long) number.value();
    }
    reader.error(name, "must be an integer from 1 to " + most);
    return otherwise;
  }

  @Post("/compare")
  @Produces({MediaType.APPLICATION_JSON, ComparisonAnswers.JSON_PATCH})
  HttpResponse<byte[]> compare(HttpRequest<?> request, Caller caller, RequestBody body) {
    PersonaHistory.Comparison comparison =
        Refusals.orThrow(new PersonaHistory(desk).compare(caller, object(request, body)));
    JsonObject sides =
        JsonObject.builder()
            .putOrNull("persona_id", Optional.of(comparison.persona()).filter(id -> !id.isEmpty()))
            .build();
    return ComparisonAnswers.of(request, sides, comparison::changes, comparison::patch);
  }

  @Post("/rebase")
  HttpResponse<byte[]> rebase(HttpRequest<?> request, Caller caller, RequestBody body) {
    PersonaHistory.Rebase rebase =
        Refusals.orThrow(
            new PersonaHistory(desk)
                .rebase(caller, PersonaHistory.readRebase(object(request, body))));
    return PersonaAnswers.json(
        switch (rebase) {
          case PersonaHistory.Rebased(ReadPersonas.Draft draft) -> PersonaAnswers.draft(draft);
          case PersonaHistory.Preview preview -> PersonaAnswers.preview(preview);
        });
  }

  @Post("/restore")
  HttpResponse<byte[]> restore(HttpRequest<?> request, Caller caller, RequestBody body) {
    return opened(
        Refusals.orThrow(new PersonaHistory(desk).restore(caller, object(request, body))));
  }

  private static JsonObject object(HttpRequest<?> request, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    return body.object();
  }
}
