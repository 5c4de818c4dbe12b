package dev.galley.application.store;

import static dev.galley.application.store.DocumentFields.flag;
import static dev.galley.application.store.DocumentFields.hash;
import static dev.galley.application.store.DocumentFields.items;
import static dev.galley.application.store.DocumentFields.number;
import static dev.galley.application.store.DocumentFields.object;
import static dev.galley.application.store.DocumentFields.readRuns;
import static dev.galley.application.store.DocumentFields.readStamp;
import static dev.galley.application.store.DocumentFields.text;
import static dev.galley.application.store.DocumentFields.texts;
import static dev.galley.application.store.DocumentFields.uuid;

import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.EventCounters;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.Audit;
import dev.galley.domain.assistant.DiscardedHead;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.DraftWrite;
import dev.galley.domain.assistant.EndedDraft;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryPath;
import dev.galley.domain.assistant.Live;
import dev.galley.domain.assistant.LiveSummary;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.SeqNos;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * An assistant as one JSON document, the form in which stores keep it. Tenant, id and version stand
 * outside, where the store compares them.
 *
 * <p>Fields are only ever added, with a meaning for their absence, so that documents written by an
 * older Galley stay readable.
 */
public final class AssistantDocument {

  private AssistantDocument() {}

  /** The document. */
  public static JsonObject write(Assistant assistant) {
    JsonObject.Builder document =
        JsonObject.builder()
            .put("owner", assistant.owner().key())
            .put("slug", assistant.slug().value())
            .putIfPresent("folder", assistant.folder())
            .put("shares", JsonArray.ofAll(assistant.shares(), AssistantDocument::write))
            .put("locked", assistant.locked())
            .putIfPresent("token", assistant.token().map(ContentHash::value))
            .put("created", DocumentFields.write(assistant.created()))
            .put("updated", DocumentFields.write(assistant.updated()))
            .put("live", write(assistant.live()));
    assistant.draft().ifPresent(draft -> document.put("draft", write(draft)));
    assistant.lastDraft().ifPresent(ended -> document.put("lastDraft", write(ended)));
    return document
        .put("discarded", JsonArray.ofAll(assistant.discarded(), AssistantDocument::write))
        .put("draftsOpened", assistant.draftsOpened())
        .put("events", write(assistant.events()))
        .put("recentChanges", write(assistant.recentChanges()))
        .putAll(write(assistant.audit()))
        .build();
  }

  /** What {@link #write(Assistant)} wrote. */
  public static Assistant read(TenantId tenant, UUID id, long version, JsonObject document) {
    return new Assistant(
        new AssistantId(id),
        tenant,
        version,
        Principal.ofKey(text(document, "owner")),
        new Slug(text(document, "slug")),
        document.text("folder"),
        items(document, "shares", AssistantDocument::readShare),
        flag(document, "locked"),
        document.text("token").map(ContentHash::new),
        readStamp(object(document, "created")),
        readStamp(object(document, "updated")),
        readLive(object(document, "live")),
        document.get("draft").map(JsonObject.class::cast).map(AssistantDocument::readDraft),
        document.get("lastDraft").map(JsonObject.class::cast).map(AssistantDocument::readEnded),
        items(document, "discarded", AssistantDocument::readDiscarded),
        number(document, "draftsOpened"),
        readCounters(object(document, "events")),
        readChanges(document),
        readAudit(document));
  }

  private static JsonObject write(Audit audit) {
    JsonObject.Builder document = JsonObject.builder();
    audit
        .last()
        .ifPresent(last ->
            document.put(
                "audit",
                JsonObject.builder()
                    .put("count", audit.count())
                    .put("last", DocumentFields.write(last))
                    .build()));
    return document.build();
  }

  /** Nothing was noted before there was a trail. */
  private static Audit readAudit(JsonObject document) {
    return document
        .get("audit")
        .map(JsonObject.class::cast)
        .map(audit ->
            new Audit(number(audit, "count"), Optional.of(readStamp(object(audit, "last")))))
        .orElse(Audit.NONE);
  }

  /** The document without the hashes of tokens, and without what a draft says of them. */
  static JsonObject withoutTokens(JsonObject document) {
    JsonObject plain = document.without("token");
    return plain
        .get("draft")
        .map(JsonObject.class::cast)
        .map(draft -> plain.with("draft", draft.without("token").without("tokenCleared")))
        .orElse(plain);
  }

