package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.contract.Author;
import dev.galley.domain.assistant.Assistant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sweeps over more rows than one statement takes. */
final class JdbcHousekeepingTest {
  private static PostgresSettings settings;
  private static PostgresStoreUnderTest store;

  @BeforeAll
  static void open() {
    settings = PostgresServer.embedded().freshDatabase();
    store = PostgresStoreUnderTest.on(settings, false);
  }

  @AfterAll
  static void close() {
    store.context().close();
  }

  @Test
  void anAssistantWithMoreRowsThanAStatementTakesIsErasedWhole() throws SQLException {
    Author author = Author.inFreshTenant(store);
    Assistant kept = author.create("Kept");
    Assistant doomed = author.edit(author.open(author.create("Doomed")), "Draft.");
    author.delete(doomed);
    int many = 2 * JdbcHousekeeping.ROWS;
    String of = " WHERE aggregate_id = '" + doomed.id().value() + "'";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO revision SELECT tenant, kind, aggregate_id, number + n, content, pruned, parent,
            hash, at, author, comment, made_by, changed_paths, truncated, change
          FROM revision, generate_series(1, %d) n %s
          """
              .formatted(many, of));
      statement.execute(
          """
          INSERT INTO head SELECT tenant, kind, aggregate_id, draft, seq_no + 10 + n, content, at,
            author
          FROM head, generate_series(1, %d) n %s AND seq_no = (SELECT min(seq_no) FROM head %s)
          """
              .formatted(many, of, of));
      assertThat(store.housekeeping().eraseDeleted(500)).isEqualTo(1);

      assertThat(count(statement, "revision" + of)).isZero();
      assertThat(count(statement, "head" + of)).isZero();
      assertThat(count(statement, "gone_aggregate")).isZero();
    }
    assertThat(store.revisions().before(author.tenant(), kept.id(), 99, 99)).hasSize(1);
  }

  @Test
  void theCollectorWalksOverMoreContentsThanOneStepHas() throws SQLException {
    Author author = Author.inFreshTenant(store);
    Assistant kept = author.create("Kept");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO snapshot (tenant, hash, content, size, put_at)
          SELECT '%s', sha256(n::text::bytea), '{}', 2, now() - interval '2 h'
          FROM generate_series(1, 3500) n
          """
              .formatted(author.tenant().value()));
      int before = count(statement, "snapshot");

      // From somewhere in the middle, too.
      assertThat(store.housekeeping().collectSnapshots(Duration.ofHours(1), 500)).isEqualTo(500);
      assertThat(store.housekeeping().collectSnapshots(Duration.ofHours(1), 5_000))
          .isEqualTo(3_000);
      assertThat(store.housekeeping().collectSnapshots(Duration.ofHours(1), 5_000)).isZero();
      assertThat(count(statement, "snapshot")).isEqualTo(before - 3_500);
    }
    assertThat(store.snapshots().find(author.tenant(), kept.live().content())).isPresent();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  private static int count(Statement statement, String from) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
