package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.text;
import static dev.galley.mongo.Bsons.texts;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.galley.application.assistant.AssistantCursor;
import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.store.AssistantProjection;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Assistant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonRegularExpression;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Lists in MongoDB. Each order has an index behind tenant and key of the audience, so that a page
 * is an ordered walk per key of the caller, which the server merges.
 */
final class MongoListing {
  private static final int BOUND = AssistantQuery.COUNTED + 1;
  private static final Pattern SPECIAL = Pattern.compile("[^\\p{L}\\p{N} ]");
  private static final Bson ITEM =
      Projections.include("tenant", "version", "deleted", "state", "usedBy");

  private final Mongo mongo;
  private final Deciding deciding;
  private final TenantId tenant;

  MongoListing(Mongo mongo, Deciding deciding, TenantId tenant) {
    this.mongo = mongo;
    this.deciding = deciding;
    this.tenant = tenant;
  }

  AssistantPage page(AssistantQuery query) {
    Set<String> keys = keys(query.visibility());
    if (keys.isEmpty()) {
      return new AssistantPage(List.of(), false, 0, false);
    }
    AssistantPage page;
    do {
      page = query.searchesSingleCharactersOnly() ? amongLatest(query, keys) : walked(query, keys);
    } while (page == null);
    return page;
  }

  /** Null when one was met that has been used up: it is gone now, and the page is read again. */
  private @Nullable AssistantPage walked(AssistantQuery query, Set<String> keys) {
    BsonDocument filter = visible(keys);
    filter.putAll(conditions(query));
    BsonDocument behind = filter.clone();
    query.after().ifPresent(cursor -> behind.putAll(behind(query.sort(), cursor)));
    List<BsonDocument> found =
        mongo.run(() ->
            mongo
                .aggregates
                .find(behind)
                .projection(ITEM)
                .sort(order(query.sort()))
                .skip(query.start())
                .limit(query.limit() + 1)
                .into(new ArrayList<>()));
    List<Assistant> items = items(found);
    if (items.size() < found.size()) {
      return null;
    }
    boolean more = items.size() > query.limit();
    if (more) {
      items.removeLast();
    }
    if (!query.counted()) {
      return new AssistantPage(items, more, 0, false);
    }
    boolean all = !more && query.after().isEmpty() && (query.start() == 0 || !items.isEmpty());
    long count =
        all
            ? query.start() + items.size()
            : mongo.run(
                () -> mongo.aggregates.countDocuments(filter, new CountOptions().limit(BOUND)));
    return new AssistantPage(
        items, more, Math.min(count, AssistantQuery.COUNTED), count > AssistantQuery.COUNTED);
  }

  private List<Assistant> items(List<BsonDocument> found) {
    List<Assistant> items = new ArrayList<>();
    for (BsonDocument document : found) {
      deciding
          .seen(new AggregateDocument(document))
          .ifPresent(aggregate -> items.add(aggregate.assistant()));
    }
    return items;
  }

  /** By one character nothing can be narrowed down: the last changed ones are looked at. */
  private @Nullable AssistantPage amongLatest(AssistantQuery query, Set<String> keys) {
    Predicate<BsonDocument> matches = matches(query);
    List<BsonDocument> matching = new ArrayList<>();
    long looked =
        eachOfLatest(
            keys,
            List.of(
                "updatedAt",
                "createdAt",
                "nameKey",
                "ownerId",
                "folder",
                "tags",
                "skillTypes",
                "searchText"),
            document -> {
              if (matches.test(document)) {
                document.remove("searchText");
                matching.add(document);
              }
            });
    matching.sort(comparator(query.sort()));
    List<BsonDocument> rest =
        query
            .after()
            .map(cursor -> {
              BsonDocument at = cursor(query.sort(), cursor);
              Comparator<BsonDocument> order = comparator(query.sort());
              return matching.stream().filter(d -> order.compare(d, at) > 0).toList();
            })
            .orElse(matching);
    List<String> ids =
        rest.stream()
            .skip(query.start())
            .limit(query.limit())
            .map(document -> text(document, "_id"))
            .toList();
    Map<String, BsonDocument> byId = new HashMap<>();
    BsonDocument named =
        new BsonDocument("tenant", bson(tenant.value()))
            .append("_id", new BsonDocument("$in", Bsons.texts(ids)))
            .append("deleted", BsonBoolean.FALSE);
    mongo
        .run(() -> mongo.aggregates.find(named).projection(ITEM).into(new ArrayList<>()))
        .forEach(document -> byId.put(text(document, "_id"), document));
    List<Assistant> items = items(ids.stream().filter(byId::containsKey).map(byId::get).toList());
    if (items.size() < ids.size()) {
      return null;
    }
    boolean cut = looked > AssistantQuery.COUNTED;
    return new AssistantPage(
        items,
        rest.size() > query.start() + items.size(),
        query.counted() ? Math.min(matching.size(), AssistantQuery.COUNTED) : 0,
        query.counted() && cut);
  }

