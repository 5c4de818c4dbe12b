package dev.galley.application.persona;

import dev.galley.application.persona.PatchDraft.Patched;
import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.DraftEdit;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaField;
import dev.galley.domain.persona.Proposal;
import dev.galley.domain.persona.Proposal.Decision;
import dev.galley.domain.persona.Proposal.Verdict;
import dev.galley.domain.persona.Proposal.Way;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accepts or rejects a proposal, once. */
final class DecideProposal {
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
            .filter(found -> found.draft().proposal(key).isPresent());
    if (seen.isEmpty()) {
      return Round.refused(new Refusal.NotFound("proposal"));
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
    Optional<Decision> decision = proposal.decision().or(() -> overdue(proposal));
    if (decision.isPresent()) {
      boolean same = decision.get().verdict() == (accept ? Verdict.ACCEPTED : Verdict.REJECTED);
      return same
          ? Round.answer(again(seen.get(), proposal, decision.get()))
          : Round.refused(new Refusal.AlreadyDecided(key.toString(), decision.get()));
    }
    if (!seen.get().draft().isOpen()) {
      return Round.refused(new Refusal.NotFound("proposal"));
    }
    return decide(seen.get(), proposal, accept, reason, change);
  }

  /** Its time is over, though nobody has noted that yet. */
  private Optional<Decision> overdue(Proposal proposal) {
    Instant end = proposal.made().at().plus(desk.limits().proposals());
    return end.isAfter(desk.clock().instant())
        ? Optional.empty()
        : Optional.of(
            new Decision(
                Verdict.EXPIRED,
                Way.TIME,
                new Stamp(end, proposal.made().by()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
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
      return Round.refused(
          new Refusal.StaleProposal(
              proposal.key().toString(),
              draft.id().toString(),
              stale,
              draft.updated().at(),
              draft.updated().by()));
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
