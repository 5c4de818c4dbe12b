package dev.galley.application.persona;

import static java.util.Collections.disjoint;

import dev.galley.application.persona.PatchDraft.Patched;
import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.DraftEdit;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaField;
import dev.galley.domain.persona.Proposal;
import dev.galley.domain.persona.Proposal.Decision;
import dev.galley.domain.persona.Proposal.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accepts or rejects a proposal, once. */
final class DecideProposal {
  private static final int ENTRIES = 50;

  /** How much of the ledger is looked at for who has changed something. */
  private static final int LOOKED_AT = 1_000;

  private final PersonaDesk desk;
  private final Catalogue catalogue;

  DecideProposal(PersonaDesk desk) {
    this.desk = desk;
    this.catalogue = desk.catalogue();
  }

  Outcome<Patched> handle(Caller caller, PatchForm form) {
    UUID key = form.key().orElseThrow();
    boolean accept = form.accept().orElseThrow();
    return desk.saver().settle(change -> round(caller, key, accept, form.reason(), change));
  }

  private Round<Patched> round(
      Caller caller, UUID key, boolean accept, Optional<String> reason, ChangeId change) {
    Optional<SeenDraft> seen =
        PatchDraft.operation(desk, caller, key)
            .flatMap(item -> desk.seen(caller, item))
            .filter(found ->
                found.draft().proposal(key).isPresent() || found.draft().hasForgotten(key));
    if (seen.isEmpty()) {
      return Round.refused(new Refusal.NotFound("proposal"));
    }
    if (seen.get().draft().isOpen() && desk.expire(seen.get().item())) {
      return new Round.Again<>();
    }
    if (seen.get().draft().proposal(key).isEmpty()) {
      return Round.refused(
          new Refusal.KeyForgotten(key.toString(), seen.get().draft().id().toString()));
    }
    Proposal proposal = seen.get().draft().proposal(key).orElseThrow();
    if (!seen.get().decides()) {
      return Round.refused(
          PersonaDesk.forbidden(
              "Proposals are decided by the draft's owner, its reviewers, and who administers the"
                  + " persona."));
    }
    if (seen.get().isOwn(proposal)) {
      return Round.refused(new Refusal.OwnProposal(key.toString()));
    }
    Optional<Decision> decision = proposal.decision();
    if (decision.isPresent()) {
      boolean same = decision.get().verdict() == (accept ? Verdict.ACCEPTED : Verdict.REJECTED);
      return same
          ? Round.answer(again(seen.get(), proposal, decision.get()))
          : Round.refused(new Refusal.AlreadyDecided(key.toString(), decision.get()));
    }
    Optional<PersonaDraft.Ended> ended = seen.get().draft().ended();
    if (ended.isPresent()) {
      return Round.refused(PersonaDesk.gone(seen.get().draft(), ended.get()));
    }
    return decide(seen.get(), proposal, accept, reason, change);
  }

  /** When the fields were changed the last time, as the ledger tells, and by whom. */
  private Stamp lastChange(PersonaDraft draft, Proposal proposal, List<String> fields) {
    Connections after = draft.connections();
    long below = Long.MAX_VALUE;
    for (int looked = 0; looked < LOOKED_AT; looked += ENTRIES) {
      List<JournalEntry> entries =
          desk.journals().before(draft.ref(), PersonaDraft.LEDGER, below, ENTRIES);
      for (JournalEntry entry : entries) {
        Optional<Connections> before =
            entry.what().get("before").map(json -> Connections.read((JsonObject) json));
        if (before.isPresent() && !disjoint(after.differences(before.get()), fields)) {
          return entry.stamp();
        }
        after = before.orElse(after);
        below = entry.number();
      }
      if (entries.size() < ENTRIES
          || !entries.getLast().stamp().at().isAfter(proposal.made().at())) {
        break;
      }
    }
    return draft.updated();
  }

  private Patched again(SeenDraft seen, Proposal proposal, Decision decision) {
    PersonaDraft draft = seen.draft();
    JsonObject answer =
        decision
            .answer()
            .map(hash -> desk.content(draft.tenant(), hash))
            .orElseGet(() -> answer(draft, proposal, decision.verdict()));
    return new Patched(draft.id(), draft.isOpen(), answer);
  }

  private JsonObject answer(PersonaDraft draft, Proposal proposal, Verdict verdict) {
    return PatchDraft.answer(
            draft,
            proposal.key(),
            verdict == Verdict.ACCEPTED
                ? "The proposal was accepted."
                : "The proposal was rejected.",
            new FormState(catalogue, draft.tenant()).of(draft.connections()))
        .build();
  }

  private Round<Patched> decide(
      SeenDraft seen, Proposal proposal, boolean accept, Optional<String> reason, ChangeId change) {
    PersonaDraft draft = seen.draft();
    List<String> stale = proposal.stale(draft.connections());
    if (accept && !stale.isEmpty()) {
      Stamp last = lastChange(draft, proposal, stale);
      return Round.refused(
          new Refusal.StaleProposal(
              proposal.key().toString(), draft.id().toString(), stale, last.at(), last.by()));
    }
    DraftEdit edit = new DraftEdit(draft, desk.stamp(seen.caller()), seen.caller().apiToken());
    if (accept) {
      edit.accept(proposal, reason);
    } else {
      edit.reject(proposal, reason);
    }
    FormState state = new FormState(catalogue, draft.tenant());
    edit.title(state.text(edit.draft().connections(), PersonaField.NAME).orElse(""));
    JsonObject answer =
        answer(edit.draft(), proposal, accept ? Verdict.ACCEPTED : Verdict.REJECTED);
    Snapshot kept = Snapshot.of(answer);
    edit.answered(proposal.key(), kept.hash());
    Item item = seen.item();
    return new Round.Save<>(
        Change.of(change, edit.done(Optional.of(item), change)).with(kept),
        new Patched(draft.id(), edit.draft().isOpen(), answer));
  }
}
