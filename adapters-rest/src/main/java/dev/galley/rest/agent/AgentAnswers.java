package dev.galley.rest.agent;

import dev.galley.application.agent.CommitCopy;
import dev.galley.application.agent.CompareAgent;
import dev.galley.application.agent.CopyView;
import dev.galley.application.agent.RebaseCopy;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentProfile;
import dev.galley.domain.agent.Current;
import dev.galley.domain.agent.Deploy;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.Role;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.ComparisonAnswers;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.EntityTag;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Optional;

/** Agents and working copies as answers: plain JSON, times in milliseconds since 1970. */
final class AgentAnswers {
  private static final int TOLD_PATHS = 100;

  private AgentAnswers() {}

  static MutableHttpResponse<byte[]> json(Json body) {
    return json(HttpStatus.OK, body);
  }

  /** An answer that others must not be given, and that is to be asked for again each time. */
  static MutableHttpResponse<byte[]> json(HttpStatus status, Json body) {
    return Answers.uncached(Answers.of(status, MediaType.APPLICATION_JSON, body));
  }

  /** A page; {@code next} is the path of the next one. */
  static MutableHttpResponse<byte[]> page(JsonArray items, Optional<String> next) {
    return json(JsonObject.builder().put("items", items).putOrNull("next", next).build());
  }

  static JsonObject agent(Caller caller, Agent agent) {
    AgentProfile profile = agent.requireProfile();
    return JsonObject.builder()
        .put("id", agent.id().value())
        .put("displayName", profile.displayName())
        .putOrNull("description", profile.description())
        .put("tags", JsonArray.ofTexts(profile.tags()))
        .putOrNull("role", agent.roleOf(caller).map(Role::wireName))
        .put("currentRevision", agent.current().map(Current::revision).orElse(0L))
        .put("newestRevision", agent.newestRevision())
        .put("createdAt", millis(agent.created()))
        .put("createdBy", agent.created().by())
        .put("updatedAt", millis(agent.updated()))
        .put("updatedBy", agent.updated().by())
        .build();
  }

  static JsonObject member(String user, Role role) {
    return JsonObject.builder().put("user", user).put("role", role.wireName()).build();
  }

  static JsonObject revision(Agent agent, Revision revision) {
    return JsonObject.builder()
        .put("agentId", agent.id().value())
        .put("revision", revision.number())
        .put("current", isCurrent(agent, revision))
        .put("contentHash", revision.content().value())
        .putOrNull("parentHash", revision.parent().map(ContentHash::value))
        .put("hash", revision.hash().value())
        .put("createdAt", millis(revision.stamp()))
        .put("createdBy", revision.stamp().by())
        .putOrNull("comment", revision.comment())
        .put("kind", revision.kind().wireName())
        .put("changedPaths", JsonArray.ofTexts(revision.changedPaths().paths()))
        .put("changedPathsTruncated", revision.changedPaths().truncated())
        .build();
  }

  private static boolean isCurrent(Agent agent, Revision revision) {
    return agent.current().filter(c -> c.revision() == revision.number()).isPresent();
  }

  /** A revision, short enough for a list in a problem. */
  static JsonObject told(Revision revision) {
    List<String> paths = revision.changedPaths().paths();
    return JsonObject.builder()
        .put("revision", revision.number())
        .put("createdAt", millis(revision.stamp()))
        .put("createdBy", revision.stamp().by())
        .putOrNull("comment", revision.comment())
        .put(
            "changedPaths", JsonArray.ofTexts(paths.subList(0, Math.min(paths.size(), TOLD_PATHS))))
        .put(
            "changedPathsTruncated",
            revision.changedPaths().truncated() || paths.size() > TOLD_PATHS)
        .build();
  }

  static JsonObject deploy(Deploy deploy) {
    return JsonObject.builder()
        .put("number", deploy.number())
        .put("revision", deploy.revision())
        .put(
            "previousRevision", deploy.previous().<Json>map(p -> Json.of(p)).orElse(Json.nothing()))
        .put("deployedAt", millis(deploy.stamp()))
        .put("deployedBy", deploy.stamp().by())
        .build();
  }

  /** A working copy, short enough for a list. */
  static JsonObject item(Agent agent, WorkingCopy copy) {
    return JsonObject.builder()
        .put("agentId", agent.id().value())
        .put("baseRevision", copy.place().base())
        .put("version", copy.draftVersion().value())
        .put("updatedAt", millis(copy.open().orElseThrow().lastWrite().stamp()))
        .put("outdated", agent.isOutdated(copy.place().base()))
        .build();
  }

