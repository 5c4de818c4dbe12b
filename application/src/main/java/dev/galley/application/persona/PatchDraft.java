package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.DraftEdit;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaField;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.Proposal;
import dev.galley.domain.persona.ResourceValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Patches a draft of a persona or begins one, stages a proposal, or decides on one. All of a call
 * happens, or nothing.
 */
public final class PatchDraft {
  private final PersonaDesk desk;
  private final Catalogue catalogue;

  public PatchDraft(PersonaDesk desk) {
    this.desk = desk;
    this.catalogue = desk.catalogue();
  }

  /**
   * What has come of it.
   *
   * @param open whether the draft is there afterwards
   * @param answer all that the caller is told
   */
  public record Patched(UUID draft, boolean open, JsonObject answer) {

    public Patched {
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(answer, "answer");
    }
  }

  /** Does what the body asks for. */
  public Outcome<Patched> handle(Caller caller, JsonObject body) {
    PatchForm form = PatchForm.read(caller, body);
    if (body.has("accept")) {
      return form.errors().isEmpty()
          ? new DecideProposal(desk).handle(caller, form)
          : Outcome.refused(new Refusal.Invalid(form.errors()));
    }
    UUID key = form.key().orElseGet(desk.saver().ids()::next);
    return desk.saver().settle(change -> round(caller, form, key, change));
  }

  private Round<Patched> round(Caller caller, PatchForm form, UUID key, ChangeId change) {
    if (form.key().isPresent() && form.errors().isEmpty()) {
      Optional<Item> known = operation(desk, caller, key);
      if (known.isPresent()) {
        return again(caller, form, key, known.get());
      }
    }
    return switch (target(caller, form, key)) {
      // Perhaps by the same call, which has come in between.
      case Outcome.Refused<Target>(Refusal.KeyTaken taken) ->
          operation(desk, caller, key)
              .map(known -> again(caller, form, key, known))
              .orElseGet(() -> Round.refused(taken));
      case Outcome.Refused<Target>(Refusal refusal) -> Round.refused(refusal);
      case Outcome.Done<Target>(Target target) -> change(target, form, key, change);
    };
  }

  /** The draft that knows an operation or proposal of that key. */
  static Optional<Item> operation(PersonaDesk desk, Caller caller, UUID key) {
    return desk.aggregates().listed(caller.tenant(), PersonaKeys.operation(key), "", 1).stream()
        .findFirst()
        .map(Item.class::cast);
  }

  private Round<Patched> again(Caller caller, PatchForm form, UUID key, Item item) {
    Optional<PersonaDraft.Operation> same =
        PersonaDraft.of(item)
            .operation(key)
            .filter(operation -> operation.user().equals(caller.user()))
            .filter(operation -> operation.request().equals(form.request()));
    if (same.isEmpty()) {
      return Round.refused(taken(caller, key, item));
    }
    // Who began it is told again what he was told, though it is no longer his to read.
    boolean told = same.get().answer().isPresent();
    Optional<SeenDraft> seen =
        desk.found(caller, item).filter(found -> found.reads() || (found.began() && told));
    if (seen.isEmpty()) {
      return Round.refused(new Refusal.NotFound("draft"));
    }
    PersonaDraft draft = seen.get().draft();
    JsonObject answer =
        same.get()
            .answer()
            .map(hash -> desk.content(caller.tenant(), hash))
            .orElseGet(() ->
                answer(
                        draft,
                        key,
                        "This was done before.",
                        new FormState(catalogue, draft.tenant()).of(draft.connections()))
                    .build());
    return Round.answer(new Patched(draft.id(), draft.isOpen(), answer));
  }

  /** The key is that of something else, or of what nobody knows any more what it was. */
  private Refusal taken(Caller caller, UUID key, Item item) {
    PersonaDraft draft = PersonaDraft.of(item);
    return draft.hasForgotten(key) && desk.seen(caller, item).isPresent()
        ? new Refusal.KeyForgotten(key.toString(), draft.id().toString())
        : new Refusal.KeyTaken(key.toString());
  }