  /** Event counters as a document of their own, as tombstones need them too. */
  public static JsonObject write(EventCounters counters) {
    return JsonObject.builder()
        .put("sequence", counters.sequence())
        .put("lastCommitted", counters.lastCommitted())
        .put("lastLifecycle", counters.lastLifecycle())
        .build();
  }

  /** What {@link #write(EventCounters)} wrote. */
  public static EventCounters readCounters(JsonObject counters) {
    return new EventCounters(
        number(counters, "sequence"),
        number(counters, "lastCommitted"),
        number(counters, "lastLifecycle"));
  }

  /** The ids of recent changes. */
  public static JsonArray write(RecentChanges changes) {
    return JsonArray.ofTexts(changes.ids().stream().map(id -> id.value().toString()).toList());
  }

  /** The member {@code recentChanges} of a document. */
  public static RecentChanges readChanges(JsonObject document) {
    return new RecentChanges(
        texts(document, "recentChanges").stream()
            .map(text -> new ChangeId(UUID.fromString(text)))
            .toList());
  }

  private static JsonObject write(Share share) {
    return JsonObject.builder()
        .put("principal", share.principal().key())
        .put("level", share.level().number())
        .build();
  }

  private static Share readShare(JsonObject share) {
    return new Share(
        Principal.ofKey(text(share, "principal")),
        Level.ofNumber(Math.toIntExact(number(share, "level"))));
  }

  private static JsonObject write(Live live) {
    LiveSummary summary = live.summary();
    return JsonObject.builder()
        .put("revision", live.revision())
        .put("content", live.content().value())
        .put("hash", live.hash().value())
        .put("made", DocumentFields.write(live.made()))
        .put("name", summary.name())
        .putIfPresent("description", summary.description())
        .put("tags", JsonArray.ofTexts(summary.tags()))
        .put("skillTypes", JsonArray.ofTexts(summary.skillTypes()))
        .put("shared", summary.shared())
        .build();
  }

  private static Live readLive(JsonObject live) {
    return new Live(
        number(live, "revision"),
        hash(live, "content"),
        hash(live, "hash"),
        readStamp(object(live, "made")),
        new LiveSummary(
            text(live, "name"),
            live.text("description"),
            texts(live, "tags"),
            texts(live, "skillTypes"),
            flag(live, "shared")));
  }

  private static JsonObject write(Draft draft) {
    JsonObject.Builder document =
        JsonObject.builder()
            .put("id", draft.id().toString())
            .put("base", draft.base())
            .put("baseContent", draft.baseContent().value())
            .put("head", draft.head().value())
            .put("seqNo", draft.seqNo())
            .put("lastSeqNo", draft.lastSeqNo())
            .putIfPresent("restored", draft.restored().map(ContentHash::value))
            .put("opened", DocumentFields.write(draft.opened()))
            .put("updated", DocumentFields.write(draft.updated()))
            .put("writes", JsonArray.ofAll(draft.writes(), AssistantDocument::write));
    switch (draft.token()) {
      case TokenChange.Keep keep -> {}
      case TokenChange.Clear clear -> document.put("tokenCleared", true);
      case TokenChange.Set(ContentHash hash) -> document.put("token", hash.value());
    }
    if (!draft.path().equals(HistoryPath.straight(draft.lastSeqNo(), draft.base()))) {
      document.put("path", JsonArray.ofAll(draft.path().spans(), AssistantDocument::write));
    }
    if (!draft.kept().equals(everything(draft.lastSeqNo()))) {
      document.put("kept", JsonArray.ofAll(draft.kept().runs(), DocumentFields::write));
    }
    if (!draft.marks().isEmpty()) {
      document.put("marks", JsonArray.ofAll(draft.marks().entrySet(), AssistantDocument::write));
    }
    return document.build();
  }

  private static JsonObject write(Map.Entry<Long, EntryMark> mark) {
    return JsonObject.builder()
        .put("seqNo", mark.getKey())
        .put("pinned", mark.getValue().pinned())
        .putIfPresent("label", mark.getValue().label())
        .build();
  }

