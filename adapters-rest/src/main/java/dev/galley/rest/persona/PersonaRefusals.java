package dev.galley.rest.persona;

import dev.galley.application.support.Refusal;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.Proposal.Decision;
import dev.galley.domain.persona.Proposal.Verdict;
import dev.galley.rest.assistant.Links;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import dev.galley.rest.problem.Violation;
import java.time.Instant;
import java.util.UUID;

/** What personas and their drafts are refused for, as problems. */
public final class PersonaRefusals {

  private PersonaRefusals() {}

  /** The problem that tells a client of a refusal. */
  public static Problem problem(Refusal.OfPersona refusal) {
    return switch (refusal) {
      case Refusal.KeyTaken(String key) ->
          Problem.of(
              ProblemType.OPERATION_KEY_REUSED,
              "The idempotency_key " + key + " came with another request before.");
      case Refusal.KeyForgotten(String key, String draft) ->
          Problem.of(
                  ProblemType.KEY_FORGOTTEN,
                  "What came with the idempotency_key "
                      + key
                      + " was done, so long ago that the draft knows nothing else of it.")
              .with("_links", link("draft", PersonaLinks.draft(UUID.fromString(draft))));
      case Refusal.PersonaDraftGone(var draft, var persona, var last) ->
          Problem.of(ProblemType.NOT_FOUND, "The draft has ended: it was " + how(last) + ".")
              .with(
                  "lastDraft",
                  PersonaAnswers.ended(persona, last).with("draft_id", Json.of(draft)));
      case Refusal.AlreadyDecided(String key, Decision decision) -> decided(key, decision);
      case Refusal.StaleProposal stale ->
          changed(
                  Problem.of(
                      ProblemType.STALE_PROPOSAL,
                      "The draft has changed in what the proposal speaks of: "
                          + String.join(", ", stale.fields())
                          + ". Look at both, then reject it, or write what is right."),
                  stale.changedAt(),
                  stale.changedBy())
              .with("changedFields", JsonArray.ofTexts(stale.fields()))
              .with("_links", link("draft", PersonaLinks.draft(UUID.fromString(stale.draft()))));
      case Refusal.OwnProposal(String key) ->
          Problem.of(
              ProblemType.OWN_PROPOSAL,
              "The proposal " + key + " was made with the API token that now decides on it.");
      case Refusal.TooManyProposals(int most) ->
          Problem.of(
              ProblemType.TOO_MANY_PROPOSALS,
              most + " proposals of this draft wait for a decision already.");
      case Refusal.ProposalsTooLarge(int most) ->
          Problem.of(
              ProblemType.TOO_MANY_PROPOSALS,
              "With this proposal the draft would be larger than "
                  + most
                  + " bytes. Accept or reject others first.");
      case Refusal.TooManyPersonaDrafts(int most) ->
          Problem.of(
              ProblemType.TOO_MANY_DRAFTS, "You have " + most + " drafts open; that is the most.");
      case Refusal.DraftIncomplete(var reasons) ->
          Problem.of(
                  ProblemType.DRAFT_INCOMPLETE,
                  reasons.size() == 1
                      ? "One thing keeps the draft from being published."
                      : reasons.size() + " things keep the draft from being published.")
              .withErrors(reasons.stream().map(Violation::ofBody).toList());
      case Refusal.PersonaMoved moved -> moved(moved);
      case Refusal.PersonaConflicts conflicts ->
          Problem.of(
                  ProblemType.MERGE_CONFLICT,
                  "Live and the draft contradict each other in "
                      + (conflicts.conflicts().size() == 1
                          ? "one place"
                          : conflicts.conflicts().size() + " places")
                      + ". Repeat the rebase with a resolution for each.")
              .with("currentRevision", Json.of(conflicts.current()))
              .with("baseRevision", Json.of(conflicts.base()))
              .with(
                  "conflicts",
                  JsonArray.ofAll(conflicts.conflicts(), c -> Refusals.conflict(c).build()))
              .with("_links", sides(conflicts.persona(), conflicts.draft()));
      case Refusal.PersonaDraftExists(String draft, Instant at, String by) ->
          changed(
                  Problem.of(
                      ProblemType.DRAFT_EXISTS,
                      "You have a draft of this persona. Publish or discard it, or repeat with"
                          + " replace: what it connects stays readable in its ledger."),
                  at,
                  by)
              .with("_links", link("draft", PersonaLinks.draft(UUID.fromString(draft))));
    };
  }

  private static String how(PersonaDraft.Ended last) {
    return last.revision().isPresent()
        ? last.outcome().wireName() + " as revision " + last.revision().getAsLong()
        : last.outcome().wireName();
  }

  private static Problem decided(String key, Decision decision) {
    String how =
        decision.verdict() == Verdict.EXPIRED
            ? "Nobody has decided on the proposal in time."
            : "The proposal was "
                + decision.verdict().wireName()
                + " by "
                + decision.stamp().by()
                + ".";
    return Problem.of(ProblemType.ALREADY_DECIDED, how)
        .with("idempotency_key", Json.of(key))
        .with("verdict", Json.of(decision.verdict().wireName()))
        .with("decidedAt", Json.of(PersonaAnswers.time(decision.stamp().at())))
        .with("decidedBy", Json.of(decision.stamp().by()))
        .with("reason", decision.reason().<Json>map(Json::of).orElseGet(Json::nothing));
  }

  private static Problem moved(Refusal.PersonaMoved moved) {
    return changed(
            Problem.of(
                ProblemType.LIVE_CHANGED,
                "Live is at revision "
                    + moved.current()
                    + ", the draft started from "
                    + moved.base()
                    + ". Compare the two and rebase the draft; to publish over live all the same,"
                    + " save with force and expected_revision "
                    + moved.current()
                    + "."),
            moved.changedAt(),
            moved.changedBy())
        .with("currentRevision", Json.of(moved.current()))
        .with("baseRevision", Json.of(moved.base()))
        .with(
            "changedPaths",
            JsonObject.builder()
                .put("live", JsonArray.ofTexts(moved.live().paths()))
                .put("draft", JsonArray.ofTexts(moved.changed().paths()))
                .build())
        .with(
            "changedPathsTruncated",
            Json.of(moved.live().truncated() || moved.changed().truncated()))
        .with("revisions", JsonArray.ofAll(moved.since(), Refusals::told))
        .with("_links", sides(moved.persona(), moved.draft()));
  }

  private static JsonObject sides(String persona, String draft) {
    return JsonObject.builder()
        .put("compare", Links.to(PersonaLinks.PERSONA + "/compare"))
        .put("rebase", Links.to(PersonaLinks.PERSONA + "/rebase"))
        .put("draft", Links.to(PersonaLinks.draft(UUID.fromString(draft))))
        .put("live", Links.to(PersonaLinks.published(UUID.fromString(persona))))
        .build();
  }

  private static JsonObject link(String relation, String href) {
    return JsonObject.builder().put(relation, Links.to(href)).build();
  }

  private static Problem changed(Problem problem, Instant at, String by) {
    return problem
        .with("changedAt", Json.of(PersonaAnswers.time(at)))
        .with("changedBy", Json.of(by));
  }
}
