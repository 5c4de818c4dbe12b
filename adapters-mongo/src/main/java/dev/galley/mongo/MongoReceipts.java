package dev.galley.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.Receipts;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/** Receipts in MongoDB. */
final class MongoReceipts implements Receipts {
  private final Mongo mongo;
  private final Deciding deciding;

  MongoReceipts(Mongo mongo) {
    this.mongo = mongo;
    this.deciding = new Deciding(mongo);
  }

  @Override
  public Optional<Receipt> find(TenantId tenant, ContentHash key) {
    BsonDocument filter = Ids.one(tenant, Ids.of(tenant, key.value()));
    BsonDocument found = mongo.run(() -> mongo.receipts.find(filter).first());
    if (found == null) {
      return Optional.empty();
    }
    if (!found.containsKey("claim")) {
      return Optional.of(ReceiptDocument.read(found));
    }
    return switch (deciding.ofReceipt(Claim.read(found.getDocument("claim")))) {
      case COUNTS -> Optional.of(ReceiptDocument.read(found));
      case PENDING -> Optional.empty();
      case OVER ->
          // It may have been carried out between the two reads.
          Optional.ofNullable(mongo.run(() -> mongo.receipts.find(filter).first()))
              .filter(document -> !document.containsKey("claim"))
              .map(ReceiptDocument::read);
    };
  }

  @Override
  public void answered(TenantId tenant, ContentHash key, JsonObject answer) {
    Bson unanswered =
        Filters.and(
            Ids.one(tenant, Ids.of(tenant, key.value())),
            Filters.exists(ReceiptDocument.ANSWER, false));
    Bson update = Updates.set(ReceiptDocument.ANSWER, Bsons.of(answer));
    mongo.run(() -> mongo.receipts.updateOne(unanswered, update));
  }
}
