package dev.galley.jdbc;

import dev.galley.application.store.Receipt;
import dev.galley.application.store.Receipts;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Optional;

/** Receipts in PostgreSQL. */
final class JdbcReceipts implements Receipts {
  private final Database database;
  private final ReceiptRows receipts;

  JdbcReceipts(Database database, ReceiptRows receipts) {
    this.database = database;
    this.receipts = receipts;
  }

  @Override
  public Optional<Receipt> find(TenantId tenant, ContentHash key) {
    return database.reading(
        () -> receipts.find(tenant.value(), Hashes.bytes(key)).map(ReceiptRow::receipt));
  }

  @Override
  public void answered(TenantId tenant, ContentHash key, JsonObject answer) {
    database.atOnce(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE receipt SET answer = ? WHERE tenant = ? AND key = ? AND answer IS NULL")) {
        Batch.bind(
            update, List.of(CanonicalJson.writeInOrder(answer), tenant.value(), Hashes.bytes(key)));
        return update.executeUpdate();
      }
    });
  }
}