  /** The draft to be changed, with the item that keeps it already. */
  private record Target(SeenDraft seen, Optional<Item> kept) {

    boolean isNew() {
      return kept.isEmpty();
    }
  }

  private Outcome<Target> target(Caller caller, PatchForm form, UUID key) {
    if (form.draft().isPresent()) {
      return orErrors(
          form,
          desk.draft(caller, form.draft().get().toString())
              .map(seen -> new Target(seen, Optional.of(seen.item()))));
    }
    UUID id =
        form.key().isPresent()
            ? PersonaDraft.idOf(caller.tenant(), key)
            : desk.saver().ids().next();
    PersonaDraft fresh = PersonaDraft.open(caller.tenant(), id, caller.user(), desk.stamp(caller));
    Optional<Item> begun =
        form.key().flatMap(own -> desk.aggregates().find(fresh.ref())).map(Item.class::cast);
    if (begun.isPresent()) {
      return Outcome.refused(taken(caller, key, begun.get()));
    }
    if (form.persona().isEmpty()) {
      return Outcome.done(begun(caller, fresh, Optional.empty()));
    }
    return orErrors(
        form,
        desk.persona(caller, form.persona().get().toString(), Level.READ)
            .map(persona -> begun(caller, dormant(persona, id, caller), Optional.of(persona))));
  }

  /** What is wrong with the call itself is told before what it names is missed. */
  private static Outcome<Target> orErrors(PatchForm form, Outcome<Target> found) {
    return found instanceof Outcome.Refused<Target> && !form.errors().isEmpty()
        ? Outcome.refused(new Refusal.Invalid(form.errors()))
        : found;
  }

  /** A draft of somebody's persona that is there for a proposal; its owner decides and goes on. */
  private PersonaDraft dormant(Persona persona, UUID id, Caller caller) {
    return PersonaDraft.open(caller.tenant(), id, persona.owner().id(), desk.stamp(caller))
        .proposedBy(caller.user())
        .of(persona.id(), persona.live().revision(), persona.connections())
        .titled(persona.profile().name());
  }

  private static Target begun(Caller caller, PersonaDraft draft, Optional<Persona> persona) {
    Item unsaved = new Item(draft.ref(), 0, draft.saying(), RecentChanges.NONE);
    return new Target(new SeenDraft(caller, unsaved, draft, persona), Optional.empty());
  }

  private Round<Patched> change(Target target, PatchForm form, UUID key, ChangeId change) {
    SeenDraft seen = target.seen();
    if (!target.isNew() && desk.expire(seen.item())) {
      return new Round.Again<>();
    }
    PatchResolver.Resolved resolved =
        new PatchResolver(catalogue, desk.icons(), seen.caller(), seen.draft()).resolve(form);
    List<FieldError> errors = new ArrayList<>(form.errors());
    errors.addAll(resolved.errors());
    if (errors.isEmpty() && form.soft() && resolved.patch().isEmpty()) {
      errors.add(new FieldError("", "proposes nothing: name a field that is to change"));
    }
    if (!errors.isEmpty()) {
      return Round.refused(new Refusal.Invalid(errors));
    }
    if (form.key().isPresent() && seen.draft().hasForgotten(key)) {
      return Round.refused(taken(seen.caller(), key, seen.item()));
    }
    Optional<Refusal> refusal = refusal(target, form);
    return refusal.isPresent()
        ? Round.refused(refusal.get())
        : save(target, form, key, resolved, change);
  }

  private Optional<Refusal> refusal(Target target, PatchForm form) {
    SeenDraft seen = target.seen();
    boolean mayWrite = seen.owns();
    if (!mayWrite && form.reviewers().isPresent()) {
      return Optional.of(
          new Refusal.Forbidden("/reviewers", "Only the draft's owner sets its reviewers."));
    }
    if (form.soft()) {
      boolean mayPropose = target.isNew() || mayWrite || seen.draft().isReviewedBy(seen.caller());
      if (!mayPropose) {
        return Optional.of(
            PersonaDesk.forbidden("Only its owner and its reviewers propose changes of a draft."));
      }
      if (seen.draft().openProposals().size() >= PersonaDraft.OPEN_PROPOSALS) {
        return Optional.of(new Refusal.TooManyProposals(PersonaDraft.OPEN_PROPOSALS));
      }
    } else if (!mayWrite) {
      return Optional.of(PersonaDesk.forbidden("A draft is changed by its owner alone."));
    }
    return target.isNew() ? tooMany(desk, seen.draft()) : Optional.empty();
  }

