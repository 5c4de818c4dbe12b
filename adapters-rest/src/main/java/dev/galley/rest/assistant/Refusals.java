package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.EndedDraft;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import dev.galley.rest.problem.Violation;
import java.time.Instant;
import java.util.List;

/** The one place where refusals become HTTP. */
public final class Refusals {

  private Refusals() {}

  /** What was asked for; a refusal is thrown as its problem. */
  public static <T> T orThrow(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw problem(refusal).asException();
    };
  }

  /** The problem that tells a client of a refusal. */
  static Problem problem(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound(String what) ->
          Problem.of(
              ProblemType.NOT_FOUND, "There is no such " + what + ", or you may not see it.");
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
    String path = Links.assistant(moved.assistant().toString());
    return changed(
            Problem.of(
                ProblemType.LIVE_CHANGED,
                "Live is at revision "
                    + moved.currentRevision()
                    + ", the draft started from "
                    + moved.baseRevision()
                    + ". Compare the two; to commit over live all the same, repeat with"
                    + " force=true&expectedRevision="
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
        .with(
            "_links",
            JsonObject.builder()
                .put("inf:compare", Links.to(path + "/_compare?from=live&to=draft"))
                .put("inf:draft", Links.to(path + "/draft"))
                .put("inf:original", Links.to(path))
                .build());
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
