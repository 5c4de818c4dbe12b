package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.galley.application.event.EventFeed;
import dev.galley.application.store.Archive;
import dev.galley.application.store.ArchiveRecord;
import dev.galley.application.store.ArchiveView;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Everything in MongoDB. Before anything is read all that saves have left is carried out and all
 * that was interrupted is settled, so that each part is one collection.
 */
final class MongoArchive implements Archive {
  private static final Bson ALL = new BsonDocument();
  private static final String MIGRATION = "migration";

  private final Mongo mongo;
  private final Contents contents;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Interrupted interrupted;

  /** As they were when the walk through a part began. */
  private final Map<Part, List<String>> tenants = new EnumMap<>(Part.class);

  MongoArchive(Mongo mongo, Contents contents) {
    this.mongo = mongo;
    this.contents = contents;
    this.deciding = new Deciding(mongo);
    this.carrying = new Carrying(mongo, deciding);
    this.interrupted = new Interrupted(mongo, deciding);
  }

  /** Where a part is. */
  private MongoCollection<BsonDocument> collection(Part part) {
    return switch (part) {
      case SNAPSHOT -> mongo.snapshots;
      case AGGREGATE -> mongo.aggregates;
      case NAME -> mongo.names;
      case REVISION -> mongo.revisions;
      case HEAD -> mongo.heads;
      case JOURNAL -> mongo.journals;
      case PARKED -> mongo.parked;
      case EVENT, PLACED -> mongo.events;
      case HORIZON -> mongo.horizons;
      case POSITION -> mongo.leases;
      case RECEIPT -> mongo.receipts;
      case MODEL -> mongo.models;
    };
  }

  /** Which of its documents belong to it. */
  private static Bson filter(Part part) {
    return switch (part) {
      case AGGREGATE -> Filters.gt("version", 0L);
      case PLACED -> Filters.gt("position", 0L);
      case POSITION -> Filters.and(Filters.eq("_id", EventFeed.LEASE), Filters.gt("last", 0L));
      case SNAPSHOT, NAME, REVISION, HEAD, JOURNAL, PARKED, EVENT, HORIZON, RECEIPT, MODEL -> ALL;
    };
  }

  @Override
  public List<Entry> read(Part part, String after, int limit) {
    if (after.isEmpty()) {
      settle();
    } else if (part == Part.POSITION) {
      return List.of();
    }
    for (String tenant : tenantsFrom(part, after)) {
      String last = after.equals(tenant) || after.startsWith(tenant + '/') ? after : "";
      List<BsonDocument> page = page(part, tenant, last, limit);
      while (!page.isEmpty()) {
        List<Entry> entries = new ArrayList<>();
        for (BsonDocument document : page) {
          record(part, document).map(ArchiveRecord::entry).ifPresent(entries::add);
        }
        if (!entries.isEmpty()) {
          return entries;
        }
        // What does not count may fill a page.
        page = page(part, tenant, key(part, page.getLast()), limit);
      }
    }
    return List.of();
  }

  /** The tenants of a part behind a key, in their order, whatever order the server sorts by. */
  private List<String> tenantsFrom(Part part, String after) {
    if (part == Part.POSITION) {
      return List.of("");
    }
    if (after.isEmpty() || !tenants.containsKey(part)) {
      tenants.put(
          part,
          mongo
              .run(() ->
                  collection(part)
                      .distinct("tenant", filter(part), String.class)
                      .into(new ArrayList<>()))
              .stream()
              .sorted(KEY_ORDER)
              .toList());
    }
    String first = after.contains("/") ? after.substring(0, after.indexOf('/')) : after;
    return tenants.getOrDefault(part, List.of()).stream()
        .filter(tenant -> KEY_ORDER.compare(tenant, first) >= 0)
        .toList();
  }

  /** Of one tenant, up to the first that passes the bound in bytes. */
  private List<BsonDocument> page(Part part, String tenant, String after, int limit) {
    List<Bson> conditions = new ArrayList<>();
    conditions.add(filter(part));
    if (part != Part.POSITION) {
      conditions.add(Filters.eq("tenant", tenant));
    }
    if (!after.isEmpty()) {
      conditions.add(
          switch (part) {
            case PLACED ->
                Filters.gt("position", Long.parseLong(after.substring(tenant.length() + 1)));
            case NAME -> Filters.gt("order", Names.order(after.substring(tenant.length() + 1)));
            case SNAPSHOT,
                AGGREGATE,
                REVISION,
                HEAD,
                JOURNAL,
                PARKED,
                EVENT,
                HORIZON,
                POSITION,
                RECEIPT,
                MODEL ->
                Filters.gt("_id", after);
          });
    }
    return mongo.run(() -> {
      List<BsonDocument> page = new ArrayList<>();
      long bytes = 0;
      try (MongoCursor<BsonDocument> cursor =
          collection(part)
              .find(Filters.and(conditions))
              .sort(Sorts.ascending("tenant", order(part)))
              .limit(limit)
              .iterator()) {
        while (cursor.hasNext() && bytes < PAGE_BYTES) {
          BsonDocument document = cursor.next();
          page.add(document);
          bytes += part == Part.SNAPSHOT ? number(document, "size") : Bsons.size(document);
        }
      }
      return page;
    });
  }

