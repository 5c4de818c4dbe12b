package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.contract.ChainContract;
import dev.galley.contract.StoreUnderTest;
import dev.galley.contract.Tampering;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Alterations by SQL. */
final class PostgresChainTest implements ChainContract, Tampering {
  private static PostgresSettings settings;
  private static PostgresStoreUnderTest store;

  @BeforeAll
  static void open() {
    settings = PostgresServer.embedded().freshDatabase();
    store = PostgresStoreUnderTest.on(settings, false);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public Tampering tampering() {
    return this;
  }

  @Override
  public void replace(AggregateRef aggregate, Revision altered) {
    remove(aggregate, altered.number());
    execute(RevisionRow.INSERT, RevisionRow.values(aggregate, altered));
  }

  @Override
  public void remove(AggregateRef aggregate, long number) {
    execute("DELETE FROM revision WHERE aggregate_id = ? AND number = ?", aggregate.id(), number);
  }

  @Override
  public void alter(TenantId tenant, ContentHash hash, String canonical) {
    execute(
        "UPDATE snapshot SET content = ? WHERE tenant = ? AND hash = ?",
        canonical,
        tenant.value(),
        Hashes.bytes(hash));
  }

  private static void execute(String sql, @Nullable Object... values) {
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      Batch.bind(statement, Arrays.asList(values));
      assertThat(statement.executeUpdate()).isEqualTo(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
