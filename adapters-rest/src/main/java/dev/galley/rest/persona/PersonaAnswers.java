package dev.galley.rest.persona;

import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.persona.DeletePersonas;
import dev.galley.application.persona.PersonaHistory;
import dev.galley.application.persona.ReadPersonas;
import dev.galley.domain.access.Principal;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.Proposal;
import dev.galley.domain.persona.Resource;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.Answers;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Personas, drafts and resources as answers: plain JSON in the words of the contract. */
final class PersonaAnswers {

  /** How much of a value lists show, in code points. */
  private static final int LISTED = 1_000;

  private PersonaAnswers() {}

  static MutableHttpResponse<byte[]> json(Json body) {
    return json(HttpStatus.OK, body);
  }

  /** An answer that others must not be given, and that is to be asked for again each time. */
  static MutableHttpResponse<byte[]> json(HttpStatus status, Json body) {
    return Answers.uncached(Answers.of(status, MediaType.APPLICATION_JSON, body));
  }

  static <T> MutableHttpResponse<byte[]> page(
      ReadPersonas.Page<T> page, Function<T, JsonObject> shown) {
    return json(
        JsonObject.builder()
            .put("items", JsonArray.ofAll(page.items(), shown))
            .put("page_offset", page.offset())
            .put("page_limit", page.limit())
            .put("total", page.total())
            .putIf(page.lowerBound(), "total_is_lower_bound", Json.of(true))
            .build());
  }

  static JsonObject found(ReadPersonas.Found found) {
    return switch (found) {
      case ReadPersonas.Live live ->
          JsonObject.builder()
              .putAll(summary(live.persona()))
              .put("level", live.level().number())
              .put("form_state", live.state())
              .put(
                  "proposals",
                  JsonArray.ofAll(
                      live.proposals(),
                      offer ->
                          staged(offer.staged())
                              .with("draft_id", Json.of(offer.draft().toString()))))
              .putIf(live.more(), "proposals_truncated", Json.of(true))
              .build();
      case ReadPersonas.Draft draft -> draft(draft);
    };
  }

  static JsonObject summary(Persona persona) {
    return JsonObject.builder()
        .put("id", persona.id().toString())
        .put("name", persona.profile().name())
        .putOrNull("description", persona.profile().description())
        .put("active", persona.profile().active())
        .put("owner_id", persona.owner().id())
        .put("owner_type", persona.owner().kind().wireName())
        .put("revision", persona.live().revision())
        .put("content_hash", persona.live().content().value())
        .put("hash", persona.live().hash().value())
        .put("created_at", time(persona.created().at()))
        .put("created_by", persona.created().by())
        .put("updated_at", time(persona.updated().at()))
        .put("updated_by", persona.updated().by())
        .build();
  }

  static JsonObject draft(ReadPersonas.Draft draft) {
    return JsonObject.builder()
        .putAll(draft(draft.seen().draft(), draft.outdated()))
        .put("form_state", draft.state())
        .put("proposals", JsonArray.ofAll(draft.proposals(), PersonaAnswers::staged))
        .build();
  }

  static JsonObject item(ReadPersonas.Listed listed) {
    return draft(listed.draft(), listed.outdated())
        .with("open_proposals", Json.of(listed.proposals()));
  }

  private static JsonObject draft(PersonaDraft draft, boolean outdated) {
    return JsonObject.builder()
        .put("draft_id", draft.id().toString())
        .putOrNull("persona_id", draft.persona().map(UUID::toString))
        .put("base", draft.base())
        .put("outdated", outdated)
        .put("title", draft.title())
        .put("owner", draft.owner())
        .putOrNull("proposed_by", draft.author())
        .put("reviewers", JsonArray.ofAll(draft.reviewers(), PersonaAnswers::principal))
        .put("created_at", time(draft.created().at()))
        .put("updated_at", time(draft.updated().at()))
        .put("updated_by", draft.updated().by())
        .build();
  }

  private static JsonObject principal(Principal principal) {
    return JsonObject.builder()
        .put("id", principal.id())
        .put("type", principal.kind().wireName())
        .build();
  }

