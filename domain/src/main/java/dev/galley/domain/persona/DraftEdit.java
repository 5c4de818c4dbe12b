package dev.galley.domain.persona;

import dev.galley.domain.access.Principal;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.PersonaDraft.Outcome;
import dev.galley.domain.persona.Proposal.Decision;
import dev.galley.domain.persona.Proposal.Verdict;
import dev.galley.domain.persona.Proposal.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** A draft on its way to its next state: what is done to it, and what its ledger says of that. */
public final class DraftEdit {
  private final Stamp stamp;
  private final Optional<UUID> token;
  private final List<JsonObject> notes = new ArrayList<>();
  private PersonaDraft draft;
  private JsonObject.Builder open = JsonObject.builder();

  /**
   * Edits that draft.
   *
   * @param by who does so, and when
   * @param token the API token with which he does
   */
  public DraftEdit(PersonaDraft draft, Stamp by, Optional<UUID> token) {
    this.draft = draft;
    this.stamp = draft.later(by);
    this.token = token;
  }

  /** The draft as it is by now. */
  public PersonaDraft draft() {
    return draft;
  }

  /** When it happens. */
  public Stamp stamp() {
    return stamp;
  }

  /** Whether nothing was done to it. */
  public boolean isUntouched() {
    return notes.isEmpty();
  }

  /** Notes that it was begun. */
  public void begin(UUID key, String how) {
    note("opened", key).put("how", how);
    end();
  }

  /** Replaces its reviewers. */
  public void review(List<Principal> reviewers, UUID key) {
    PersonaDraft next = draft.reviewedBy(reviewers);
    if (!next.reviewers().equals(draft.reviewers())) {
      draft = next;
      note("reviewers", key);
      end();
    }
  }

  /**
   * Changes it. Open proposals that the write says all of are accepted by that, and nothing of them
   * stays pending.
   *
   * @param patch one that leaves no errors
   * @param decidable the proposals on which the writer may decide
   */
  public void write(UUID key, DraftPatch patch, Predicate<Proposal> decidable) {
    Connections next = draft.connections().with(patch);
    if (!next.equals(draft.connections())) {
      note("patched", key)
          .put("fields", JsonArray.ofTexts(patch.fields()))
          .put("before", draft.connections().toJson());
      draft = draft.connecting(next, stamp);
      end();
    }
    for (Proposal proposal : draft.openProposals()) {
      if (proposal.isMetBy(patch, draft.connections()) && decidable.test(proposal)) {
        Connections before = draft.connections();
        draft = draft.connecting(before.activating(proposal.change().ids()), stamp);
        decide(proposal, Verdict.ACCEPTED, Way.WRITE, Optional.empty(), before);
      }
    }
  }

  /** Stages a change: nothing of it shows until it is accepted. */
  public void propose(
      UUID key,
      DraftPatch change,
      Optional<String> origin,
      Optional<String> reason,
      boolean begins) {
    Proposal proposal =
        Proposal.of(key, stamp, token, origin, reason, change, draft.connections(), begins);
    draft = draft.proposing(proposal, stamp);
    note("proposed", key)
        .putIfPresent("origin", origin)
        .putIfPresent("reason", reason)
        .put("fields", JsonArray.ofTexts(change.fields()))
        .put("change", change.toJson());
    end();
  }

  /** Takes a proposal, which is open and not stale, into what is active. */
  public void accept(Proposal proposal, Optional<String> reason) {
    Connections before = draft.connections();
    draft = draft.connecting(before.accepting(proposal.change()), stamp);
    decide(proposal, Verdict.ACCEPTED, Way.ACKNOWLEDGEMENT, reason, before);
  }

  /** Does away with a proposal, and with the draft when it was there for that alone. */
  public void reject(Proposal proposal, Optional<String> reason) {
    decide(proposal, Verdict.REJECTED, Way.ACKNOWLEDGEMENT, reason, draft.connections());
    endIfEmpty(proposal);
  }