  /**
   * A working copy.
   *
   * @param path the entries that undo and redo reach, the oldest first
   */
  static MutableHttpResponse<byte[]> draft(CopyView view, List<HistoryEntry> path) {
    OpenCopy open = view.open();
    JsonObject body =
        JsonObject.builder()
            .put("agentId", view.agent().id().value())
            .put("baseRevision", view.copy().place().base())
            .put("version", view.copy().draftVersion().value())
            .put("historyCursor", open.cursor().entry().value())
            .put("canUndo", open.canUndo())
            .put("canRedo", open.canRedo())
            .put("updatedAt", millis(open.lastWrite().stamp()))
            .put("outdated", view.outdated())
            .put("headData", view.head().toJson())
            .put("history", JsonArray.ofAll(path, entry -> entry(open, entry)))
            .put("warnings", findings(view.warnings()))
            .build();
    return json(body).header(HttpHeaders.ETAG, tag(view.copy()));
  }

  static String tag(WorkingCopy copy) {
    return EntityTag.strong(Long.toString(copy.draftVersion().value())).toHeader();
  }

  private static JsonObject entry(OpenCopy open, HistoryEntry entry) {
    return entry(entry, open.mark(new SeqNo(entry.seqNo())));
  }

  static JsonObject entry(HistoryEntry entry, EntryMark mark) {
    return JsonObject.builder()
        .put("seqNo", entry.seqNo())
        .put("contentHash", entry.content().value())
        .put("pinned", mark.pinned())
        .putOrNull("label", mark.label())
        .put("createdAt", millis(entry.stamp()))
        .build();
  }

  /** A history beside its working copy. */
  static JsonObject history(WorkingCopy copy, List<HistoryEntry> entries) {
    OpenCopy open = copy.open().orElseThrow();
    return JsonObject.builder()
        .put("version", copy.draftVersion().value())
        .put("historyCursor", open.cursor().entry().value())
        .put(
            "history",
            JsonArray.ofAll(
                entries,
                entry ->
                    entry(open, entry)
                        .with("reachable", Json.of(open.path().has(new SeqNo(entry.seqNo()))))))
        .build();
  }

  static JsonArray findings(List<FieldError> findings) {
    return JsonArray.ofAll(
        findings,
        finding ->
            JsonObject.builder()
                .put("pointer", finding.pointer())
                .put("detail", finding.detail())
                .build());
  }

  /** What a commit would say to a working copy. */
  static JsonObject validation(CopyView view) {
    List<FieldError> errors = view.warnings();
    List<FieldError> warnings =
        view.outdated()
            ? List.of(
                new FieldError(
                    "",
                    "started from revision "
                        + view.copy().place().base()
                        + "; the newest is "
                        + view.agent().newestRevision()))
            : List.of();
    return JsonObject.builder()
        .put("valid", errors.isEmpty())
        .put("version", view.copy().draftVersion().value())
        .put("errors", findings(errors))
        .put("warnings", findings(warnings))
        .build();
  }

  static JsonObject committed(CommitCopy.Committed committed, boolean deployed) {
    Revision revision = committed.revision();
    return JsonObject.builder()
        .put("agentId", committed.agent().id().value())
        .put("revision", revision.number())
        .put("current", isCurrent(committed.agent(), revision))
        .put("deployed", deployed)
        .put("skipped", JsonArray.ofAll(committed.skipped(), Json::of))
        .put("contentHash", revision.content().value())
        .put("hash", revision.hash().value())
        .put("committedAt", millis(revision.stamp()))
        .put("committedBy", revision.stamp().by())
        .putOrNull("comment", revision.comment())
        .build();
  }

  static JsonObject preview(RebaseCopy.Preview preview) {
    return JsonObject.builder()
        .put("agentId", preview.agent().id().value())
        .put("baseRevision", preview.base())
        .put("currentRevision", preview.newest())
        .put("content", preview.content())
        .put(
            "conflicts",
            JsonArray.ofAll(
                preview.conflicts(),
                conflict ->
                    Refusals.conflict(conflict)
                        .put("resolved", !preview.unresolved().contains(conflict))
                        .build()))
        .build();
  }

  static MutableHttpResponse<byte[]> comparison(
      HttpRequest<?> request, CompareAgent.Comparison comparison) {
    JsonObject sides =
        JsonObject.builder()
            .put("agentId", comparison.agent().id().value())
            .put("from", comparison.before().snapshot().hash().value())
            .put("to", comparison.after().snapshot().hash().value())
            .build();
    return ComparisonAnswers.of(request, sides, comparison::changes, comparison::patch);
  }

  private static long millis(Stamp stamp) {
    return stamp.at().toEpochMilli();
  }
}
