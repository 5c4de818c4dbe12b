package dev.galley.jdbc;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table of revisions; the parent of the first is read as no bytes. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
@MappedEntity("revision")
record RevisionRow(
    @Id long number,
    byte[] content,
    byte[] parent,
    byte[] hash,
    long at,
    String author,
    @Nullable String comment,
    String madeBy,
    @TypeDef(type = DataType.STRING_ARRAY) String[] changedPaths,
    boolean truncated,
    UUID change,
    boolean pruned) {

  /** Puts one in; a text that goes on says what becomes of one that is there. */
  static final String INSERT =
      """
      INSERT INTO revision (tenant, kind, aggregate_id, number, content, pruned, parent, hash, at,
        author, comment, made_by, changed_paths, truncated, change)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  /** What {@link #INSERT} wants, in its order. */
  static @Nullable Object[] values(AggregateRef aggregate, Revision revision) {
    return new @Nullable Object[] {
      aggregate.tenant().value(),
      aggregate.kind().wireName(),
      aggregate.id(),
      revision.number(),
      revision.pruned() ? null : Hashes.bytes(revision.content()),
      revision.pruned() ? Hashes.bytes(revision.content()) : null,
      revision.parent().map(Hashes::bytes).orElse(null),
      Hashes.bytes(revision.hash()),
      revision.stamp().at().toEpochMilli(),
      revision.stamp().by(),
      revision.comment().orElse(null),
      revision.kind().wireName(),
      revision.changedPaths().paths().toArray(String[]::new),
      revision.changedPaths().truncated(),
      revision.change().value()
    };
  }

  Revision revision() {
    return new Revision(
        number,
        Hashes.of(content),
        parent.length == 0 ? Optional.empty() : Optional.of(Hashes.of(parent)),
        Hashes.of(hash),
        new Stamp(Instant.ofEpochMilli(at), author),
        Optional.ofNullable(comment),
        RevisionKind.ofWireName(madeBy),
        new ChangedPaths(List.of(changedPaths), truncated),
        new ChangeId(change),
        pruned);
  }
}