  /** Ends a proposal whose time is over. */
  public void expire(Proposal proposal) {
    decide(proposal, Verdict.EXPIRED, Way.TIME, Optional.empty(), draft.connections());
    endIfEmpty(proposal);
  }

  private void endIfEmpty(Proposal proposal) {
    boolean empty =
        draft.proposals().stream()
            .filter(Proposal::begins)
            .filter(first -> !first.isAccepted())
            .anyMatch(first -> draft.connections().equals(first.before()));
    if (empty && draft.openProposals().isEmpty()) {
      draft = draft.ended(Outcome.REJECTED, stamp);
      note("rejected-draft", proposal.key());
      end();
    }
  }

  /** Throws it away. */
  public void discard(UUID key) {
    draft = draft.ended(Outcome.DISCARDED, stamp);
    note("discarded", key);
    end();
  }

  /** Puts it on another revision of its persona, with what both have come to. */
  public void rebase(UUID key, long base, Connections merged) {
    JsonObject before = draft.connections().toJson();
    draft = draft.of(draft.persona().orElseThrow(), base, merged).connecting(merged, stamp);
    note("rebased", key).put("base", base).put("before", before);
    end();
  }

  /** Gives it what an earlier revision has. */
  public void restore(UUID key, long revision, Connections content) {
    note("restored", key).put("revision", revision).put("before", draft.connections().toJson());
    draft = draft.connecting(content, stamp);
    end();
  }

  /** Has it shown under that title. */
  public void title(String title) {
    draft = draft.titled(title);
  }

  /** Has it answer an operation again. */
  public void know(PersonaDraft.Operation operation) {
    draft = draft.knowing(operation);
  }

  /** Keeps what the decider of a proposal was answered. */
  public void answered(UUID proposal, ContentHash answer) {
    List<Proposal> proposals =
        draft.proposals().stream()
            .map(p ->
                p.key().equals(proposal)
                    ? p.decided(
                        p.decision()
                            .map(d ->
                                new Decision(
                                    d.verdict(),
                                    d.way(),
                                    d.stamp(),
                                    d.token(),
                                    d.reason(),
                                    Optional.of(answer)))
                            .orElseThrow())
                    : p)
            .toList();
    draft = draft.withProposals(proposals);
  }

  private void decide(
      Proposal proposal, Verdict verdict, Way way, Optional<String> reason, Connections before) {
    draft =
        draft.deciding(
            proposal.key(), new Decision(verdict, way, stamp, token, reason, Optional.empty()));
    JsonObject.Builder what =
        note(verdict.wireName(), proposal.key()).put("proposal", proposal.key().toString());
    switch (verdict) {
      case ACCEPTED -> what.put("accepted_by", way.wireName());
      case REJECTED, EXPIRED -> what.put("way", way.wireName());
    }
    what.put("proposedBy", proposal.made().by())
        .putIfPresent("reason", reason)
        .putIf(!before.equals(draft.connections()), "before", before.toJson());
    end();
  }

  private JsonObject.Builder note(String what, UUID key) {
    open =
        JsonObject.builder()
            .put("what", what)
            .put("idempotency_key", key.toString())
            .putIfPresent("token", token.map(UUID::toString));
    return open;
  }

  private void end() {
    notes.add(open.build());
  }

  /** What is to be saved of a draft that is new, or of one that is kept in {@code before}. */
  public Transition<Item> done(Optional<Item> before, ChangeId change) {
    List<JournalEntry> entries = new ArrayList<>();
    long number = draft.entries();
    for (JsonObject what : notes) {
      entries.add(PersonaDraft.note(++number, stamp, what));
    }
    Item.Saying saying = draft.noting(notes.size()).saying();
    return before
        .map(item -> item.next(saying, change))
        .orElseGet(() -> Item.first(draft.ref(), saying, change))
        .with(entries);
  }

  /** The draft as it will be when that is saved. */
  public PersonaDraft result() {
    return draft.noting(notes.size());
  }
}
