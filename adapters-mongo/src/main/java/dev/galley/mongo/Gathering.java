package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;

import com.mongodb.client.model.Sorts;
import dev.galley.application.event.Slot;
import dev.galley.application.support.ApplicationException;
import java.util.ArrayList;
import java.util.Collection;
import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the aggregates in which there is something to carry out. */
final class Gathering {
  private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

  private final Mongo mongo;
  private final Carrying carrying;

  Gathering(Mongo mongo) {
    this.mongo = mongo;
    this.carrying = new Carrying(mongo, new Deciding(mongo));
  }

  /** Of some slots, oldest first; how many events were carried out. */
  int gather(Collection<Slot> slots, int limit) {
    BsonDocument filter =
        new BsonDocument("due", new BsonDocument("$gt", bson("")))
            .append("slot", new BsonDocument("$in", EventDocument.numbers(slots)));
    int gathered = 0;
    for (BsonDocument document :
        mongo.run(() ->
            mongo
                .aggregates
                .find(filter)
                .sort(Sorts.ascending("due"))
                .limit(limit)
                .into(new ArrayList<>()))) {
      if (gathered >= limit) {
        break;
      }
      AggregateDocument aggregate = new AggregateDocument(document);
      try {
        if (carrying.out(aggregate)) {
          gathered += aggregate.carried("events").size();
        }
      } catch (ApplicationException e) {
        throw e;
      } catch (RuntimeException e) {
        // One that can't be carried out keeps no other waiting.
        LOG.error("What {} holds can't be carried out", aggregate.id(), e);
      }
    }
    return gathered;
  }
}
