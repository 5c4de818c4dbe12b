package dev.galley.application.store;

import static dev.galley.application.store.DocumentFields.flag;
import static dev.galley.application.store.DocumentFields.hash;
import static dev.galley.application.store.DocumentFields.items;
import static dev.galley.application.store.DocumentFields.number;
import static dev.galley.application.store.DocumentFields.object;
import static dev.galley.application.store.DocumentFields.optionalNumber;
import static dev.galley.application.store.DocumentFields.readRuns;
import static dev.galley.application.store.DocumentFields.readStamp;
import static dev.galley.application.store.DocumentFields.text;
import static dev.galley.application.store.DocumentFields.uuid;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.CopyPlace;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.DraftVersion;
import dev.galley.domain.agent.EndedCopy;
import dev.galley.domain.agent.HistoryCursor;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.SeqNos;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** A working copy as one JSON document; by the rules of {@link AssistantDocument}. */
final class WorkingCopyDocument {

  private WorkingCopyDocument() {}

  static JsonObject write(WorkingCopy copy) {
    JsonObject.Builder document =
        JsonObject.builder()
            .put("agent", copy.place().agent().value())
            .put("incarnation", copy.place().incarnation())
            .put("base", copy.place().base())
            .put("user", copy.place().user())
            .put("draftVersion", copy.draftVersion().value())
            .put("lastSeqNo", copy.lastSeqNo().value());
    copy.open().ifPresent(open -> document.put("open", write(open)));
    copy.ended().ifPresent(ended -> document.put("ended", write(ended)));
    return document.put("recentChanges", AssistantDocument.write(copy.recentChanges())).build();
  }

  static WorkingCopy read(TenantId tenant, UUID id, long version, JsonObject document) {
    return new WorkingCopy(
        id,
        tenant,
        new CopyPlace(
            new AgentId(text(document, "agent")),
            number(document, "incarnation"),
            number(document, "base"),
            text(document, "user")),
        version,
        new DraftVersion(number(document, "draftVersion")),
        new SeqNo(number(document, "lastSeqNo")),
        document.get("open").map(JsonObject.class::cast).map(WorkingCopyDocument::readOpen),
        document.get("ended").map(JsonObject.class::cast).map(WorkingCopyDocument::readEnded),
        AssistantDocument.readChanges(document));
  }

  private static JsonObject write(OpenCopy open) {
    JsonObject.Builder document =
        JsonObject.builder()
            .put("draft", open.draft().toString())
            .put("baseContent", open.baseContent().value())
            .put("head", open.head().value())
            .put("cursor", open.cursor().entry().value())
            .put("path", JsonArray.ofAll(open.path().runs(), DocumentFields::write));
    if (!open.kept().equals(open.path())) {
      document.put("kept", JsonArray.ofAll(open.kept().runs(), DocumentFields::write));
    }
    if (!open.marks().isEmpty()) {
      document.put("marks", JsonArray.ofAll(open.marks().entrySet(), WorkingCopyDocument::write));
    }
    return document
        .put("opened", DocumentFields.write(open.opened()))
        .put("writes", JsonArray.ofAll(open.writes(), WorkingCopyDocument::write))
        .build();
  }

  private static OpenCopy readOpen(JsonObject open) {
    SeqNos path = readRuns(open, "path");
    return new OpenCopy(
        uuid(open, "draft"),
        hash(open, "baseContent"),
        hash(open, "head"),
        new HistoryCursor(new SeqNo(number(open, "cursor"))),
        path,
        open.get("kept").isPresent() ? readRuns(open, "kept") : path,
        readMarks(open),
        readStamp(object(open, "opened")),
        items(open, "writes", WorkingCopyDocument::readWrite));
  }

  private static JsonObject write(Map.Entry<SeqNo, EntryMark> mark) {
    return JsonObject.builder()
        .put("seqNo", mark.getKey().value())
        .put("pinned", mark.getValue().pinned())
        .putIfPresent("label", mark.getValue().label())
        .build();
  }

  private static SortedMap<SeqNo, EntryMark> readMarks(JsonObject open) {
    SortedMap<SeqNo, EntryMark> marks = new TreeMap<>();
    items(open, "marks", Function.identity())
        .forEach(mark ->
            marks.put(
                new SeqNo(number(mark, "seqNo")),
                new EntryMark(flag(mark, "pinned"), mark.text("label"))));
    return marks;
  }

  private static JsonObject write(CopyWrite write) {
    return JsonObject.builder()
        .put("version", write.version().value())
        .put("kind", write.kind().wireName())
        .putIfPresent("client", write.client())
        .put("stamp", DocumentFields.write(write.stamp()))
        .build();
  }

  private static CopyWrite readWrite(JsonObject write) {
    return new CopyWrite(
        new DraftVersion(number(write, "version")),
        CopyWrite.Kind.ofWireName(text(write, "kind")),
        write.text("client"),
        readStamp(object(write, "stamp")));
  }

  private static JsonObject write(EndedCopy ended) {
    JsonObject.Builder document = JsonObject.builder().put("how", write(ended.how()));
    ended.revision().ifPresent(revision -> document.put("revision", revision));
    return document.build();
  }

  private static EndedCopy readEnded(JsonObject ended) {
    return new EndedCopy(readWrite(object(ended, "how")), optionalNumber(ended, "revision"));
  }
}