  private static JsonObject staged(ReadPersonas.Staged staged) {
    Proposal proposal = staged.proposal();
    return JsonObject.builder()
        .put("idempotency_key", proposal.key().toString())
        .put("proposed_at", time(proposal.made().at()))
        .put("proposed_by", proposal.made().by())
        .putOrNull("token_id", proposal.token().map(UUID::toString))
        .putOrNull("origin", proposal.origin())
        .putOrNull("reason", proposal.reason())
        .put("fields", JsonArray.ofTexts(proposal.change().fields()))
        .put("stale_fields", JsonArray.ofTexts(staged.stale()))
        .put("proposed_form_state", staged.state())
        .build();
  }

  /** How a draft has ended; the revision when it was published. */
  static JsonObject ended(Optional<UUID> persona, PersonaDraft.Ended end) {
    return JsonObject.builder()
        .put("outcome", end.outcome().wireName())
        .putOrNull("persona_id", persona.map(UUID::toString))
        .putIf(end.revision().isPresent(), "revision", Json.of(end.revision().orElse(0)))
        .put("at", time(end.stamp().at()))
        .put("by", end.stamp().by())
        .build();
  }

  static JsonObject ledger(ReadPersonas.Ledger ledger) {
    PersonaDraft draft = ledger.draft();
    JsonObject.Builder json = JsonObject.builder().put("draft_id", draft.id().toString());
    json.put(
        "ended",
        draft.ended().<Json>map(end -> ended(draft.persona(), end)).orElseGet(Json::nothing));
    json.put("entries", JsonArray.ofAll(ledger.entries(), PersonaAnswers::entry));
    return json.put(
            "next",
            ledger.more()
                ? Json.of(
                    PersonaLinks.ledger(draft.id())
                        + "?after="
                        + ledger.entries().getLast().number())
                : Json.nothing())
        .build();
  }

  private static JsonObject entry(JournalEntry entry) {
    return JsonObject.builder()
        .put("number", entry.number())
        .put("at", time(entry.stamp().at()))
        .put("by", entry.stamp().by())
        .putAll(entry.what())
        .build();
  }

  /** As in lists, where long values are cut. */
  static JsonObject listed(Resource resource) {
    JsonObject whole = resource(resource);
    String value = whole.text("value").orElse("");
    if (value.codePointCount(0, value.length()) <= LISTED) {
      return whole;
    }
    return whole
        .with("value", Json.of(value.substring(0, value.offsetByCodePoints(0, LISTED))))
        .with("value_truncated", Json.of(true));
  }

  static JsonObject resource(Resource resource) {
    return JsonObject.builder()
        .put("id", resource.id().toString())
        .put("kind", resource.kind().wireName())
        .putAll(
            resource.value().json() instanceof JsonObject object
                ? object
                : JsonObject.builder().put("value", resource.value().json()).build())
        .putOrNull("label", resource.label())
        .put("order", resource.order())
        .put("hidden", resource.hidden())
        .put("listed", resource.listed())
        .putOrNull("created_at", resource.created().map(at -> time(at)))
        .build();
  }

  static JsonObject deleted(List<DeletePersonas.Deleted> deleted) {
    return JsonObject.builder()
        .put(
            "results",
            JsonArray.ofAll(
                deleted,
                one ->
                    JsonObject.builder()
                        .put("id", one.id())
                        .put("result", one.result().wireName())
                        .build()))
        .build();
  }

  static JsonObject revision(Persona persona, Revision revision) {
    return JsonObject.builder()
        .put("id", persona.id().toString())
        .put("revision", revision.number())
        .put("contentHash", revision.content().value())
        .putOrNull("parentHash", revision.parent().map(ContentHash::value))
        .put("hash", revision.hash().value())
        .put("author", revision.stamp().by())
        .put("at", time(revision.stamp().at()))
        .putOrNull("comment", revision.comment())
        .put("kind", revision.kind().wireName())
        .put("changedPaths", JsonArray.ofTexts(revision.changedPaths().paths()))
        .put("changedPathsTruncated", revision.changedPaths().truncated())
        .build();
  }

  static JsonObject preview(PersonaHistory.Preview preview) {
    return JsonObject.builder()
        .put("draft_id", preview.draft().id().toString())
        .put("base", preview.draft().base())
        .put("current_revision", preview.live())
        .put("content", preview.content())
        .put(
            "conflicts",
            JsonArray.ofAll(
                preview.conflicts(),
                conflict ->
                    Refusals.conflict(conflict)
                        .put("resolved", !preview.unresolved().contains(conflict))
                        .build()))
        .build();
  }

  static String time(Instant at) {
    return AssistantRepresentation.time(at);
  }
}
