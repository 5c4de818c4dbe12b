package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.text;

import dev.galley.application.store.Receipt;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;

/** Receipts; one with a claim counts when the deciding document says so. */
final class ReceiptDocument {
  /** What was sent, once it was; written after the save. */
  static final String ANSWER = "answer";

  private ReceiptDocument() {}

  static BsonDocument of(TenantId tenant, Receipt receipt) {
    return Ids.one(tenant, Ids.of(tenant, receipt.key().value()))
        .append("key", bson(receipt.key().value()))
        .append("request", bson(receipt.request().value()))
        .append("at", new BsonDateTime(receipt.at().toEpochMilli()))
        .append("made", Bsons.of(receipt.made()));
  }

  static Receipt read(BsonDocument document) {
    Receipt receipt = saved(document);
    return document.containsKey(ANSWER)
        ? receipt.answered(Bsons.json(document.getDocument(ANSWER)))
        : receipt;
  }

  private static Receipt saved(BsonDocument document) {
    return new Receipt(
        new ContentHash(text(document, "key")),
        new ContentHash(text(document, "request")),
        Instant.ofEpochMilli(document.getDateTime("at").getValue()),
        Bsons.json(document.getDocument("made")));
  }
}
