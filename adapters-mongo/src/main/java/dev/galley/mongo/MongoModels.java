package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.galley.application.model.Models;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;

/** Models in MongoDB. */
final class MongoModels implements Models {
  private final Mongo mongo;

  MongoModels(Mongo mongo) {
    this.mongo = mongo;
  }

  @Override
  public List<Model> own(TenantId tenant) {
    BsonDocument filter = new BsonDocument("tenant", bson(tenant.value()));
    return mongo
        .run(() -> mongo.models.find(filter).sort(Sorts.ascending("_id")).into(new ArrayList<>()))
        .stream()
        .map(MongoModels::read)
        .toList();
  }

  @Override
  public void put(TenantId tenant, Model model) {
    BsonDocument same = Ids.one(tenant, Ids.of(tenant, model.id()));
    BsonDocument document = same.clone();
    document.putAll(fields(model));
    mongo.run(() -> mongo.models.replaceOne(same, document, new ReplaceOptions().upsert(true)));
  }

  static BsonDocument fields(Model model) {
    return new BsonDocument("id", bson(model.id()))
        .append("name", bson(model.name()))
        .append("tier", bson(model.tier()));
  }

  static Model read(BsonDocument document) {
    return new Model(text(document, "id"), text(document, "name"), text(document, "tier"));
  }
}
