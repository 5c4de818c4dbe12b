package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.texts;

import dev.galley.domain.access.TenantId;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Names, unique because they are ids of a collection of their own. An entry counts when its
 * aggregate says that it has the name.
 */
final class Names {

  private Names() {}

  /** To whom a name leads. */
  static Optional<AggregateDocument> find(
      Mongo mongo, Deciding deciding, TenantId tenant, String name) {
    BsonDocument filter = new BsonDocument("_id", bson(Ids.of(tenant, name)));
    BsonDocument entry = mongo.run(() -> mongo.names.find(filter).first());
    if (entry == null) {
      return Optional.empty();
    }
    Optional<AggregateDocument> holder =
        deciding
            .read(Claim.read(entry.getDocument("claim")).by())
            .filter(aggregate -> aggregate.hasName(name));
    return holder.isPresent()
        ? holder
        : Bsons.optionalText(entry, "was")
            .flatMap(deciding::read)
            .filter(aggregate -> aggregate.hasName(name));
  }

  /** Removes the entries of a deleted aggregate which nobody has claimed since. */
  static void giveUp(Mongo mongo, AggregateDocument deleted) {
    List<BsonString> ids =
        texts(deleted.document(), "names").stream()
            .map(name -> bson(Ids.of(deleted.ref().tenant(), name)))
            .toList();
    if (!ids.isEmpty()) {
      BsonDocument filter =
          new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids)))
              .append("claim.by", bson(deleted.id()));
      mongo.run(() -> mongo.names.deleteMany(filter));
    }
  }
}
