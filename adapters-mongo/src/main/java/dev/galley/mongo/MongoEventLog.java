package dev.galley.mongo;

import com.mongodb.client.model.Sorts;
import dev.galley.application.store.EventLog;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;

/** Events in MongoDB: the log, and the last ones of an aggregate inside of it. */
final class MongoEventLog implements EventLog {
  private final Mongo mongo;
  private final MongoRevisions.Inside inside;

  MongoEventLog(Mongo mongo) {
    this.mongo = mongo;
    this.inside = new MongoRevisions.Inside(mongo);
  }

  @Override
  public List<Event> of(AggregateRef aggregate, long after, int limit) {
    Map<Long, Event> all = new TreeMap<>();
    // Read before the log: an event may be carried from one to the other meanwhile.
    inside
        .list(aggregate.tenant(), Ids.of(aggregate), "events")
        .map(event -> EventDocument.read(aggregate, event))
        .filter(event -> event.sequence() > after)
        .forEach(event -> all.put(event.sequence(), event));
    BsonDocument filter =
        Ids.numbered(aggregate.tenant().value(), Ids.of(aggregate), after, Long.MAX_VALUE);
    mongo
        .run(() ->
            mongo
                .events
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .into(new ArrayList<>()))
        .forEach(event -> {
          Event read = EventDocument.read(event);
          all.put(read.sequence(), read);
        });
    return all.values().stream().limit(limit).toList();
  }
}
