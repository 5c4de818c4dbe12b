package dev.galley.jdbc;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Rows of the table of events. */
final class EventRow {
  /** The columns of {@code event e} that {@link #read} wants, in its order. */
  static final String COLUMNS =
      "e.tenant, e.kind, e.aggregate_id, e.sequence, e.previous, e.type, e.at, e.actor, e.data,"
          + " e.content, e.traceparent";

  private EventRow() {}

  /** The event in the current row, whose columns begin with those of an event. */
  static Event read(ResultSet row) throws SQLException {
    return new Event(
        ref(row.getString(1), row.getString(2), row.getObject(3, UUID.class)),
        row.getLong(4),
        row.getLong(5),
        EventType.ofWireName(row.getString(6)),
        new Stamp(Instant.ofEpochMilli(row.getLong(7)), row.getString(8)),
        (JsonObject) JsonReader.read(row.getString(9)),
        Optional.ofNullable(row.getBytes(10)).map(Hashes::of),
        Optional.ofNullable(row.getString(11)));
  }

  static AggregateRef ref(String tenant, String kind, UUID id) {
    return new AggregateRef(new TenantId(tenant), AggregateKind.ofWireName(kind), id);
  }
}