  private static String order(Part part) {
    return part == Part.PLACED ? "position" : part == Part.NAME ? "order" : "_id";
  }

  private static String key(Part part, BsonDocument document) {
    return switch (part) {
      case PLACED ->
          text(document, "tenant") + '/' + ArchiveRecord.Keys.number(number(document, "position"));
      case POSITION -> ArchiveRecord.Position.KEY;
      case SNAPSHOT,
          AGGREGATE,
          NAME,
          REVISION,
          HEAD,
          JOURNAL,
          PARKED,
          EVENT,
          HORIZON,
          RECEIPT,
          MODEL ->
          text(document, "_id");
    };
  }

  /** What a document says; nothing when it does not count. */
  private Optional<ArchiveRecord> record(Part part, BsonDocument document) {
    return switch (part) {
      case SNAPSHOT ->
          contents.read(tenant(document), List.of(document)).values().stream()
              .findFirst()
              .map(snapshot -> new ArchiveRecord.Content(tenant(document), snapshot));
      case AGGREGATE -> {
        AggregateDocument aggregate = new AggregateDocument(document);
        yield Optional.of(
            new ArchiveRecord.State(
                aggregate.isDeleted() ? aggregate.tombstone() : aggregate.living()));
      }
      case NAME ->
          holder(document)
              .map(holder -> new ArchiveRecord.Name(tenant(document), rest(document), holder));
      case REVISION ->
          Optional.of(
              new ArchiveRecord.Past(owner(document, 1), RevisionDocument.revision(document)));
      case HEAD ->
          Optional.of(new ArchiveRecord.Head(owner(document, 2), RevisionDocument.entry(document)));
      case JOURNAL ->
          Optional.of(new ArchiveRecord.Noted(owner(document, 2), MongoJournals.read(document)));
      case PARKED -> Optional.of(new ArchiveRecord.Park(ParkedDocument.read(document)));
      case EVENT ->
          Optional.of(
              new ArchiveRecord.Logged(
                  EventDocument.read(document),
                  document.containsKey("due"),
                  !document.containsKey("unplaced")));
      case PLACED -> {
        Event event = EventDocument.read(document);
        yield Optional.of(
            new ArchiveRecord.Placed(
                event.aggregate(), event.sequence(), number(document, "position")));
      }
      case HORIZON ->
          Optional.of(new ArchiveRecord.Horizon(tenant(document), number(document, "horizon")));
      case POSITION -> Optional.of(new ArchiveRecord.Position(number(document, "last")));
      case RECEIPT ->
          Optional.of(new ArchiveRecord.Proof(tenant(document), ReceiptDocument.read(document)));
      case MODEL ->
          Optional.of(new ArchiveRecord.Own(tenant(document), MongoModels.read(document)));
    };
  }

  private static TenantId tenant(BsonDocument document) {
    return new TenantId(text(document, "tenant"));
  }

  private static String rest(BsonDocument document) {
    String id = text(document, "_id");
    return id.substring(id.indexOf('/') + 1);
  }

  /** The aggregate to which something numbered belongs. */
  private static AggregateRef owner(BsonDocument document, int steps) {
    String id = text(document, "_id");
    for (int i = 0; i < steps; i++) {
      id = id.substring(0, id.lastIndexOf('/'));
    }
    return Ids.ref(id);
  }

  private Optional<AggregateRef> holder(BsonDocument name) {
    return Bsons.optionalText(name, "by")
        .flatMap(deciding::read)
        .filter(aggregate -> !aggregate.isDeleted())
        .map(AggregateDocument::ref);
  }

  @Override
  public Optional<String> last(Part part) {
    settle();
    for (String tenant : tenantsFrom(part, "").reversed()) {
      Bson filter =
          part == Part.POSITION
              ? filter(part)
              : Filters.and(filter(part), Filters.eq("tenant", tenant));
      Bson order = Sorts.descending("tenant", order(part));
      BsonDocument last = mongo.run(() -> collection(part).find(filter).sort(order).first());
      if (last != null) {
        return Optional.of(key(part, last));
      }
    }
    return Optional.empty();
  }

