package dev.galley.jdbc;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Assistant;
import dev.galley.jdbc.Walking.Step;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives up contents of revisions. A revision that nothing stands on now is one that nothing will
 * stand on: drafts begin on what is live. So the state may be read without a lock.
 */
final class Pruning {
  /** Revisions that one step looks at. */
  private static final int STRIDE = 1_000;

  private static final String KEY = "tenant, kind, aggregate_id, number";

  private Pruning() {}

  /** A place in the walk: the revision after which it goes on. */
  record Link(String tenant, String kind, UUID aggregate, long number) implements Comparable<Link> {
    static final Link BEGINNING = new Link("", "", new UUID(0, 0), 0);

    private static final Comparator<Link> ORDER =
        Comparator.comparing(Link::tenant)
            .thenComparing(Link::kind)
            // Ids have no sign here, as in the database.
            .thenComparing(link -> link.aggregate().toString())
            .thenComparingLong(Link::number);

    @Override
    public int compareTo(Link other) {
      return ORDER.compare(this, other);
    }

    static Link of(ResultSet row) throws SQLException {
      return new Link(
          row.getString(1), row.getString(2), row.getObject(3, UUID.class), row.getLong(4));
    }

    AggregateRef owner() {
      return EventRow.ref(tenant, kind, aggregate);
    }
  }

  static Step<Link> step(Connection connection, Link from, int keep, Duration age, int limit)
      throws SQLException {
    Link reached = reached(connection, from);
    List<Link> found = old(connection, from, keep, age, limit);
    if (found.isEmpty()) {
      return new Step<>(0, reached);
    }
    Map<AggregateRef, Assistant> owners = owners(connection, found);
    List<Link> prunable =
        found.stream()
            .filter(link ->
                Optional.ofNullable(owners.get(link.owner()))
                    .filter(owner -> owner.mayPrune(link.number(), keep))
                    .isPresent())
            .toList();
    return new Step<>(
        prune(connection, prunable), found.size() == limit ? found.getLast() : reached);
  }

  /** The last revision of the next step; the beginning when the step passes the end. */
  private static Link reached(Connection connection, Link from) throws SQLException {
    return Rows.of(
            connection,
            "SELECT "
                + KEY
                + " FROM revision WHERE ("
                + KEY
                + ") > (?, ?, ?, ?) ORDER BY "
                + KEY
                + " LIMIT 1 OFFSET "
                + (STRIDE - 1),
            Link::of,
            from.tenant(),
            from.kind(),
            from.aggregate(),
            from.number())
        .stream()
        .findFirst()
        .orElse(Link.BEGINNING);
  }

  /** Revisions of the next step with their contents, that age, and so many newer ones. */
  private static List<Link> old(Connection connection, Link from, int keep, Duration age, int limit)
      throws SQLException {
    return Rows.of(
        connection,
        """
        SELECT r.tenant, r.kind, r.aggregate_id, r.number
        FROM (
          SELECT tenant, kind, aggregate_id, number FROM revision
          WHERE (tenant, kind, aggregate_id, number) > (?, ?, ?, ?)
          ORDER BY tenant, kind, aggregate_id, number LIMIT \
        """
            + STRIDE
            + """
            ) w
            JOIN revision r ON r.tenant = w.tenant AND r.kind = w.kind
              AND r.aggregate_id = w.aggregate_id AND r.number = w.number
            WHERE r.content IS NOT NULL
              AND r.at < floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint - ?
              AND EXISTS (
                SELECT FROM revision n WHERE n.tenant = r.tenant AND n.kind = r.kind
                  AND n.aggregate_id = r.aggregate_id AND n.number = r.number + ?)
            ORDER BY r.tenant, r.kind, r.aggregate_id, r.number
            LIMIT ? FOR UPDATE OF r SKIP LOCKED\
            """,
        Link::of,
        from.tenant(),
        from.kind(),
        from.aggregate(),
        from.number(),
        age.toMillis(),
        keep,
        limit);
  }

  private static Map<AggregateRef, Assistant> owners(Connection connection, List<Link> links)
      throws SQLException {
    List<AggregateRef> refs =
        links.stream()
            .map(Link::owner)
            .filter(ref -> ref.kind() == AggregateKind.ASSISTANT)
            .distinct()
            .toList();
    Map<AggregateRef, Assistant> owners = new HashMap<>();
    Rows.of(
            connection,
            "SELECT "
                + StateRows.COLUMNS
                + """
                , a.tenant FROM unnest(?::text[], ?::uuid[]) AS g (tenant, id)
                JOIN aggregate a ON a.tenant = g.tenant AND a.kind = ? AND a.id = g.id
                WHERE NOT a.deleted\
                """,
            row -> StateRows.readAssistant(new TenantId(row.getString(5)), row),
            refs.stream().map(ref -> ref.tenant().value()).toArray(String[]::new),
            refs.stream().map(AggregateRef::id).toArray(UUID[]::new),
            AggregateKind.ASSISTANT.wireName())
        .forEach(owner -> owners.put(owner.ref(), owner));
    return owners;
  }

  private static int prune(Connection connection, List<Link> links) throws SQLException {
    Batch batch = new Batch();
    int pruned =
        batch.add(
            """
            UPDATE revision r SET pruned = r.content, content = NULL
            FROM unnest(?::text[], ?::text[], ?::uuid[], ?::bigint[])
              AS p (tenant, kind, aggregate_id, number)
            WHERE r.tenant = p.tenant AND r.kind = p.kind AND r.aggregate_id = p.aggregate_id
              AND r.number = p.number AND r.content IS NOT NULL\
            """,
            links.stream().map(Link::tenant).toArray(String[]::new),
            links.stream().map(Link::kind).toArray(String[]::new),
            links.stream().map(Link::aggregate).toArray(UUID[]::new),
            links.stream().map(Link::number).toArray(Long[]::new));
    return batch.run(connection)[pruned];
  }
}