  static Optional<Refusal> tooMany(PersonaDesk desk, PersonaDraft draft) {
    int most = desk.limits().drafts();
    String key =
        draft
            .author()
            .map(PersonaKeys::proposedBy)
            .orElseGet(() -> PersonaKeys.drafts(draft.owner()));
    return desk.aggregates().count(draft.tenant(), key, most) < most
        ? Optional.empty()
        : Optional.of(new Refusal.TooManyPersonaDrafts(most));
  }

  private Round<Patched> save(
      Target target, PatchForm form, UUID key, PatchResolver.Resolved resolved, ChangeId change) {
    SeenDraft seen = target.seen();
    DraftEdit edit =
        new DraftEdit(seen.draft(), desk.stamp(seen.caller()), seen.caller().apiToken());
    if (target.isNew()) {
      edit.begin(key, form.soft() ? "proposal" : "patch");
    }
    form.reviewers().ifPresent(reviewers -> edit.review(reviewers, key));
    String message;
    Optional<Connections> proposed = Optional.empty();
    if (form.soft()) {
      edit.propose(key, resolved.patch(), form.origin(), form.reason(), target.isNew());
      if (edit.draft().bytes() > PersonaDraft.MOST_BYTES) {
        return Round.refused(new Refusal.ProposalsTooLarge(PersonaDraft.MOST_BYTES));
      }
      proposed = Optional.of(edit.draft().connections().accepting(resolved.patch()));
      message = "The change is proposed and waits for a decision.";
    } else {
      edit.write(key, resolved.patch(), seen::decides);
      message =
          target.isNew()
              ? "The draft was created."
              : edit.isUntouched() ? "The draft has it already." : "The draft was changed.";
    }
    FormState state = new FormState(catalogue, seen.draft().tenant()).knowing(resolved.values());
    edit.title(state.text(edit.draft().connections(), PersonaField.NAME).orElse(""));
    List<String> accepted =
        edit.draft().proposals().stream()
            .filter(p -> !p.isOpen())
            .filter(p -> seen.draft().proposal(p.key()).filter(Proposal::isOpen).isPresent())
            .map(p -> p.key().toString())
            .toList();
    JsonObject.Builder told =
        answer(edit.draft(), key, message, state.of(edit.draft().connections()));
    proposed.ifPresent(connections -> told.put("proposed_form_state", state.of(connections)));
    if (!accepted.isEmpty()) {
      told.put("accepted", JsonArray.ofTexts(accepted));
    }
    JsonObject answer = told.build();
    Patched patched = new Patched(seen.draft().id(), true, answer);
    if (edit.isUntouched() && form.key().isEmpty()) {
      return Round.answer(patched);
    }
    for (ResourceValue value : resolved.values()) {
      catalogue.put(seen.draft().tenant(), value, value.tellsActivity(), desk.stamp(seen.caller()));
    }
    Optional<Snapshot> kept = form.key().map(own -> Snapshot.of(answer));
    kept.ifPresent(snapshot ->
        edit.know(
            new PersonaDraft.Operation(
                key, seen.caller().user(), form.request(), Optional.of(snapshot.hash()))));
    Transition<Item> saved = edit.done(target.kept(), change);
    Change save = Change.of(change, saved);
    return new Round.Save<>(kept.map(snapshot -> save.with(snapshot)).orElse(save), patched);
  }

  /** What every answer says, in the order of the contract. */
  static JsonObject.Builder answer(
      PersonaDraft draft, UUID key, String message, JsonObject formState) {
    return JsonObject.builder()
        .put("success", true)
        .put("draft_id", draft.id().toString())
        .put("idempotency_key", key.toString())
        .put("message", message)
        .put("form_state", formState);
  }
}