  @Override
  public long count(Part part) {
    settle();
    if (part != Part.NAME) {
      return mongo.run(() -> collection(part).countDocuments(filter(part)));
    }
    long count = 0;
    List<Entry> page = read(part, "", PAGE_ENTRIES);
    while (!page.isEmpty()) {
      count += page.size();
      page = read(part, page.getLast().key(), PAGE_ENTRIES);
    }
    return count;
  }

  /** Nobody works in the store: what is still inside aggregates, or undecided, can be settled. */
  private void settle() {
    interrupted.settleAll();
    new MongoOutbox(mongo).settleAll();
    new MongoEventFeed(mongo).settle();
    Bson inside = Filters.or(AggregateDocument.CARRIED.stream().map(Filters::exists).toList());
    List<BsonDocument> found = found(inside);
    while (!found.isEmpty()) {
      found.forEach(document -> carrying.out(new AggregateDocument(document)));
      found = found(inside);
    }
  }

  private List<BsonDocument> found(Bson filter) {
    return mongo.run(
        () -> mongo.aggregates.find(filter).limit(PAGE_ENTRIES).into(new ArrayList<>()));
  }

  /** Nothing that is asked of every MongoDB sees several collections at one moment. */
  @Override
  public <T> Optional<T> atOneMoment(Function<ArchiveView, T> work) {
    return Optional.empty();
  }

  @Override
  public void write(Part part, List<Entry> entries) {
    List<ArchiveRecord> records =
        entries.stream().map(entry -> ArchiveRecord.of(part, entry)).toList();
    beforehand(records);
    List<UpdateOneModel<BsonDocument>> puts = new ArrayList<>();
    for (ArchiveRecord record : records) {
      puts.add(put(record));
    }
    mongo.writeAll(collection(part), puts);
  }

  /** What is derived from a record, put before it: what is there by its key is complete. */
  private void beforehand(List<ArchiveRecord> records) {
    Map<AggregateRef, Set<String>> names = new LinkedHashMap<>();
    Map<AggregateRef, Set<String>> drafts = new LinkedHashMap<>();
    Set<AggregateRef> owners = new LinkedHashSet<>();
    for (ArchiveRecord record : records) {
      if (record instanceof ArchiveRecord.Name(var tenant, var name, var holder)) {
        names.computeIfAbsent(holder, ref -> new LinkedHashSet<>()).add(name);
      } else if (record instanceof ArchiveRecord.Past past) {
        owners.add(past.aggregate());
      } else if (record instanceof ArchiveRecord.Noted noted) {
        owners.add(noted.aggregate());
      } else if (record instanceof ArchiveRecord.Head(var ref, var head)) {
        owners.add(ref);
        drafts.computeIfAbsent(ref, r -> new LinkedHashSet<>()).add(head.draft().toString());
      } else if (record instanceof ArchiveRecord.Logged logged) {
        owners.add(logged.event().aggregate());
      }
    }
    List<UpdateOneModel<BsonDocument>> writes = new ArrayList<>();
    names.forEach((ref, all) ->
        writes.add(
            new UpdateOneModel<>(one(ref), Updates.addEachToSet("names", List.copyOf(all)))));
    for (AggregateRef owner : owners) {
      Optional<AggregateDocument> there = deciding.read(owner);
      if (there.isEmpty()) {
        // Of what was used up nothing is left but what is to be erased.
        writes.add(
            new UpdateOneModel<>(
                one(owner),
                Updates.combine(
                    Updates.setOnInsert("version", 0L),
                    Updates.setOnInsert("clock", Deciding.beginning()),
                    Updates.setOnInsert("deleted", true),
                    Updates.setOnInsert("gone", true)),
                new UpdateOptions().upsert(true)));
        continue;
      }
      Set<String> ended = drafts.getOrDefault(owner, new LinkedHashSet<>());
      there.get().draft().ifPresent(ended::remove);
      if (!ended.isEmpty() && !there.get().isDeleted()) {
        writes.add(
            new UpdateOneModel<>(one(owner), Updates.addEachToSet("ended", List.copyOf(ended))));
      }
    }
    mongo.writeAll(mongo.aggregates, writes);
  }

  private static BsonDocument one(AggregateRef ref) {
    return Ids.one(ref.tenant(), Ids.of(ref));
  }

