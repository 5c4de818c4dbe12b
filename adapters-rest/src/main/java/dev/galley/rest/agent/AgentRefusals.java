package dev.galley.rest.agent;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.EndedCopy;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import dev.galley.rest.problem.Violation;
import java.util.List;
import java.util.Optional;

/** What agents and working copies are refused for, as problems. */
public final class AgentRefusals {

  private AgentRefusals() {}

  /** What was asked for; a refusal is thrown as its problem, with links within the tenant. */
  static <T> T orThrow(TenantId tenant, Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal.OfAgent refusal) -> {
        Problem problem = problem(refusal);
        JsonObject links = links(tenant, refusal);
        throw (links.members().isEmpty() ? problem : problem.with("_links", links)).asException();
      }
      case Outcome.Refused<T>(Refusal refusal) -> throw Refusals.problem(refusal).asException();
    };
  }

  /** The problem that tells a client of a refusal. */
  public static Problem problem(Refusal.OfAgent refusal) {
    return switch (refusal) {
      case Refusal.AgentExists(String id) ->
          Problem.of(ProblemType.AGENT_EXISTS, "There is an agent " + id + " already.");
      case Refusal.LastAdmin(String user) ->
          Problem.of(
              ProblemType.LAST_ADMIN,
              user + " is the last Admin; make somebody else an Admin first.");
      case Refusal.TooManyMembers(int most) ->
          Problem.of(
              ProblemType.TOO_MANY_MEMBERS,
              "The agent has " + most + " members; that is the most.");
      case Refusal.DraftsOpen(int count) ->
          Problem.of(
                  ProblemType.DRAFTS_OPEN,
                  (count == 1 ? "One draft" : count + " drafts")
                      + " of others would be lost. Repeat with force=true to delete it anyway.")
              .with("drafts", Json.of(count));
      case Refusal.TooManyDrafts(int most) ->
          Problem.of(
              ProblemType.TOO_MANY_DRAFTS,
              "You have " + most + " drafts of this agent open; that is the most.");
      case Refusal.DraftGone(Optional<EndedCopy> last) -> gone(last);
      case Refusal.DraftMoved(String agent, long base, Optional<CopyWrite> move) -> {
        Problem moved =
            Problem.of(ProblemType.DRAFT_MOVED, "The draft was rebased onto revision " + base + ".")
                .with("baseRevision", Json.of(base));
        yield move.map(write -> written(moved, write)).orElse(moved);
      }
      case Refusal.StaleDraft stale ->
          written(
                  Problem.of(
                      ProblemType.STALE_DRAFT,
                      "The draft is at version "
                          + stale.version()
                          + " by now. Read it, bring it together with what you have, and repeat"
                          + " with that version."),
                  stale.last())
              .with("currentVersion", Json.of(stale.version()))
              .with("changedPaths", JsonArray.ofTexts(stale.changed().paths()))
              .with("changedPathsTruncated", Json.of(stale.changed().truncated()));
      case Refusal.CopyExists(String agent, long base, CopyWrite last) ->
          written(
                  Problem.of(
                      ProblemType.DRAFT_EXISTS,
                      "You have a draft on revision "
                          + base
                          + " already. Commit or discard it, or repeat with replace=true: its head"
                          + " then stays in the history."),
                  last)
              .with("baseRevision", Json.of(base));
      case Refusal.InvalidFlow(var findings) ->
          Problem.of(
                  ProblemType.INVALID_FLOW,
                  findings.size() == 1
                      ? "One place keeps the flow from being complete."
                      : findings.size() + " places keep the flow from being complete.")
              .withErrors(findings.stream().map(Violation::ofBody).toList());
      case Refusal.BaseOutdated(String agent, long base, long newest, List<Revision> since) ->
          Problem.of(
                  ProblemType.BASE_OUTDATED,
                  "The newest revision is "
                      + newest
                      + ", the draft started from "
                      + base
                      + ". Compare and rebase the draft; to commit over it all the same, commit with"
                      + " force=true&expectedRevision="
                      + newest
                      + ".")
              .with("currentRevision", Json.of(newest))
              .with("baseRevision", Json.of(base))
              .with("revisions", JsonArray.ofAll(since, AgentAnswers::told));
      case Refusal.CopyConflicts(String agent, long base, long newest, var conflicts) ->
          Problem.of(
                  ProblemType.MERGE_CONFLICT,
                  "Revision "
                      + newest
                      + " and the draft contradict each other in "
                      + (conflicts.size() == 1 ? "one place" : conflicts.size() + " places")
                      + ". Repeat the rebase with a resolution for each.")
              .with("currentRevision", Json.of(newest))
              .with("baseRevision", Json.of(base))
              .with("conflicts", JsonArray.ofAll(conflicts, c -> Refusals.conflict(c).build()));
    };
  }

  private static JsonObject links(TenantId tenant, Refusal.OfAgent refusal) {
    return switch (refusal) {
      case Refusal.DraftMoved(String agent, long base, var move) -> draft(tenant, agent, base);
      case Refusal.CopyExists(String agent, long base, CopyWrite last) ->
          draft(tenant, agent, base);
      case Refusal.BaseOutdated(String agent, long base, long newest, var since) ->
          sides(tenant, agent, base, newest);
      case Refusal.CopyConflicts(String agent, long base, long newest, var conflicts) ->
          sides(tenant, agent, base, newest);
      case Refusal.AgentExists _,
          Refusal.LastAdmin _,
          Refusal.TooManyMembers _,
          Refusal.DraftsOpen _,
          Refusal.TooManyDrafts _,
          Refusal.DraftGone _,
          Refusal.StaleDraft _,
          Refusal.InvalidFlow _ ->
          JsonObject.EMPTY;
    };
  }

  private static JsonObject draft(TenantId tenant, String agent, long base) {
    return JsonObject.builder()
        .put("draft", AgentLinks.to(AgentLinks.draft(tenant, agent, base)))
        .build();
  }

  private static JsonObject sides(TenantId tenant, String agent, long base, long newest) {
    String draft = AgentLinks.draft(tenant, agent, base);
    return JsonObject.builder()
        .put("compare", AgentLinks.to(draft + ":compare?from=revision%3A" + newest + "&to=head"))
        .put("rebase", AgentLinks.to(draft + ":rebase"))
        .put("draft", AgentLinks.to(draft))
        .put("newest", AgentLinks.to(AgentLinks.revision(tenant, agent, newest)))
        .build();
  }

  private static Problem gone(Optional<EndedCopy> last) {
    Problem problem =
        Problem.of(
            ProblemType.DRAFT_GONE,
            last.map(AgentRefusals::howGone).orElse("There is no draft here, and never was one."));
    return last.map(ended -> problem.with("lastDraft", ended(ended))).orElse(problem);
  }

  private static String howGone(EndedCopy ended) {
    return ended.revision().isPresent()
        ? "The draft was committed as revision " + ended.revision().getAsLong() + "."
        : "The draft was discarded.";
  }

  private static JsonObject ended(EndedCopy ended) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("outcome", ended.revision().isPresent() ? "committed" : "discarded");
    ended.revision().ifPresent(revision -> json.put("revision", revision));
    return json.put("version", ended.how().version().value())
        .put("at", ended.how().stamp().at().toEpochMilli())
        .put("by", ended.how().stamp().by())
        .putOrNull("clientId", ended.how().client())
        .build();
  }

  private static Problem written(Problem problem, CopyWrite last) {
    return problem
        .with("changedAt", Json.of(last.stamp().at().toEpochMilli()))
        .with("changedBy", Json.of(last.stamp().by()))
        .with("changeKind", Json.of(last.kind().wireName()))
        .with("clientId", last.client().<Json>map(Json::of).orElseGet(Json::nothing));
  }
}
