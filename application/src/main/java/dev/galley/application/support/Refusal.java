package dev.galley.application.support;

import dev.galley.application.gate.GateFinding;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.EndedCopy;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.EndedDraft;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.MergeConflict;
import dev.galley.domain.content.Reference;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Why a correct client may be refused. A refusal has changed nothing. */
public sealed interface Refusal {

  /** What was named does not exist, or not for this caller: the two look the same. */
  record NotFound(String what) implements Refusal {

    public NotFound {
      Objects.requireNonNull(what, "what");
    }
  }

  /** The content of a revision is no longer kept. */
  record RevisionPruned(NaturalId assistant, long revision) implements Refusal {

    public RevisionPruned {
      Objects.requireNonNull(assistant, "assistant");
    }
  }

  /** At the time that was asked for, the thing was not there yet. */
  record NotYet(Instant asked, Instant created) implements Refusal {

    public NotYet {
      Objects.requireNonNull(asked, "asked");
      Objects.requireNonNull(created, "created");
    }
  }

  /**
   * There is no draft.
   *
   * @param last how the last one ended, for callers who may see drafts
   */
  record NoDraft(Optional<EndedDraft> last) implements Refusal {

    public NoDraft {
      Objects.requireNonNull(last, "last");
    }
  }

  /**
   * The caller sees the thing, but may not do this to it.
   *
   * @param pointer the field that needs the right, or empty for the whole request
   * @param detail what is needed
   */
  record Forbidden(String pointer, String detail) implements Refusal {

