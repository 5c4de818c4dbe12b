package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.gate.GateFinding;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.EndedDraft;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.MergeConflict;
import dev.galley.domain.content.Reference;
import dev.galley.rest.agent.AgentRefusals;
import dev.galley.rest.persona.PersonaRefusals;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import dev.galley.rest.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The one place where refusals become HTTP. */
public final class Refusals {

  private static final int TOLD_PATHS = 100;

  private Refusals() {}

  /** What was asked for; a refusal is thrown as its problem. */
  public static <T> T orThrow(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw problem(refusal).asException();
    };
  }

  /** The problem that tells a client of a refusal. */
  public static Problem problem(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound(String what) ->
          Problem.of(
              ProblemType.NOT_FOUND, "There is no such " + what + ", or you may not see it.");
      case Refusal.RevisionPruned(NaturalId assistant, long revision) ->
          Problem.of(
                  ProblemType.REVISION_PRUNED,
                  "The content of revision " + revision + " is no longer kept.")
              .with("revision", Json.of(revision))
              .with(
                  "_links",
                  links("inf:revisions", Links.assistant(assistant.toString()) + "/revisions"));
      case Refusal.NotYet(Instant asked, Instant created) ->
          Problem.of(
                  ProblemType.NOT_FOUND,
                  "There was no such assistant at "
                      + AssistantRepresentation.time(asked)
                      + ": it was created later.")
              .with("createdAt", Json.of(AssistantRepresentation.time(created)));
      case Refusal.NoDraft noDraft -> noDraft(noDraft);
      case Refusal.Forbidden(String pointer, String detail) -> {
        Problem problem = Problem.of(ProblemType.FORBIDDEN, detail);
        yield pointer.isEmpty()
            ? problem
            : problem.withErrors(List.of(Violation.ofBody(new FieldError(pointer, detail))));
      }
      case Refusal.Invalid(List<FieldError> errors) -> Problem.invalidBody(errors);
      case Refusal.PreconditionFailed(String tag, Instant at, String by) ->
          changed(
                  Problem.of(
                      ProblemType.PRECONDITION_FAILED,
                      "It has changed since you read it: "
                          + by
                          + " wrote to it. Read it again,"
                          + " then repeat your change."),
                  at,
                  by)
              .with("currentTag", Json.of(tag));
      case Refusal.PreconditionRequired(String detail) ->
          Problem.of(ProblemType.PRECONDITION_REQUIRED, detail);
      case Refusal.ChangedSinceRead stale ->
          changed(
                  Problem.of(
                      ProblemType.CHANGED_SINCE_READ,
                      "What you sent back was read before "
                          + stale.changedBy()
                          + " changed it. Read it again, then repeat your change."),
                  stale.changedAt(),
                  stale.changedBy())
              .with("currentRevision", Json.of(stale.currentRevision()))
              .with("changedPaths", paths(stale.changed()))
              .with("changedPathsTruncated", Json.of(stale.changed().truncated()));
      case Refusal.LiveChanged moved -> liveChanged(moved);
      case Refusal.MergeConflicts conflicts -> mergeConflicts(conflicts);
      case Refusal.DraftExists(NaturalId assistant, Instant at, String by) ->
          changed(
                  Problem.of(
                      ProblemType.DRAFT_EXISTS,
                      "There is a draft, which "
                          + by
                          + " changed last. Commit or discard it, or repeat with replace=true: its"
                          + " head then stays in its history."),
                  at,
                  by)
              .with("_links", links("inf:draft", Links.assistant(assistant.toString()) + "/draft"));
      case Refusal.CommitIncomplete(List<Reference> references) -> incomplete(references);
      case Refusal.CommitBlocked(List<GateFinding> findings) -> blocked(findings);
      case Refusal.NothingToUndo nothing ->
          Problem.of(
              ProblemType.NOTHING_TO_UNDO, "The draft is at the oldest head that it can go to.");
      case Refusal.NothingToRedo nothing ->
          Problem.of(ProblemType.NOTHING_TO_REDO, "The draft is at its newest head.");
      case Refusal.TooManyPins(int most) ->
          Problem.of(
              ProblemType.TOO_MANY_PINS,
              most + " entries of this draft's history are pinned or named already.");
      case Refusal.AlreadyADraft already ->
          Problem.of(
              ProblemType.ALREADY_A_DRAFT,
              "This is a draft already; change it, then commit or discard it.");
      case Refusal.DraftRequired(NaturalId assistant) ->
          Problem.of(
                  ProblemType.DRAFT_REQUIRED,
                  "This assistant is protected: open a draft, change that, and commit it.")
              .with("_links", links("inf:edit", Links.assistant(assistant.toString()) + "/_edit"));
      case Refusal.SlugTaken(NaturalId wanted) ->
          Problem.of(
              ProblemType.SLUG_TAKEN,
              "There is an assistant " + wanted + " already. Send another slug, or none.");
      case Refusal.RotationRunning running ->
          Problem.of(
              ProblemType.ROTATION_RUNNING,
              "The keys are being rotated; that goes on whoever has asked for it.");
      case Refusal.AlreadyAttached(String what, String name, String id) ->
          Problem.of(
                  ProblemType.ALREADY_ATTACHED,
                  "There is a "
                      + what
                      + " '"
                      + name
                      + "' already. Change that one, or choose another name.")
              .with("id", Json.of(id));
      case Refusal.TooManyTokens(int most) ->
          Problem.of(ProblemType.TOO_MANY_TOKENS, "You have " + most + " API tokens already.");
      case Refusal.OfPeople people -> PeopleRefusals.problem(people);
      case Refusal.OfAgent agent -> AgentRefusals.problem(agent);
      case Refusal.OfPersona persona -> PersonaRefusals.problem(persona);
      case Refusal.CursorExpired expired ->
          Problem.of(
                  ProblemType.CURSOR_EXPIRED,
                  "Events behind this cursor are no longer kept. Take a new cursor with"
                      + " after=latest, load the current state, then go on from there.")
              .with("_links", links("inf:current-state", Links.ASSISTANTS));
    };
  }

  private static Problem noDraft(Refusal.NoDraft noDraft) {
    Problem problem = Problem.of(ProblemType.NO_DRAFT, "There is no draft, or you may not see it.");
    return noDraft.last().map(last -> problem.with("lastDraft", ended(last))).orElse(problem);
  }

  private static JsonObject ended(EndedDraft last) {
    return JsonObject.builder()
        .put("id", last.draft().toString())
        .put("outcome", last.outcome().wireName())
        .put("revision", last.revision())
        .put("at", AssistantRepresentation.time(last.stamp().at()))
        .put("by", last.stamp().by())
        .build();
  }

  private static Problem liveChanged(Refusal.LiveChanged moved) {
    return changed(
            Problem.of(
                ProblemType.LIVE_CHANGED,
                "Live is at revision "
                    + moved.currentRevision()
                    + ", the draft started from "
                    + moved.baseRevision()
                    + ". Compare the two and rebase the draft; to commit over live all the same, commit"
                    + " with force=true&expectedRevision="
                    + moved.currentRevision()
                    + "."),
            moved.changedAt(),
            moved.changedBy())
        .with("currentRevision", Json.of(moved.currentRevision()))
        .with("baseRevision", Json.of(moved.baseRevision()))
        .with(
            "changedPaths",
            JsonObject.builder()
                .put("live", paths(moved.live()))
                .put("draft", paths(moved.draft()))
                .build())
        .with(
            "changedPathsTruncated", Json.of(moved.live().truncated() || moved.draft().truncated()))
        .with("revisions", JsonArray.ofAll(moved.since(), Refusals::told))
        .with("_links", bothSides(moved.assistant()));
  }

  /** A revision, short enough for a list in a problem. */
  public static Json told(Revision revision) {
    List<String> paths = revision.changedPaths().paths();
    return JsonObject.builder()
        .put("revision", revision.number())
        .put("author", revision.stamp().by())
        .put("at", AssistantRepresentation.time(revision.stamp().at()))
        .putOrNull("comment", revision.comment())
        .put(
            "changedPaths", JsonArray.ofTexts(paths.subList(0, Math.min(paths.size(), TOLD_PATHS))))
        .put(
            "changedPathsTruncated",
            revision.changedPaths().truncated() || paths.size() > TOLD_PATHS)
        .build();
  }

  private static JsonObject bothSides(NaturalId assistant) {
    String path = Links.assistant(assistant.toString());
    return JsonObject.builder()
        .put("inf:compare", Links.to(path + "/_compare?from=live&to=draft"))
        .put("inf:rebase", Links.to(path + "/draft/_rebase"))
        .put("inf:draft", Links.to(path + "/draft"))
        .put("inf:original", Links.to(path))
        .build();
  }

  private static Problem mergeConflicts(Refusal.MergeConflicts conflicts) {
    int count = conflicts.conflicts().size();
    return Problem.of(
            ProblemType.MERGE_CONFLICT,
            "Live and the draft contradict each other in "
                + (count == 1 ? "one place" : count + " places")
                + ". Repeat the rebase with a resolution for each.")
        .with("currentRevision", Json.of(conflicts.currentRevision()))
        .with("baseRevision", Json.of(conflicts.baseRevision()))
        .with("conflicts", JsonArray.ofAll(conflicts.conflicts(), c -> conflict(c).build()))
        .with("_links", bothSides(conflicts.assistant()));
  }

  private static Problem incomplete(List<Reference> references) {
    Reference first = references.getFirst();
    List<Json> told =
        references.stream()
            .<Json>map(reference ->
                JsonObject.builder()
                    .put("path", reference.path())
                    .put("missing", missing(reference))
                    .build())
            .toList();
    return Problem.of(
            ProblemType.COMMIT_INCOMPLETE,
            first.path()
                + " refers to "
                + missing(first)
                + ", which is not among the chosen changes. Choose that too, or leave what refers"
                + " to it.")
        .with("references", new JsonArray(told));
  }

  private static Problem blocked(List<GateFinding> findings) {
    List<GateFinding> reasons = findings.stream().filter(GateFinding::blocking).toList();
    return Problem.of(
            ProblemType.COMMIT_BLOCKED,
            reasons.size() == 1
                ? reasons.getFirst().detail()
                : reasons.size() + " reasons stand against this commit.")
        .with("reasons", told(reasons))
        .with("warnings", told(findings.stream().filter(f -> !f.blocking()).toList()));
  }

  /** What gates have found. */
  static JsonArray told(List<GateFinding> findings) {
    return JsonArray.ofAll(
        findings,
        finding ->
            JsonObject.builder()
                .put("gate", finding.gate())
                .put("path", finding.path())
                .put("detail", finding.detail())
                .build());
  }

  private static String missing(Reference reference) {
    return JsonPointer.child(reference.list(), reference.id());
  }

  /** A conflict; a value that one side does not have is left out. */
  public static JsonObject.Builder conflict(MergeConflict conflict) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("path", conflict.path())
            .put("kind", conflict.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    conflict.base().ifPresent(base -> json.put("base", base));
    conflict.live().ifPresent(live -> json.put("live", live));
    conflict.draft().ifPresent(draft -> json.put("draft", draft));
    return json;
  }

  private static Problem changed(Problem problem, Instant at, String by) {
    return problem
        .with("changedAt", Json.of(AssistantRepresentation.time(at)))
        .with("changedBy", Json.of(by));
  }

  private static JsonArray paths(ChangedPaths changed) {
    return JsonArray.ofTexts(changed.paths());
  }

  private static JsonObject links(String relation, String href) {
    return JsonObject.builder().put(relation, Links.to(href)).build();
  }
}
