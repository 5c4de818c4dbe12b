package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Principal;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaField;
import dev.galley.domain.persona.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Publishes a draft: as a new persona, or as the next revision of the one it was opened from. */
public final class SavePersona {
  private static final int MAX_COMMENT = 10_000;
  private static final int TOLD = 20;

  private final PersonaDesk desk;

  public SavePersona(PersonaDesk desk) {
    this.desk = desk;
  }

  /**
   * What is asked for.
   *
   * @param force whether to publish although live has moved
   * @param expectedRevision the live revision that a forced save goes over
   */
  public record Wish(
      String draft, Optional<String> comment, boolean force, OptionalLong expectedRevision) {

    public Wish {
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(comment, "comment");
      Objects.requireNonNull(expectedRevision, "expectedRevision");
    }
  }

  /**
   * What has come of it.
   *
   * @param published whether there is a new revision; else the draft was equal to live
   */
  public record Saved(Persona persona, boolean published) {}

  /**
   * Reads a body.
   *
   * @throws dev.galley.domain.content.InvalidContent with everything that is wrong
   */
  public static Wish read(JsonObject body) {
    BodyReader reader = new BodyReader(body);
    String draft = reader.text("draft_id", false, 1, Integer.MAX_VALUE).orElse("");
    if (!reader.sent("draft_id")) {
      reader.error("draft_id", "must name the draft");
    }
    OptionalLong expected = number(reader, "expected_revision");
    Wish wish =
        new Wish(
            draft,
            reader.text("comment", true, 0, MAX_COMMENT),
            reader.flag("force").orElse(false),
            expected);
    reader.finish();
    return wish;
  }

  static OptionalLong number(BodyReader reader, String name) {
    Json value = reader.raw(name).orElse(JsonNull.NULL);
    if (value instanceof JsonNumber number && number.isInteger() && number.value() >= 1) {
      return OptionalLong.of((long) number.value());
    }
    if (!(value instanceof JsonNull)) {
      reader.error(name, "must be the number of a revision, 1 or more");
    }
    return OptionalLong.empty();
  }

  /** Publishes it. Needs the draft, and level 2 on the persona that it was opened from. */
  public Outcome<Saved> handle(Caller caller, Wish wish) {
    Outcome<Saved> outcome =
        desk.saver()
            .settle(change ->
                Round.with(
                    desk.draft(caller, wish.draft()), seen -> round(caller, wish, seen, change)));
    if (outcome instanceof Outcome.Done<Saved>(Saved saved) && saved.published()) {
      show(saved.persona());
    }
    return outcome;
  }

  private void show(Persona persona) {
    try {
      desk.catalogue()
          .publish(persona.tenant(), persona.connections().all(), persona.live().stamp());
    } catch (RuntimeException e) {
      // It is published all the same; a sweep shows what it uses.
    }
  }

  private Round<Saved> round(Caller caller, Wish wish, SeenDraft seen, ChangeId change) {
    if (!seen.publishes()) {
      return Round.refused(
          PersonaDesk.forbidden(
              "A draft is published by its owner, who needs level 2 on its persona."));
    }
    if (wish.force() && wish.expectedRevision().isEmpty()) {
      return Round.refused(
          new Refusal.PreconditionRequired(
              "force needs expected_revision: the live revision that you have seen and want to"
                  + " publish over."));
    }
    if (desk.expire(seen.item())) {
      return new Round.Again<>();
    }
    PersonaDraft draft = seen.draft();
    Optional<Persona> live = seen.persona();
    boolean moved = live.filter(p -> p.live().revision() != draft.base()).isPresent();
    boolean over =
        wish.force()
            && live.filter(p -> p.live().revision() == wish.expectedRevision().getAsLong())
                .isPresent();
    if (moved && !over) {
      return Round.refused(moved(desk, seen, live.orElseThrow()));
    }
    List<FieldError> reasons = reasons(draft);
    if (!reasons.isEmpty()) {
      return Round.refused(new Refusal.DraftIncomplete(reasons));
    }
    Stamp stamp = desk.stamp(caller);
    boolean same = live.filter(p -> p.connections().equals(draft.connections())).isPresent();
    long number = live.map(p -> p.live().revision()).orElse(0L) + (same ? 0 : 1);
    UUID id = live.map(Persona::id).orElseGet(desk.saver().ids()::next);
    PersonaDraft left = draft.published(id, number, draft.later(stamp));
    Item ended = seen.item().next(left.saying(), change).next();
    if (same) {
      return new Round.Save<>(
          Change.of(change, seen.item().next(left.saying(), change)),
          new Saved(live.orElseThrow(), false));
    }
    FormState state = new FormState(desk.catalogue(), draft.tenant());
    Snapshot content = Snapshot.of(state.content(draft.connections()));
    ChangedPaths changed =
        PersonaDesk.changed(
            live.map(Persona::connections).orElse(Connections.NONE), draft.connections());
    Persona.Authored authored =
        new Persona.Authored(
            draft.connections(), state.profile(draft.connections()), content.hash(), changed);
    Transition<Persona> made =
        live.map(p -> p.commit(authored, draft.base(), wish.comment(), stamp, change))
            .orElseGet(() ->
                Persona.publish(
                    id,
                    draft.tenant(),
                    Principal.user(caller.user()),
                    authored,
                    wish.comment(),
                    stamp,
                    change));
    Change save = Change.of(change, made).with(content).using(Follower.ending(ended));
    return new Round.Save<>(
        live.map(p -> save.near(p.live().content())).orElse(save), new Saved(made.next(), true));
  }

  /** Why a draft can't be published. */
  private static List<FieldError> reasons(PersonaDraft draft) {
    List<FieldError> reasons = new ArrayList<>();
    Connections connections = draft.connections();
    for (PersonaField field : List.of(PersonaField.NAME, PersonaField.INSTRUCTIONS)) {
      if (connections.of(field).isEmpty()) {
        reasons.add(new FieldError("/" + field.textName(), "is missing"));
      }
    }
    connections
        .pending()
        .forEach(id ->
            reasons.add(
                new FieldError(
                    "/pending_ids", id + " is pending: make it active, or take it out")));
    for (Proposal proposal : draft.openProposals()) {
      reasons.add(
          new FieldError(
              "/proposals/" + proposal.key(),
              "waits for a decision: accept or reject the proposal of " + proposal.made().by()));
    }
    return reasons;
  }

  static Refusal moved(PersonaDesk desk, SeenDraft seen, Persona live) {
    PersonaDraft draft = seen.draft();
    Connections base =
        desk.connections(live, draft.base()) instanceof Outcome.Done<Connections>(Connections found)
            ? found
            : Connections.NONE;
    List<Revision> since =
        desk.revisions().before(live.ref(), live.live().revision() + 1, TOLD).stream()
            .filter(revision -> revision.number() > draft.base())
            .toList();
    return new Refusal.PersonaMoved(
        live.id().toString(),
        draft.id().toString(),
        draft.base(),
        live.live().revision(),
        PersonaDesk.changed(base, live.connections()),
        PersonaDesk.changed(base, draft.connections()),
        live.live().stamp().at(),
        live.live().stamp().by(),
        since);
  }
}
