package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.DraftEdit;
import dev.galley.domain.persona.DraftPatch;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaField;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.ResourceKind;
import dev.galley.domain.persona.ResourceValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens drafts of what is published: of the persona itself, or of a copy of it. */
public final class EditPersona {
  private final PersonaDesk desk;

  public EditPersona(PersonaDesk desk) {
    this.desk = desk;
  }

  /**
   * The draft.
   *
   * @param created whether it was opened just now; else the caller had it open
   */
  public record Opened(ReadPersonas.Draft draft, boolean created) {}

  /** The caller's draft of a persona; a new one unless he has one. Needs level 2. */
  public Outcome<Opened> edit(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    String id = reader.text("id", false, 1, Integer.MAX_VALUE).orElse("");
    if (!reader.sent("id")) {
      reader.error("id", "must name the persona");
    }
    reader.finish();
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.persona(caller, id, Level.WRITE), persona -> edit(caller, persona, change)));
  }

  private Round<Opened> edit(Caller caller, Persona persona, ChangeId change) {
    Optional<SeenDraft> there = open(desk, caller, persona);
    if (there.isPresent()) {
      return Round.answer(new Opened(new ReadPersonas(desk).shown(there.get()), false));
    }
    PersonaDraft draft =
        PersonaDraft.open(
                caller.tenant(), fresh(desk, caller, persona), caller.user(), desk.stamp(caller))
            .of(persona.id(), persona.live().revision(), persona.connections())
            .titled(persona.profile().name());
    return begin(caller, draft, Optional.of(persona), "edit", change);
  }

  /** The caller's own open draft of a persona. */
  static Optional<SeenDraft> open(PersonaDesk desk, Caller caller, Persona persona) {
    return desk
        .aggregates()
        .listed(
            caller.tenant(),
            PersonaKeys.edits(persona.id(), caller.user()),
            "",
            desk.limits().drafts())
        .stream()
        .map(Item.class::cast)
        .flatMap(item -> desk.seen(caller, item).stream())
        // One that somebody has proposed is not what he works on.
        .filter(seen -> seen.draft().author().isEmpty())
        .findFirst();
  }

  /** The id of his next draft of it. */
  static UUID fresh(PersonaDesk desk, Caller caller, Persona persona) {
    String key = PersonaKeys.opened(persona.id(), caller.user());
    int before = desk.aggregates().count(caller.tenant(), key, PersonaDesk.LOOKED_AT);
    return before < PersonaDesk.LOOKED_AT
        ? PersonaDraft.idOf(caller.tenant(), persona.id(), caller.user(), before)
        : desk.saver().ids().next();
  }

  private Round<Opened> begin(
      Caller caller, PersonaDraft draft, Optional<Persona> persona, String how, ChangeId change) {
    Optional<Refusal> refusal = PatchDraft.tooMany(desk, draft);
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    DraftEdit edit = new DraftEdit(draft, desk.stamp(caller), caller.apiToken());
    edit.begin(desk.saver().ids().next(), how);
    Transition<Item> saved = edit.done(Optional.empty(), change);
    SeenDraft seen = new SeenDraft(caller, saved.next(), edit.result(), persona);
    return new Round.Save<>(
        Change.of(change, saved), new Opened(new ReadPersonas(desk).shown(seen), true));
  }

  /** A new draft that connects what a persona does, under another name. Needs level 1. */
  public Outcome<Opened> duplicate(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    String id = reader.text("id", false, 1, Integer.MAX_VALUE).orElse("");
    if (!reader.sent("id")) {
      reader.error("id", "must name the persona");
    }
    Optional<String> name = reader.text("name", true, 1, ResourceKind.NAME.longest());
    reader.finish();
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.persona(caller, id, Level.READ),
                persona -> duplicate(caller, persona, name, change)));
  }

  private Round<Opened> duplicate(
      Caller caller, Persona persona, Optional<String> name, ChangeId change) {
    String title = name.orElseGet(() -> copyOf(persona.profile().name()));
    ResourceValue value = ResourceValue.text(ResourceKind.NAME, title);
    UUID named = desk.catalogue().put(caller.tenant(), value, false, desk.stamp(caller)).id();
    Connections connections =
        persona
            .connections()
            .with(new DraftPatch(Map.of(PersonaField.NAME, List.of(named)), Optional.empty()));
    PersonaDraft draft =
        PersonaDraft.open(
                caller.tenant(), desk.saver().ids().next(), caller.user(), desk.stamp(caller))
            .connecting(connections, desk.stamp(caller))
            .titled(title);
    return begin(caller, draft, Optional.empty(), "duplicate of " + persona.id(), change);
  }

  private static String copyOf(String name) {
    String suffix = " (copy)";
    int room = ResourceKind.NAME.longest() - suffix.length();
    return name.substring(
            0, name.offsetByCodePoints(0, Math.min(room, name.codePointCount(0, name.length()))))
        + suffix;
  }
}
