package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.model.Sorts;
import dev.galley.application.store.Journals;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/** Journals in MongoDB: the newest entries may still be inside the aggregate. */
final class MongoJournals implements Journals {
  private final Mongo mongo;
  private final MongoRevisions.Inside inside;

  MongoJournals(Mongo mongo) {
    this.mongo = mongo;
    this.inside = new MongoRevisions.Inside(mongo);
  }

  static BsonDocument document(JournalEntry note) {
    return new BsonDocument("journal", bson(note.journal()))
        .append("number", bson(note.number()))
        .append("at", bson(note.stamp().at().toEpochMilli()))
        .append("by", bson(note.stamp().by()))
        .append("what", Bsons.of(note.what()));
  }

  static JournalEntry read(BsonDocument document) {
    return new JournalEntry(
        text(document, "journal"),
        number(document, "number"),
        new Stamp(Instant.ofEpochMilli(number(document, "at")), text(document, "by")),
        Bsons.json(document.getDocument("what")));
  }

  @Override
  public List<JournalEntry> before(AggregateRef aggregate, String journal, long below, int limit) {
    String owner = Ids.of(aggregate);
    // Inside first: what is carried out meanwhile is met in its collection, if not in both.
    Stream<BsonDocument> carried =
        inside
            .list(aggregate.tenant(), owner, "notes")
            .filter(note -> text(note, "journal").equals(journal));
    BsonDocument filter = Ids.numbered(aggregate.tenant().value(), owner + '/' + journal, 0, below);
    List<BsonDocument> stored =
        mongo.run(() ->
            mongo
                .journals
                .find(filter)
                .sort(Sorts.descending("_id"))
                .limit(limit)
                .into(new ArrayList<>()));
    Map<Long, JournalEntry> all = new TreeMap<>(Comparator.reverseOrder());
    Stream.concat(carried, stored.stream())
        .map(MongoJournals::read)
        .filter(note -> note.number() < below)
        .forEach(note -> all.put(note.number(), note));
    return all.values().stream().limit(limit).toList();
  }
}
