package dev.galley.jdbc;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.HistoryEntry;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of the table of heads. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
@MappedEntity("head")
record HeadRow(UUID draft, @Id long seqNo, byte[] content, long at, String author) {

  HistoryEntry entry() {
    return new HistoryEntry(
        draft, seqNo, Hashes.of(content), new Stamp(Instant.ofEpochMilli(at), author));
  }
}
