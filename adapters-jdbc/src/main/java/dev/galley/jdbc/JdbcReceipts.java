package dev.galley.jdbc;

import dev.galley.application.store.Receipt;
import dev.galley.application.store.Receipts;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
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
}
