package dev.galley.jdbc;

import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Leases;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leases in PostgreSQL. What is written under a lease is one statement that begins with {@link
 * #HELD} and that the server commits itself: a client that is paused in the middle holds no lock,
 * so nobody who wants to take the lease waits for it.
 */
final class JdbcLeases implements Leases {
  /**
   * The lease of a write: one row while it is held, which then nobody takes before the write is
   * done. Wants name, holder and term.
   */
  static final String HELD =
      """
      WITH held AS MATERIALIZED (
        SELECT FROM lease WHERE name = ? AND holder = ? AND term = ? FOR KEY SHARE)
      """;

  private final Database database;

  JdbcLeases(Database database) {
    this.database = database;
  }

  /** Throws unless the {@code held} of a write had a row. */
  static void require(Lease lease, long held) {
    if (held == 0) {
      throw new LeaseLost(lease);
    }
  }

  @Override
  public List<Lease> all(String prefix) {
    return database.read(connection ->
        Rows.of(
            connection,
            """
            SELECT name, holder, term, beat FROM lease
            WHERE starts_with(name, ?) ORDER BY name\
            """,
            row -> new Lease(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
            prefix));
  }

  @Override
  public Optional<Lease> take(String name, Optional<Lease> seen, String holder) {
    Lease next = Lease.taken(name, seen, holder);
    int taken =
        seen.isEmpty()
            ? write(
                """
                INSERT INTO lease (name, holder, term, beat) VALUES (?, ?, ?, 0)
                ON CONFLICT DO NOTHING\
                """,
                name,
                holder,
                next.term())
            : write(
                """
                UPDATE lease SET holder = ?, term = ?, beat = 0
                WHERE name = ? AND holder = ? AND term = ? AND beat = ?\
                """,
                holder,
                next.term(),
                name,
                seen.get().holder(),
                seen.get().term(),
                seen.get().beat());
    return taken == 1 ? Optional.of(next) : Optional.empty();
  }

  /** A beat that a crash of the database takes back is only one that was not seen. */
  @Override
  public Set<String> beat(Collection<Lease> held) {
    return Set.copyOf(
        database.atOnce(connection ->
            Rows.of(
                connection,
                """
                UPDATE lease l SET beat = l.beat + 1
                FROM unnest(?::text[], ?::text[], ?::bigint[]) AS h (name, holder, term)
                WHERE l.name = h.name AND l.holder = h.holder AND l.term = h.term
                RETURNING l.name, set_config('synchronous_commit', 'off', true)\
                """,
                row -> row.getString(1),
                held.stream().map(Lease::name).toArray(String[]::new),
                held.stream().map(Lease::holder).toArray(String[]::new),
                held.stream().map(Lease::term).toArray(Long[]::new))));
  }

  @Override
  public void release(Lease held) {
    write(
        "UPDATE lease SET holder = '' WHERE name = ? AND holder = ? AND term = ?",
        held.name(),
        held.holder(),
        held.term());
  }

  @Override
  public void remove(Lease seen) {
    write(
        "DELETE FROM lease WHERE name = ? AND term = ? AND beat = ?",
        seen.name(),
        seen.term(),
        seen.beat());
  }

  private int write(String sql, Object... values) {
    return database.atOnce(connection -> {
      Batch batch = new Batch();
      int at = batch.add(sql, values);
      return batch.run(connection)[at];
    });
  }
}
