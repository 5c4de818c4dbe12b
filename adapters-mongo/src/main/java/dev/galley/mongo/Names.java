package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.texts;

import com.mongodb.client.model.Updates;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;

/**
 * Names, unique because they are ids of a collection of their own: {@code by} is whom one leads to,
 * {@code next} the claim of a save that wants it. The claim counts from the moment of that save on;
 * then the name leads there.
 */
final class Names {
  private final Mongo mongo;
  private final Deciding deciding;

  Names(Mongo mongo, Deciding deciding) {
    this.mongo = mongo;
    this.deciding = deciding;
  }

  /** A new entry; its order is that of its bytes in UTF-8, which not every server sorts by. */
  static BsonDocument entry(TenantId tenant, String name) {
    return Ids.one(tenant, Ids.of(tenant, name)).append("order", bson(order(name)));
  }

  static String order(String name) {
    return HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
  }

  Optional<BsonDocument> entry(String id) {
    BsonDocument filter = new BsonDocument("_id", bson(id));
    return Optional.ofNullable(mongo.run(() -> mongo.names.find(filter).first()));
  }

  /** The claim that is on an entry. */
  static Optional<Claim> claim(BsonDocument entry) {
    return entry.containsKey("next")
        ? Optional.of(Claim.read(entry.getDocument("next")))
        : Optional.empty();
  }

  /** To whom a name leads. */
  Optional<AggregateDocument> find(TenantId tenant, String name) {
    Optional<BsonDocument> entry = entry(Ids.of(tenant, name));
    Optional<Claim> claim = entry.flatMap(Names::claim);
    if (claim.isPresent()) {
      switch (deciding.ofName(claim.get())) {
        case COUNTS -> {
          return deciding.read(claim.get().by());
        }
        case PENDING -> {}
        case OVER -> entry = entry(Ids.of(tenant, name));
      }
    }
    return entry.flatMap(e -> Bsons.optionalText(e, "by")).flatMap(deciding::read);
  }

  /** The save has happened: the name leads to its aggregate. */
  void count(String id, ChangeId change, String aggregate) {
    BsonDocument filter =
        new BsonDocument("_id", bson(id)).append("next.change", bson(change.value().toString()));
    mongo.run(() ->
        mongo.names.updateOne(
            filter, Updates.combine(Updates.set("by", aggregate), Updates.unset("next"))));
  }

  private static BsonDocument claimed(String id, String attempt) {
    return new BsonDocument("_id", bson(id)).append("next.attempt", bson(attempt));
  }

  /** The save will not happen, or not with this claim: the name is as it was. */
  void takeBack(String id, String attempt) {
    BsonDocument nobody = claimed(id, attempt).append("by", BsonNull.VALUE);
    if (mongo.run(() -> mongo.names.deleteOne(nobody)).getDeletedCount() == 0
        && mongo
                .run(() -> mongo.names.updateOne(claimed(id, attempt), Updates.unset("next")))
                .getMatchedCount()
            == 1) {
      // Its holder may have been erased between the two.
      mongo.run(() -> mongo.names.deleteOne(free(new BsonDocument("_id", bson(id)))));
    }
  }

  /** With neither a holder nor a claim. */
  private static BsonDocument free(BsonDocument filter) {
    return filter.append("by", BsonNull.VALUE).append("next", BsonNull.VALUE);
  }

  /** Removes the entries of a deleted aggregate which nobody has claimed since. */
  void giveUp(AggregateDocument deleted) {
    List<BsonString> ids =
        texts(deleted.document(), "names").stream()
            .map(name -> bson(Ids.of(deleted.ref().tenant(), name)))
            .toList();
    if (!ids.isEmpty()) {
      BsonDocument filter =
          new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids)))
              .append("by", bson(deleted.id()))
              .append("next", BsonNull.VALUE);
      if (mongo.run(() -> mongo.names.deleteMany(filter)).getDeletedCount() < ids.size()) {
        // Where somebody's claim stands on one, it has no holder any more.
        filter.remove("next");
        mongo.run(() -> mongo.names.updateMany(filter, Updates.unset("by")));
        filter.remove("by");
        mongo.run(() -> mongo.names.deleteMany(free(filter)));
      }
    }
  }
}