  private static UpdateOneModel<BsonDocument> put(ArchiveRecord record) {
    return switch (record) {
      case ArchiveRecord.Content(var tenant, var snapshot) -> Contents.put(tenant, snapshot);
      case ArchiveRecord.State(var aggregate) -> {
        BsonDocument document =
            AggregateDocument.state(aggregate).append("clock", bson(Deciding.beginning()));
        yield Mongo.insertion(
            one(aggregate.ref()), document.append("refs", document.getArray("held")));
      }
      case ArchiveRecord.Name(var tenant, var name, var holder) ->
          // By its shard key alone, which is that of names.
          Mongo.insertion(
              new BsonDocument("_id", bson(Ids.of(tenant, name))),
              new BsonDocument("tenant", bson(tenant.value()))
                  .append("order", bson(Names.order(name)))
                  .append("by", bson(Ids.of(holder))));
      case ArchiveRecord.Past(var ref, var revision) ->
          Mongo.insertion(
              Ids.one(ref.tenant(), Ids.numbered(Ids.of(ref), revision.number())),
              RevisionDocument.of(revision));
      case ArchiveRecord.Head(var ref, var head) ->
          Mongo.insertion(
              Ids.one(ref.tenant(), Ids.head(Ids.of(ref), head.draft(), head.seqNo())),
              RevisionDocument.of(head));
      case ArchiveRecord.Noted(var ref, var note) ->
          Mongo.insertion(
              Ids.one(ref.tenant(), Ids.note(Ids.of(ref), note.journal(), note.number())),
              MongoJournals.document(note));
      case ArchiveRecord.Park(var parked) ->
          Mongo.insertion(one(parked.aggregate()), without(ParkedDocument.of(parked)));
      case ArchiveRecord.Logged(var event, var pending, var placed) -> {
        BsonDocument document =
            EventDocument.logged(event.aggregate(), EventDocument.inside(event));
        if (!pending) {
          document.remove("due");
          document.remove("slot");
        }
        if (placed) {
          document.remove("unplaced");
        }
        yield Mongo.insertion(
            Ids.one(
                event.aggregate().tenant(), EventDocument.id(event.aggregate(), event.sequence())),
            document);
      }
      case ArchiveRecord.Placed(var ref, var sequence, var position) ->
          new UpdateOneModel<>(
              Ids.one(ref.tenant(), EventDocument.id(ref, sequence)),
              Updates.set("position", position));
      case ArchiveRecord.Horizon(var tenant, var position) ->
          new UpdateOneModel<>(
              Ids.one(tenant, tenant.value()),
              Updates.max("horizon", position),
              new UpdateOptions().upsert(true));
      case ArchiveRecord.Position(var position) ->
          new UpdateOneModel<>(
              new BsonDocument("_id", bson(EventFeed.LEASE)),
              Updates.combine(
                  Updates.setOnInsert("holder", ""),
                  Updates.setOnInsert("term", 1L),
                  Updates.setOnInsert("beat", 0L),
                  Updates.max("last", position),
                  Updates.max("visible", position)),
              new UpdateOptions().upsert(true));
      case ArchiveRecord.Proof(var tenant, var receipt) ->
          Mongo.insertion(
              Ids.one(tenant, Ids.of(tenant, receipt.key().value())),
              without(ReceiptDocument.of(tenant, receipt)));
      case ArchiveRecord.Own(var tenant, var model) ->
          Mongo.insertion(Ids.one(tenant, Ids.of(tenant, model.id())), MongoModels.fields(model));
    };
  }

  /** Without what the filter of an insertion says. */
  private static BsonDocument without(BsonDocument document) {
    document.remove("_id");
    document.remove("tenant");
    return document;
  }

  @Override
  public Optional<String> unfinished() {
    BsonDocument filter = new BsonDocument("_id", bson(MIGRATION));
    @Nullable BsonDocument found = mongo.run(() -> mongo.migration.find(filter).first());
    return Optional.ofNullable(found).map(document -> text(document, "source"));
  }

  @Override
  public void begin(String source) {
    BsonDocument document = new BsonDocument("_id", bson(MIGRATION)).append("source", bson(source));
    if (!mongo.insert(mongo.migration, document)) {
      Optional<String> begun = unfinished();
      if (!begun.equals(Optional.of(source))) {
        throw new IllegalStateException(
            "source: " + source + " (expected: " + begun.orElse("none") + ", which is unfinished)");
      }
    }
  }

  @Override
  public void finish() {
    BsonDocument filter = new BsonDocument("_id", bson(MIGRATION));
    mongo.run(() -> mongo.migration.deleteOne(filter));
  }
}