  private static SortedMap<Long, EntryMark> readMarks(JsonObject draft) {
    SortedMap<Long, EntryMark> marks = new TreeMap<>();
    items(draft, "marks", Function.identity())
        .forEach(mark ->
            marks.put(
                number(mark, "seqNo"), new EntryMark(flag(mark, "pinned"), mark.text("label"))));
    return marks;
  }

  private static JsonObject write(HistoryPath.Span span) {
    return JsonObject.builder()
        .put("first", span.first())
        .put("last", span.last())
        .put("base", span.base())
        .build();
  }

  private static SeqNos everything(long lastSeqNo) {
    return SeqNos.upToNewest(new SeqNo(lastSeqNo));
  }

  private static HistoryPath.Span readSpan(JsonObject span) {
    return new HistoryPath.Span(number(span, "first"), number(span, "last"), number(span, "base"));
  }

  private static Draft readDraft(JsonObject draft) {
    Optional<String> token = draft.text("token");
    return new Draft(
        uuid(draft, "id"),
        number(draft, "base"),
        hash(draft, "baseContent"),
        hash(draft, "head"),
        number(draft, "seqNo"),
        number(draft, "lastSeqNo"),
        // Drafts in which nothing was undone or rebased are written without it, as once all were.
        draft.has("path")
            ? new HistoryPath(items(draft, "path", AssistantDocument::readSpan))
            : HistoryPath.straight(number(draft, "lastSeqNo"), number(draft, "base")),
        // Drafts that have dropped nothing are written without it, as once all were.
        draft.has("kept") ? readRuns(draft, "kept") : everything(number(draft, "lastSeqNo")),
        readMarks(draft),
        token.isPresent()
            ? new TokenChange.Set(new ContentHash(token.get()))
            : draft.has("tokenCleared") ? new TokenChange.Clear() : new TokenChange.Keep(),
        draft.text("restored").map(ContentHash::new),
        readStamp(object(draft, "opened")),
        readStamp(object(draft, "updated")),
        readWrites(draft));
  }

  /** A draft from before there were any has had one for each of its heads at least. */
  private static List<DraftWrite> readWrites(JsonObject draft) {
    return draft.has("writes")
        ? items(draft, "writes", AssistantDocument::readWrite)
        : List.of(
            new DraftWrite(
                number(draft, "lastSeqNo"),
                DraftWrite.Kind.EDIT,
                Optional.empty(),
                readStamp(object(draft, "updated"))));
  }

  private static JsonObject write(DraftWrite write) {
    return JsonObject.builder()
        .put("version", write.version())
        .put("kind", write.kind().wireName())
        .putIfPresent("client", write.client())
        .put("stamp", DocumentFields.write(write.stamp()))
        .build();
  }

  private static DraftWrite readWrite(JsonObject write) {
    return new DraftWrite(
        number(write, "version"),
        DraftWrite.Kind.ofWireName(text(write, "kind")),
        write.text("client"),
        readStamp(object(write, "stamp")));
  }

  private static JsonObject write(EndedDraft ended) {
    JsonObject.Builder document =
        JsonObject.builder()
            .put("draft", ended.draft().toString())
            .put("outcome", ended.outcome().wireName())
            .put("revision", ended.revision())
            .put("stamp", DocumentFields.write(ended.stamp()));
    ended.how().ifPresent(how -> document.put("how", write(how)));
    return document.build();
  }

  private static EndedDraft readEnded(JsonObject ended) {
    return new EndedDraft(
        uuid(ended, "draft"),
        EndedDraft.Outcome.ofWireName(text(ended, "outcome")),
        number(ended, "revision"),
        readStamp(object(ended, "stamp")),
        ended.get("how").map(JsonObject.class::cast).map(AssistantDocument::readWrite));
  }

  private static JsonObject write(DiscardedHead head) {
    return JsonObject.builder()
        .put("draft", head.draft().toString())
        .put("base", head.base())
        .put("content", head.content().value())
        .put("stamp", DocumentFields.write(head.stamp()))
        .build();
  }

  private static DiscardedHead readDiscarded(JsonObject head) {
    return new DiscardedHead(
        uuid(head, "draft"),
        number(head, "base"),
        hash(head, "content"),
        readStamp(object(head, "stamp")));
  }
}
