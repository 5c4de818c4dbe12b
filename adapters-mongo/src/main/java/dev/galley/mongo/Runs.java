package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;

/**
 * Makes runs without gaps of what a walk through the log has found. A walk is no snapshot: events
 * that are carried to the log meanwhile may be behind it or before it, so that of an aggregate it
 * finds a later one only. What is put first is there first: it is enough to look for the one before
 * the first that was found.
 */
final class Runs {
  private final Mongo mongo;
  private final String open;

  /**
   * @param open the field that stands while there is something to do with an event
   */
  Runs(Mongo mongo, String open) {
    this.mongo = mongo;
    this.open = open;
  }

  /** Those of the found events, in their order, before which none of their aggregate is open. */
  List<BsonDocument> of(List<BsonDocument> found) {
    Map<String, Long> first = new LinkedHashMap<>();
    found.forEach(event -> first.putIfAbsent(text(event, "aggregate"), number(event, "sequence")));
    Set<String> passed = passed(first);
    Map<String, Long> reached = new HashMap<>();
    List<BsonDocument> runs = new ArrayList<>();
    for (BsonDocument event : found) {
      String aggregate = text(event, "aggregate");
      long sequence = number(event, "sequence");
      boolean follows = reached.getOrDefault(aggregate, sequence - 1) == sequence - 1;
      if (follows && !passed.contains(aggregate)) {
        reached.put(aggregate, sequence);
        runs.add(event);
      } else {
        passed.add(aggregate);
      }
    }
    return runs;
  }

  /** The aggregates of which the walk has passed an earlier one. */
  private Set<String> passed(Map<String, Long> first) {
    Set<String> tenants = new LinkedHashSet<>();
    List<String> before = new ArrayList<>();
    first.forEach((aggregate, sequence) -> {
      if (sequence > 1) {
        tenants.add(aggregate.substring(0, aggregate.indexOf('/')));
        before.add(Ids.numbered(aggregate, sequence - 1));
      }
    });
    Set<String> passed = new HashSet<>();
    if (!before.isEmpty()) {
      BsonDocument filter =
          new BsonDocument("tenant", new BsonDocument("$in", Bsons.texts(tenants)))
              .append("_id", new BsonDocument("$in", Bsons.texts(before)))
              .append(open, new BsonDocument("$gt", bson("")));
      mongo
          .run(() ->
              mongo
                  .events
                  .find(filter)
                  .projection(Projections.include("aggregate"))
                  .into(new ArrayList<>()))
          .forEach(event -> passed.add(text(event, "aggregate")));
    }
    return passed;
  }
}
