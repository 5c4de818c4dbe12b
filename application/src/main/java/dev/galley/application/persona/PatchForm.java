package dev.galley.application.persona;

import dev.galley.application.support.BodyReader;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.Principal;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A call of {@code POST /persona/draft}, as it was sent.
 *
 * @param request what tells it from other calls
 * @param draft the draft to patch
 * @param persona the published persona to propose something for
 * @param key the operation's key, or the proposal that is decided
 * @param accept present in an acknowledgement
 * @param reviewers who is to review the draft
 * @param wishes what each field is to have
 * @param active present when it speaks of that; then empty to clear it
 * @param pending present when it speaks of that
 * @param errors what is wrong with its shape
 */
record PatchForm(
    ContentHash request,
    Optional<UUID> draft,
    Optional<UUID> persona,
    Optional<UUID> key,
    boolean soft,
    Optional<Boolean> accept,
    Optional<String> origin,
    Optional<String> reason,
    Optional<List<Principal>> reviewers,
    Map<PersonaField, Wish> wishes,
    Optional<Optional<Boolean>> active,
    Optional<Map<Integer, UUID>> pending,
    List<FieldError> errors) {
  private static final int MAX_ORIGIN = 200;
  private static final int MAX_REASON = 4_000;

  PatchForm {
    wishes = Collections.unmodifiableMap(new EnumMap<>(wishes));
    errors = List.copyOf(errors);
  }

  /** What a field is to have. */
  sealed interface Wish {

    /** Nothing. */
    record Nothing() implements Wish {}

    /** Resources by their ids, with the places at which they stand in the list. */
    record Ids(Map<Integer, UUID> ids) implements Wish {}

    /** Texts or names, with the places at which they stand in the list. */
    record Texts(Map<Integer, String> texts) implements Wish {}
  }

  /** Reads a body; whatever is wrong with it is among the errors. */
  static PatchForm read(Caller caller, JsonObject body) {
    return new Reading(caller, body).form();
  }

  private static final class Reading {
    private final Caller caller;
    private final JsonObject body;
    private final BodyReader reader;
    private final List<FieldError> errors = new ArrayList<>();

    Reading(Caller caller, JsonObject body) {
      this.caller = caller;
      this.body = body;
      this.reader = new BodyReader(body);
    }

    PatchForm form() {
      Map<PersonaField, Wish> wishes = new EnumMap<>(PersonaField.class);
      for (PersonaField field : PersonaField.values()) {
        wish(field).ifPresent(wish -> wishes.put(field, wish));
      }
      Optional<UUID> draft = id("draft_id");
      Optional<UUID> persona = id("persona_id");
      Optional<UUID> key = id("idempotency_key");
      boolean soft = reader.flag("soft").orElse(false);
      Optional<Boolean> accept = reader.flag("accept");
      Optional<String> origin = reader.text("origin", true, 1, MAX_ORIGIN);
      Optional<String> reason = reader.text("reason", true, 0, MAX_REASON);
      Optional<Optional<Boolean>> active = active();
      Optional<Map<Integer, UUID>> pending =
          reader.sent(Connections.PENDING)
              ? Optional.of(ids(Connections.PENDING, allOf()))
              : Optional.empty();
      Optional<List<Principal>> reviewers =
          reader.sent("reviewers") ? Optional.of(reviewers()) : Optional.empty();
      if (body.has("accept")) {
        acknowledgement();
      } else {
        if (persona.isPresent() && draft.isPresent()) {
          reader.error("persona_id", "must not be there beside draft_id");
        } else if (persona.isPresent() && !soft) {
          reader.error("persona_id", "needs soft: true; to change a persona, open a draft of it");
        }
        if (origin.isPresent() && !soft) {
          reader.error("origin", "belongs to a proposal: it needs soft: true");
        }
        if (reason.isPresent() && !soft) {
          reader.error("reason", "belongs to a proposal: it needs soft: true");
        }
      }
      try {
        reader.finish();
      } catch (InvalidContent e) {
        errors.addAll(e.errors());
      }
      return new PatchForm(
          ContentHash.of(body),
          draft,
          persona,
          key,
          soft,
          accept,
          origin,
          reason,
          reviewers,
          wishes,
          active,
          pending,
          errors);
    }

    private void acknowledgement() {
      if (body.get("idempotency_key").orElse(JsonNull.NULL) instanceof JsonNull) {
        reader.error("idempotency_key", "must name the proposal that is decided");
      }
      for (String name : body.members().keySet()) {
        boolean belongs =
            name.equals("accept") || name.equals("idempotency_key") || name.equals("reason");
        if (!belongs && reader.sent(name)) {
          reader.error(name, "does not belong to an acknowledgement");
        }
      }
    }

    private Optional<Optional<Boolean>> active() {
      if (!reader.sent("active")) {
        return Optional.empty();
      }
      if (reader.raw("active").filter(JsonNull.class::isInstance).isPresent()) {
        return Optional.of(Optional.empty());
      }
      Optional<Boolean> active = reader.flag("active");
      return active.isPresent() ? Optional.of(active) : Optional.empty();
    }

    private Optional<UUID> id(String name) {
      return reader.text(name, true, 0, Integer.MAX_VALUE).flatMap(text -> uuid(name, text));
    }

    private Optional<UUID> uuid(String name, String text) {
      Optional<UUID> uuid = PersonaDesk.uuid(text);
      if (uuid.isEmpty()) {
        reader.error(name, "must be a UUID");
      }
      return uuid;
    }

    private Optional<Wish> wish(PersonaField field) {
      return field.isList() ? listWish(field) : singleWish(field);
    }

    private Optional<Wish> singleWish(PersonaField field) {
      Optional<UUID> id = id(field.idName());
      Optional<String> text = reader.text(field.textName(), true, 1, field.kind().longest());
      if (id.isPresent()) {
        return Optional.of(new Wish.Ids(Map.of(0, id.get())));
      }
      if (text.isPresent()) {
        return Optional.of(new Wish.Texts(Map.of(0, text.get())));
      }
      return reader.sent(field.idName()) || reader.sent(field.textName())
          ? Optional.of(new Wish.Nothing())
          : Optional.empty();
    }

    private Optional<Wish> listWish(PersonaField field) {
      Optional<Wish> ids =
          reader.sent(field.idName())
              ? Optional.of(new Wish.Ids(ids(field.idName(), PersonaField.MOST)))
              : Optional.empty();
      if (field == PersonaField.FLAGS) {
        return ids;
      }
      Optional<Wish> texts =
          reader
              .texts(field.textName(), false, PersonaField.MOST, field.kind().longest(), false)
              .map(Reading::placed)
              .map(Wish.Texts::new);
      return ids.isPresent() ? ids : texts;
    }

    /** Each text once, at its first place. */
    private static Map<Integer, String> placed(List<String> texts) {
      Map<Integer, String> placed = new LinkedHashMap<>();
      for (int i = 0; i < texts.size(); i++) {
        if (!placed.containsValue(texts.get(i))) {
          placed.put(i, texts.get(i));
        }
      }
      return placed;
    }

    private static int allOf() {
      return PersonaField.MOST * PersonaField.values().length;
    }

    private Map<Integer, UUID> ids(String name, int most) {
      Map<Integer, UUID> placed = new LinkedHashMap<>();
      Json sent = reader.raw(name).orElse(JsonArray.EMPTY);
      if (!(sent instanceof JsonArray(List<Json> items))) {
        reader.error(name, "must be an array of UUIDs");
        return placed;
      }
      if (items.size() > most) {
        reader.error(name, "must have at most " + most + " items; this has " + items.size());
        return placed;
      }
      for (int i = 0; i < items.size(); i++) {
        Optional<UUID> id =
            items.get(i) instanceof JsonString(String text)
                ? PersonaDesk.uuid(text)
                : Optional.empty();
        if (id.isEmpty()) {
          error(JsonPointer.child(JsonPointer.child("", name), i), "must be a UUID");
        } else if (!placed.containsValue(id.get())) {
          placed.put(i, id.get());
        }
      }
      return placed;
    }

    private List<Principal> reviewers() {
      List<Principal> reviewers = new ArrayList<>();
      Json sent = reader.raw("reviewers").orElse(JsonArray.EMPTY);
      if (!(sent instanceof JsonArray(List<Json> items)) || items.size() > PersonaDraft.REVIEWERS) {
        reader.error(
            "reviewers", "must be an array of at most " + PersonaDraft.REVIEWERS + " reviewers");
        return reviewers;
      }
      for (int i = 0; i < items.size(); i++) {
        Optional<Principal> reviewer = reviewer(items.get(i));
        if (reviewer.isEmpty()) {
          error(
              "/reviewers/" + i,
              "must be the id of a user or team, or {id, type} with type user or team");
        }
        reviewer.ifPresent(reviewers::add);
      }
      return reviewers;
    }

    private Optional<Principal> reviewer(Json json) {
      return switch (json) {
        case JsonString(String id) when Identifiers.valid(id) -> Optional.of(caller.resolve(id));
        case JsonObject object
            when object.members().size() == 2
                && object.text("id").filter(Identifiers::valid).isPresent() ->
            switch (object.text("type").orElse("")) {
              case "user" -> Optional.of(Principal.user(object.text("id").orElseThrow()));
              case "team" -> Optional.of(Principal.team(object.text("id").orElseThrow()));
              default -> Optional.empty();
            };
        case Json other -> Optional.empty();
      };
    }

    private void error(String pointer, String detail) {
      errors.add(new FieldError(pointer, detail));
    }
  }
}
