package dev.galley.jdbc;

import dev.galley.application.store.Receipt;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table of receipts. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
@MappedEntity("receipt")
record ReceiptRow(
    @Id byte[] key, byte[] request, Instant at, String made, @Nullable String answer) {

  Receipt receipt() {
    Receipt receipt = receipt(Hashes.of(key), request, at, made);
    return answer == null ? receipt : receipt.answered((JsonObject) JsonReader.read(answer));
  }

  static Receipt receipt(ContentHash key, byte[] request, Instant at, String made) {
    return new Receipt(key, Hashes.of(request), at, (JsonObject) JsonReader.read(made));
  }
}
