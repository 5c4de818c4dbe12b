package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.flag;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.optionalText;
import static dev.galley.mongo.Bsons.text;
import static dev.galley.mongo.Bsons.texts;

import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import dev.galley.domain.content.ContentHash;
import java.time.Instant;
import java.util.UUID;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;

/** Revisions, and the heads of drafts, inside their aggregate and outside. */
final class RevisionDocument {
  /** The reference that keeps a content. */
  static final String CONTENT = "content";

  /** Where the hash of a content stands that is no longer kept; the other field is gone then. */
  static final String PRUNED = "pruned";

  private RevisionDocument() {}

  static BsonDocument of(Revision revision) {
    BsonDocument document =
        new BsonDocument("number", bson(revision.number()))
            .append(revision.pruned() ? PRUNED : CONTENT, bson(revision.content().value()))
            .append("hash", bson(revision.hash().value()))
            .append("at", bson(revision.stamp().at().toEpochMilli()))
            .append("by", bson(revision.stamp().by()))
            .append("kind", bson(revision.kind().wireName()))
            .append("paths", texts(revision.changedPaths().paths()))
            .append("truncated", BsonBoolean.valueOf(revision.changedPaths().truncated()))
            .append("change", bson(revision.change().value().toString()));
    revision.parent().ifPresent(parent -> document.append("parent", bson(parent.value())));
    revision.comment().ifPresent(comment -> document.append("comment", bson(comment)));
    return document;
  }

  static Revision revision(BsonDocument document) {
    return new Revision(
        number(document, "number"),
        new ContentHash(text(document, document.containsKey(PRUNED) ? PRUNED : CONTENT)),
        optionalText(document, "parent").map(ContentHash::new),
        new ContentHash(text(document, "hash")),
        stamp(document),
        optionalText(document, "comment"),
        RevisionKind.ofWireName(text(document, "kind")),
        new ChangedPaths(texts(document, "paths"), flag(document, "truncated")),
        new ChangeId(UUID.fromString(text(document, "change"))),
        document.containsKey(PRUNED));
  }

  static BsonDocument of(HistoryEntry entry) {
    return new BsonDocument("draft", bson(entry.draft().toString()))
        .append("seqNo", bson(entry.seqNo()))
        .append("content", bson(entry.content().value()))
        .append("at", bson(entry.stamp().at().toEpochMilli()))
        .append("by", bson(entry.stamp().by()));
  }

  static HistoryEntry entry(BsonDocument document) {
    return new HistoryEntry(
        UUID.fromString(text(document, "draft")),
        number(document, "seqNo"),
        new ContentHash(text(document, "content")),
        stamp(document));
  }

  private static Stamp stamp(BsonDocument document) {
    return new Stamp(Instant.ofEpochMilli(number(document, "at")), text(document, "by"));
  }
}
