package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.store.Change;
import dev.galley.contract.Author;
import dev.galley.contract.Flow;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.ContentHash;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What contents take in the database, and what becomes of damaged ones. */
final class JdbcSnapshotsTest {
  private PostgresSettings settings;
  private PostgresStoreUnderTest store;
  private Author author;

  @BeforeEach
  void open() {
    settings = PostgresServer.embedded().freshDatabase();
    store = PostgresStoreUnderTest.on(settings, false);
    author = Author.inFreshTenant(store);
  }

  @AfterEach
  void close() {
    store.context().close();
  }

  @Test
  void aThousandChangesOfOneFieldTakeLessThanTwoThousandBytesEach() throws SQLException {
    Flow flow = Flow.of("Large", Flow.LARGE, 1);
    Assistant assistant = author.open(author.create(flow.content()));
    long before = size();
    for (int i = 0; i < 1_000; i++) {
      Change change = author.editChange(assistant, flow.content("# " + i));
      flow.changeOneField();
      author.mustSave(change);
      assistant = (Assistant) change.next();
    }
    long stored =
        number(
            "SELECT sum(pg_column_size(s.*)) + sum(coalesce(pg_column_size(content), 0)) FROM"
                + " snapshot s");
    long grown = size() - before;

    // Rows as they are stored, and with all pages and indexes of all tables.
    assertThat(number("SELECT count(*) FROM snapshot")).isEqualTo(1_001);
    assertThat(stored / 1_000).isLessThan(1_500);
    assertThat(grown / 1_000).as("stored: " + stored).isLessThan(2_000);
  }

  private long size() throws SQLException {
    return number(
        """
        SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace\
        """);
  }

  @Test
  void anAlteredDeltaIsNamed() throws SQLException {
    ContentHash head = edited();
    execute(
        "UPDATE snapshot SET delta = set_byte(delta, 8, 255 - get_byte(delta, 8)) WHERE hash = "
            + literal(head));

    assertAltered(head, head);
  }

  @Test
  void anAlteredFrameIsNamed() throws SQLException {
    ContentHash head = edited();
    ContentHash frame = frame(head);
    execute("UPDATE snapshot SET content = replace(content, 'e', 'f') WHERE frame IS NULL");

    assertAltered(head, frame);
  }

  @Test
  void anAlteredSizeIsNamed() throws SQLException {
    ContentHash head = edited();
    execute("UPDATE snapshot SET size = 2147483647 WHERE hash = " + literal(head));

    assertAltered(head, head);
  }

  @Test
  void theDatabaseKeepsAFrameThatADeltaNeeds() throws SQLException {
    ContentHash head = edited();

    assertThatThrownBy(() -> execute("DELETE FROM snapshot WHERE hash = " + literal(frame(head))))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("snapshot_tenant_frame_fkey");
    assertThatThrownBy(() -> execute("UPDATE snapshot SET frame = hash WHERE frame IS NOT NULL"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void aFrameThatIsGoneByNowIsDoneWithout() throws SQLException {
    Flow flow = Flow.of("Forgotten", 20_000, 1);
    Assistant other = author.open(author.create(flow.content()));
    Assistant assistant = author.open(author.create("Other"));
    // Its server remembers this head, and does not learn that it goes.
    AssistantContent head = flow.changeOneField();
    author.edit(other, head);
    execute("DELETE FROM held");
    execute("DELETE FROM head");
    execute("UPDATE event SET content = NULL");
    execute("DELETE FROM revision");
    execute("DELETE FROM snapshot");
    AssistantContent next = flow.changeOneField();
    Change change = author.editChange(assistant, next).near(head.snapshot().hash());
    Change whole = change.with(next.snapshot(), Author.content("Other", "Help.").snapshot());
    author.mustSave(whole);
    // What it has learned it goes by from here on.
    author.edit((Assistant) whole.next(), flow.changeOneField());
    assertThat(number("SELECT count(*) FROM snapshot WHERE delta IS NOT NULL")).isEqualTo(1);

    assertThat(store.snapshots().find(author.tenant(), next.snapshot().hash()))
        .contains(next.snapshot());
  }

  /** The head of a draft, which is kept as a delta. */
  private ContentHash edited() throws SQLException {
    Flow flow = Flow.of("Edited", 20_000, 1);
    Assistant assistant = author.open(author.create(flow.content()));
    ContentHash head = author.edit(assistant, flow.changeOneField()).draft().orElseThrow().head();
    assertThat(number("SELECT count(*) FROM snapshot WHERE delta IS NOT NULL")).isEqualTo(1);
    return head;
  }

  /** As another server, which remembers nothing. */
  private void assertAltered(ContentHash read, ContentHash named) {
    try (var other = PostgresStoreUnderTest.on(settings, false).context()) {
      assertThatThrownBy(
              () -> new PostgresStoreUnderTest(other).snapshots().find(author.tenant(), read))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(named.value())
          .hasMessageContaining("altered");
    }
  }

  private static String literal(ContentHash hash) {
    return "'\\x" + hash.value() + "'";
  }

  private ContentHash frame(ContentHash delta) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT frame FROM snapshot WHERE hash = " + literal(delta))) {
      rows.next();
      return Hashes.of(rows.getBytes(1));
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }
}
