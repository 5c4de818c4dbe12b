package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.text;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import java.util.UUID;
import org.bson.BsonDocument;

/**
 * The ids of documents. Each begins with the tenant and is unique over all, so that the pair of
 * tenant and id, which is the shard key, is unique too; what belongs to one aggregate begins with
 * its key, so that it is one range.
 */
final class Ids {
  /** Behind every character of a number or a UUID, before none of a longer key. */
  private static final String END = "~";

  private Ids() {}

  static String of(AggregateRef ref) {
    return ref.key();
  }

  /** The aggregate that an id names. */
  static AggregateRef ref(String key) {
    int id = key.lastIndexOf('/');
    int kind = key.lastIndexOf('/', id - 1);
    return new AggregateRef(
        new TenantId(key.substring(0, kind)),
        AggregateKind.ofWireName(key.substring(kind + 1, id)),
        UUID.fromString(key.substring(id + 1)));
  }

  static String of(TenantId tenant, String name) {
    return tenant.value() + '/' + name;
  }

  /** What is numbered within something; as text they have the order of the numbers. */
  static String numbered(String owner, long number) {
    return owner + '/' + "%020d".formatted(number);
  }

  static String head(String aggregate, UUID draft, long seqNo) {
    return numbered(aggregate + '/' + draft, seqNo);
  }

  static String note(String aggregate, String journal, long number) {
    return numbered(aggregate + '/' + journal, number);
  }

  /** One document of a tenant: the shard key and nothing else. */
  static BsonDocument one(TenantId tenant, String id) {
    return one(tenant.value(), id);
  }

  static BsonDocument one(String tenant, String id) {
    return new BsonDocument("tenant", bson(tenant)).append("_id", bson(id));
  }

  /** The document that was read. */
  static BsonDocument same(BsonDocument document) {
    return one(text(document, "tenant"), text(document, "_id"));
  }

  /** All that belongs to an owner. */
  static BsonDocument allOf(String tenant, String owner) {
    return between(tenant, owner + '/', owner + '/' + END);
  }

  /** Of what is numbered within an owner: those above one number, and below another. */
  static BsonDocument numbered(String tenant, String owner, long above, long below) {
    return between(
        tenant, numbered(owner, Math.max(0, above)), numbered(owner, Math.max(0, below)));
  }

  private static BsonDocument between(String tenant, String above, String below) {
    return new BsonDocument("tenant", bson(tenant))
        .append("_id", new BsonDocument("$gt", bson(above)).append("$lt", bson(below)));
  }
}
