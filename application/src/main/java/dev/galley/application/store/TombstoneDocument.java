package dev.galley.application.store;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.time.Instant;

/** A tombstone as one JSON document, the form in which stores keep it beside its version. */
public final class TombstoneDocument {

  private TombstoneDocument() {}

  /** The document. */
  public static JsonObject write(Tombstone stone) {
    return JsonObject.builder()
        .put("events", AssistantDocument.write(stone.events()))
        .put("lastRevision", stone.lastRevision())
        .put("deletedAt", stone.deleted().at().toEpochMilli())
        .put("deletedBy", stone.deleted().by())
        .put("recentChanges", AssistantDocument.write(stone.recentChanges()))
        .build();
  }

  /** What {@link #write} wrote. */
  public static Tombstone read(AggregateRef ref, long version, JsonObject document) {
    return new Tombstone(
        ref,
        version,
        AssistantDocument.readCounters((JsonObject) document.get("events").orElseThrow()),
        number(document, "lastRevision"),
        new Stamp(
            Instant.ofEpochMilli(number(document, "deletedAt")),
            document.text("deletedBy").orElseThrow()),
        AssistantDocument.readChanges(document));
  }

  private static long number(JsonObject document, String name) {
    return (long) ((JsonNumber) document.get(name).orElseThrow()).value();
  }
}