    public Forbidden {
      Objects.requireNonNull(pointer, "pointer");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /** The request breaks rules, each at a place. */
  record Invalid(List<FieldError> errors) implements Refusal {

    public Invalid {
      errors = List.copyOf(errors);
    }

    /** One rule at one place. */
    public static Invalid at(String pointer, String detail) {
      return new Invalid(List.of(new FieldError(pointer, detail)));
    }
  }

  /**
   * The thing is not in the state that the caller has named.
   *
   * @param currentTag the tag of its state
   */
  record PreconditionFailed(String currentTag, Instant changedAt, String changedBy)
      implements Refusal {

    public PreconditionFailed {
      Objects.requireNonNull(currentTag, "currentTag");
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(changedBy, "changedBy");
    }
  }

  /** The caller has to say which state he has seen. */
  record PreconditionRequired(String detail) implements Refusal {

    public PreconditionRequired {
      Objects.requireNonNull(detail, "detail");
    }
  }

  /** What was sent back had been fetched before somebody else's change. */
  record ChangedSinceRead(
      long currentRevision, ChangedPaths changed, Instant changedAt, String changedBy)
      implements Refusal {

    public ChangedSinceRead {
      Objects.requireNonNull(changed, "changed");
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(changedBy, "changedBy");
    }
  }

  /**
   * Live has moved past the draft's base.
   *
   * @param assistant where live and draft are found
   * @param live what has changed in live since the base
   * @param draft what the draft changes against the base
   * @param since the revisions after the base, the newest first, as far as they are told
   */
  record LiveChanged(
      NaturalId assistant,
      long baseRevision,
      long currentRevision,
      ChangedPaths live,
      ChangedPaths draft,
      Instant changedAt,
      String changedBy,
      List<Revision> since)
      implements Refusal {

    public LiveChanged {
      Objects.requireNonNull(assistant, "assistant");
      Objects.requireNonNull(live, "live");
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(changedBy, "changedBy");
      since = List.copyOf(since);
    }
  }

  /**
   * Live and the draft contradict each other, and nobody has decided between them.
   *
   * @param conflicts those without a resolution
   */
  record MergeConflicts(
      NaturalId assistant, long baseRevision, long currentRevision, List<MergeConflict> conflicts)
      implements Refusal {

    public MergeConflicts {
      Objects.requireNonNull(assistant, "assistant");
      conflicts = List.copyOf(conflicts);
    }
  }

  /** There is a draft, which would be replaced. */
  record DraftExists(NaturalId assistant, Instant changedAt, String changedBy) implements Refusal {

    public DraftExists {
      Objects.requireNonNull(assistant, "assistant");
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(changedBy, "changedBy");
    }
  }

  /**
   * The changes that were chosen for a commit refer to some that were not.
   *
   * @param references what in the result names something that is left behind, at least one
   */
  record CommitIncomplete(List<Reference> references) implements Refusal {

    public CommitIncomplete {
      references = List.copyOf(references);
    }
  }

  /**
   * Gates stop the commit.
   *
   * @param findings all that the gates have found, of which at least one stops it
   */
  record CommitBlocked(List<GateFinding> findings) implements Refusal {

    public CommitBlocked {
      findings = List.copyOf(findings);
    }
  }

  /** The draft's head is the oldest entry of its history that can be reached. */
  record NothingToUndo() implements Refusal {}

  /** The draft's head is the newest entry of its history. */
  record NothingToRedo() implements Refusal {}

  /**
   * No more entries of the draft's history can be pinned or named.
   *
   * @param most how many can
   */
  record TooManyPins(int most) implements Refusal {}

  /** A draft has no draft. */
  record AlreadyADraft() implements Refusal {}

  /** The assistant is protected: its content changes through drafts only. */
  record DraftRequired(NaturalId assistant) implements Refusal {

    public DraftRequired {
      Objects.requireNonNull(assistant, "assistant");
    }
  }

  /** The slug that was asked for is in use. */
  record SlugTaken(NaturalId wanted) implements Refusal {

    public SlugTaken {
      Objects.requireNonNull(wanted, "wanted");
    }
  }

  /** The keys of secrets are being rotated at this moment. */
  record RotationRunning() implements Refusal {}

  /**
   * The assistant, or its draft, has such a part already.
   *
   * @param what such as {@code dataset}
   * @param name the id or name that has to be another one
   * @param id where it is found
   */
  record AlreadyAttached(String what, String name, String id) implements Refusal {

    public AlreadyAttached {
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(id, "id");
    }
  }

  /** Events behind the cursor are no longer kept: its reader has to load the current state. */
  record CursorExpired() implements Refusal {}

  /**
   * The user has as many API tokens as he can have.
   *
   * @param most how many that is
   */
  record TooManyTokens(int most) implements Refusal {}

  /** What only the work of people around assistants is refused for. */
  sealed interface OfPeople extends Refusal {}

  /** A user and a team are meant by one id. */
  record AmbiguousPrincipal(String id) implements OfPeople {

    public AmbiguousPrincipal {
      Objects.requireNonNull(id, "id");
    }
  }

  /**
   * No other share lets anybody administer what a team owns.
   *
   * @param principal whose share it is
   * @param team the owner
   */
  record LastAdminShare(String principal, String team) implements OfPeople {

    public LastAdminShare {
      Objects.requireNonNull(principal, "principal");
      Objects.requireNonNull(team, "team");
    }
  }

  /** What only agents and their working copies are refused for. */
  sealed interface OfAgent extends Refusal {}

  /** There is an agent of that id. */
  record AgentExists(String id) implements OfAgent {

    public AgentExists {
      Objects.requireNonNull(id, "id");
    }
  }

  /** Nobody else is an Admin of the agent. */
  record LastAdmin(String user) implements OfAgent {

    public LastAdmin {
      Objects.requireNonNull(user, "user");
    }
  }

  /** Nobody more can become a member of the agent. */
  record TooManyMembers(int most) implements OfAgent {}

  /**
   * Others are at work on the agent that is to be deleted.
   *
   * @param count how many working copies they have
   */
  record DraftsOpen(int count) implements OfAgent {}

  /** The caller has as many working copies of the agent as he can have. */
  record TooManyDrafts(int most) implements OfAgent {}

  /**
   * There is no working copy, though the caller has seen one.
   *
   * @param last how it ended; absent when there never was one
   */
  record DraftGone(Optional<EndedCopy> last) implements OfAgent {

    public DraftGone {
      Objects.requireNonNull(last, "last");
    }
  }

  /**
   * The working copy has been brought onto another revision, and is found there.
   *
   * @param move the change that did so, as long as it is among those that are kept
   */
  record DraftMoved(String agent, long base, Optional<CopyWrite> move) implements OfAgent {

    public DraftMoved {
      Objects.requireNonNull(agent, "agent");
      Objects.requireNonNull(move, "move");
    }
  }

  /**
   * Another client of the user was faster.
   *
   * @param version the version now
   * @param last what made it
   * @param changed where the working copy differs from what the caller wrote
   */
  record StaleDraft(long version, CopyWrite last, ChangedPaths changed) implements OfAgent {

    public StaleDraft {
      Objects.requireNonNull(last, "last");
      Objects.requireNonNull(changed, "changed");
    }
  }

  /** There is a working copy on the other revision too. */
  record CopyExists(String agent, long base, CopyWrite last) implements OfAgent {

    public CopyExists {
      Objects.requireNonNull(agent, "agent");
      Objects.requireNonNull(last, "last");
    }
  }

  /** The flow is not complete. */
  record InvalidFlow(List<FieldError> findings) implements OfAgent {

    public InvalidFlow {
      findings = List.copyOf(findings);
    }
  }

  /**
   * There are newer revisions than the one that the working copy started from.
   *
   * @param since these, the newest first, as far as they are told
   */
  record BaseOutdated(String agent, long base, long newest, List<Revision> since)
      implements OfAgent {

    public BaseOutdated {
      Objects.requireNonNull(agent, "agent");
      since = List.copyOf(since);
    }
  }

  /**
   * The newest revision and the working copy contradict each other.
   *
   * @param conflicts those without a resolution
   */
  record CopyConflicts(String agent, long base, long newest, List<MergeConflict> conflicts)
      implements OfAgent {

    public CopyConflicts {
      Objects.requireNonNull(agent, "agent");
      conflicts = List.copyOf(conflicts);
    }
  }

  /** What only personas and their drafts are refused for. */
  sealed interface OfPersona extends Refusal {}

  /** The operation's key came with another request before. */
  record KeyTaken(String key) implements OfPersona {

    public KeyTaken {
      Objects.requireNonNull(key, "key");
    }
  }

  /** Somebody has decided on the proposal, in another way, or its time was over. */
  record AlreadyDecided(String key, Proposal.Decision decision) implements OfPersona {

    public AlreadyDecided {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(decision, "decision");
    }
  }

  /**
   * What the proposal speaks of has been changed since it was made.
   *
   * @param fields the names of the members that have changed
   */
  record StaleProposal(
      String key, String draft, List<String> fields, Instant changedAt, String changedBy)
      implements OfPersona {

    public StaleProposal {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(draft, "draft");
      fields = List.copyOf(fields);
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(changedBy, "changedBy");
    }
  }

  /** The proposal was made with the API token that now decides. */
  record OwnProposal(String key) implements OfPersona {

    public OwnProposal {
      Objects.requireNonNull(key, "key");
    }
  }

  /** What came with the operation's key is so long ago that nothing else is known of it. */
  record KeyForgotten(String key, String draft) implements OfPersona {

    public KeyForgotten {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(draft, "draft");
    }
  }

  /**
   * The draft was there, and has ended.
   *
   * @param persona the one that it was a draft of, or has become
   */
  record PersonaDraftGone(String draft, Optional<UUID> persona, PersonaDraft.Ended last)
      implements OfPersona {

    public PersonaDraftGone {
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(persona, "persona");
      Objects.requireNonNull(last, "last");
    }
  }

  /** No more proposals can wait for a decision in this draft. */
  record TooManyProposals(int most) implements OfPersona {}

  /**
   * The proposals that wait for a decision in this draft say too much.
   *
   * @param most how many bytes there can be of the draft
   */
  record ProposalsTooLarge(int most) implements OfPersona {}

  /** The user has as many open drafts of personas as he can have. */
  record TooManyPersonaDrafts(int most) implements OfPersona {}

  /**
   * The draft can't be published as it is.
   *
   * @param reasons at least one, each at a member of the draft
   */
  record DraftIncomplete(List<FieldError> reasons) implements OfPersona {

    public DraftIncomplete {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Live has moved past the base of a persona's draft.
   *
   * @param live what has changed in live since the base
   * @param changed what the draft changes against the base
   * @param since the revisions after the base, the newest first, as far as they are told
   */
  record PersonaMoved(
      String persona,
      String draft,
      long base,
      long current,
      ChangedPaths live,
      ChangedPaths changed,
      Instant changedAt,
      String changedBy,
      List<Revision> since)
      implements OfPersona {

    public PersonaMoved {
      Objects.requireNonNull(persona, "persona");
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(live, "live");
      Objects.requireNonNull(changed, "changed");
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(changedBy, "changedBy");
      since = List.copyOf(since);
    }
  }

  /**
   * Live and a persona's draft contradict each other.
   *
   * @param conflicts those without a resolution
   */
  record PersonaConflicts(
      String persona, String draft, long base, long current, List<MergeConflict> conflicts)
      implements OfPersona {

    public PersonaConflicts {
      Objects.requireNonNull(persona, "persona");
      Objects.requireNonNull(draft, "draft");
      conflicts = List.copyOf(conflicts);
    }
  }

  /** The user has a draft of the persona, which would be replaced. */
  record PersonaDraftExists(String draft, Instant changedAt, String changedBy)
      implements OfPersona {

    public PersonaDraftExists {
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(changedBy, "changedBy");
    }
  }
}