  TagCounts countTags(Visibility visibility) {
    Set<String> keys = keys(visibility);
    if (keys.isEmpty()) {
      return new TagCounts(Map.of(), false);
    }
    Map<String, Long> counts = new HashMap<>();
    long looked =
        eachOfLatest(
            keys,
            List.of("tags"),
            document -> texts(document, "tags").forEach(tag -> counts.merge(tag, 1L, Long::sum)));
    Map<String, Long> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry::getKey, AssistantProjection::compare))
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return new TagCounts(ordered, looked > AssistantQuery.COUNTED);
  }

  /** Gives the last changed ones; how many there are, counted one further than are given. */
  private long eachOfLatest(
      Set<String> keys, List<String> fields, Consumer<BsonDocument> consumer) {
    return mongo.run(() -> {
      long looked = 0;
      try (MongoCursor<BsonDocument> latest =
          mongo
              .aggregates
              .find(visible(keys))
              .projection(Projections.include(fields))
              .sort(order(AssistantSort.DEFAULT))
              .limit(BOUND)
              .iterator()) {
        while (latest.hasNext()) {
          BsonDocument document = latest.next();
          if (++looked <= AssistantQuery.COUNTED) {
            consumer.accept(document);
          }
        }
      }
      return looked;
    });
  }

  private static Set<String> keys(Visibility visibility) {
    return switch (visibility) {
      case Visibility.Everything everything -> Set.of(AssistantProjection.EVERYTHING);
      case Visibility.SharedWith(Set<String> keys) -> {
        Set<String> real = new LinkedHashSet<>(keys);
        real.remove(AssistantProjection.EVERYTHING);
        yield real;
      }
    };
  }

  private BsonDocument visible(Set<String> keys) {
    BsonValue audience =
        keys.size() == 1
            ? bson(keys.iterator().next())
            : new BsonDocument("$in", Bsons.texts(keys));
    return new BsonDocument("tenant", bson(tenant.value())).append("audience", audience);
  }

  private BsonDocument conditions(AssistantQuery query) {
    Set<Integer> terms = new LinkedHashSet<>();
    List<BsonDocument> checks = new ArrayList<>();
    for (String word : query.words()) {
      terms.addAll(AssistantProjection.grams(tenant, word));
      checks.add(new BsonDocument("searchText", new BsonRegularExpression(literal(word))));
    }
    query
        .ownerId()
        .ifPresent(owner -> {
          terms.add(AssistantProjection.owner(tenant, owner));
          checks.add(new BsonDocument("ownerId", bson(owner)));
        });
    query
        .folderId()
        .ifPresent(folder -> {
          terms.add(AssistantProjection.folder(tenant, folder));
          checks.add(new BsonDocument("folder", bson(folder)));
        });
    query
        .tag()
        .ifPresent(tag -> {
          terms.add(AssistantProjection.tag(tenant, tag));
          checks.add(new BsonDocument("tags", bson(tag)));
        });
    query
        .skillType()
        .ifPresent(type -> {
          terms.add(AssistantProjection.skillType(tenant, type));
          checks.add(new BsonDocument("skillTypes", bson(type)));
        });
    BsonDocument conditions = new BsonDocument();
    if (!terms.isEmpty()) {
      List<BsonValue> all = terms.stream().<BsonValue>map(BsonInt32::new).toList();
      conditions.append("terms", new BsonDocument("$all", new BsonArray(all)));
    }
    if (!checks.isEmpty()) {
      conditions.append("$and", new BsonArray(checks));
    }
    return conditions;
  }

  /** The same conditions on what was read. */
  private static Predicate<BsonDocument> matches(AssistantQuery query) {
    return document ->
        query.words().stream().allMatch(text(document, "searchText")::contains)
            && query.ownerId().map(text(document, "ownerId")::equals).orElse(true)
            && query.tag().map(texts(document, "tags")::contains).orElse(true)
            && query
                .folderId()
                .map(id -> Bsons.optionalText(document, "folder").filter(id::equals).isPresent())
                .orElse(true)
            && query.skillType().map(texts(document, "skillTypes")::contains).orElse(true);
  }

  private static String literal(String word) {
    return SPECIAL
        .matcher(word)
        .replaceAll(found -> "\\\\" + Matcher.quoteReplacement(found.group()));
  }

  private BsonDocument behind(AssistantSort sort, AssistantCursor cursor) {
    BsonDocument at = cursor(sort, cursor);
    String field = field(sort);
    String beyond = sort.descending() ? "$lt" : "$gt";
    BsonValue value = at.get(field);
    return new BsonDocument(field, new BsonDocument(beyond + 'e', value))
        .append(
            "$or",
            new BsonArray(
                List.of(
                    new BsonDocument(field, new BsonDocument(beyond, value)),
                    new BsonDocument("_id", new BsonDocument(beyond, at.get("_id"))))));
  }

  private BsonDocument cursor(AssistantSort sort, AssistantCursor cursor) {
    BsonValue value =
        sort.key() == AssistantSort.Key.NAME
            ? bson(AssistantProjection.nameKey(cursor.value()))
            : bson(Long.parseLong(cursor.value()));
    AggregateRef ref = new AggregateRef(tenant, AggregateKind.ASSISTANT, cursor.id());
    return new BsonDocument("_id", bson(Ids.of(ref))).append(field(sort), value);
  }

  private static Bson order(AssistantSort sort) {
    return sort.descending()
        ? Sorts.descending(field(sort), "_id")
        : Sorts.ascending(field(sort), "_id");
  }

  private static Comparator<BsonDocument> comparator(AssistantSort sort) {
    Comparator<BsonDocument> byKey =
        sort.key() == AssistantSort.Key.NAME
            ? Comparator.comparing(d -> text(d, "nameKey"), AssistantProjection::compare)
            : Comparator.comparingLong(d -> number(d, field(sort)));
    Comparator<BsonDocument> order = byKey.thenComparing(d -> text(d, "_id"));
    return sort.descending() ? order.reversed() : order;
  }

  private static String field(AssistantSort sort) {
    return switch (sort.key()) {
      case NAME -> "nameKey";
      case CREATED_AT -> "createdAt";
      case UPDATED_AT -> "updatedAt";
    };
  }
}
