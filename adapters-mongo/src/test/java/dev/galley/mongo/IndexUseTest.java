package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.contract.AggregatesContract;
import dev.galley.contract.AssistantSearchContract;
import dev.galley.contract.AssistantsContract;
import dev.galley.contract.EarlierLivesContract;
import dev.galley.contract.EventFeedContract;
import dev.galley.contract.EventLogContract;
import dev.galley.contract.FollowersContract;
import dev.galley.contract.HousekeepingContract;
import dev.galley.contract.JournalsContract;
import dev.galley.contract.LeasesContract;
import dev.galley.contract.ModelsContract;
import dev.galley.contract.NamesContract;
import dev.galley.contract.OutboxContract;
import dev.galley.contract.ReceiptsContract;
import dev.galley.contract.RevisionsContract;
import dev.galley.contract.SnapshotsContract;
import dev.galley.contract.StoreUnderTest;
import dev.galley.localmongo.LocalMongo;
import dev.galley.mongo.Commands.Lookup;
import dev.galley.mongo.Indexes.Index;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever the ports ask of MongoDB walks along an index, and names the tenant where it can. */
final class IndexUseTest {
  /** What goes over all tenants by nature, each along an index that holds only what is to do. */
  private static final Set<String> OVER_ALL_TENANTS =
      Set.of(
          "aggregates.keys_tenant_place",
          "aggregates.due_slot",
          "aggregates.gone",
          "aggregates.ended",
          "aggregates.usedBy_by",
          "aggregates.fencedAt",
          "receipts.claim_by",
          "receipts.at",
          "snapshots.putAt__id",
          "revisions._id",
          "events.due_slot_aggregate",
          "events.unplaced",
          "events.at_position",
          "parked.slot",
          "parked._id");

  /** What fills a store only to ask what others ask too. */
  private static final Set<String> LARGE = Set.of("totalsAreBounded");

  /** Where the planner merges one ordered walk per value. */
  private static final String MERGED = "audience";

  private static final Commands COMMANDS = new Commands();
  private static final List<MongoStoreUnderTest> STORES = new ArrayList<>();

  private static final List<Class<?>> CONTRACTS =
      List.of(
          AssistantsContract.class,
          NamesContract.class,
          AssistantSearchContract.class,
          RevisionsContract.class,
          SnapshotsContract.class,
          EventLogContract.class,
          ReceiptsContract.class,
          AggregatesContract.class,
          JournalsContract.class,
          FollowersContract.class,
          HousekeepingContract.class,
          EarlierLivesContract.class,
          LeasesContract.class,
          OutboxContract.class,
          EventFeedContract.class,
          ModelsContract.class);

  /** The contracts on one store. */
  private record Everything(StoreUnderTest store)
      implements AssistantsContract,
          NamesContract,
          AssistantSearchContract,
          RevisionsContract,
          SnapshotsContract,
          EventLogContract,
          ReceiptsContract,
          AggregatesContract,
          JournalsContract,
          FollowersContract,
          HousekeepingContract,
          EarlierLivesContract,
          LeasesContract,
          OutboxContract,
          EventFeedContract,
          ModelsContract {}

  @BeforeAll
  static void runAllPorts() throws ReflectiveOperationException {
    for (Class<?> contract : CONTRACTS) {
      MongoStoreUnderTest store =
          MongoStoreUnderTest.with(MongoStoreUnderTest.freshDatabase(), Exchange.PLAIN, COMMANDS);
      STORES.add(store);
      Everything everything = new Everything(store);
      for (Method method : contract.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class) && !LARGE.contains(method.getName())) {
          method.invoke(everything);
        }
      }
    }
  }

  @AfterAll
  static void drop() {
    STORES.forEach(MongoStoreUnderTest::drop);
  }

  @Test
  void everyCommandWalksAlongAnIndex() {
    assertThat(COMMANDS.unknown()).isEmpty();
    assertThat(COMMANDS.lookups()).hasSizeGreaterThan(50);
    assertThat(violations(Indexes.ALL)).isEmpty();
  }

  @Test
  void everyIndexServesSomeCommand() {
    for (Index index : Indexes.ALL) {
      if (isForArchives(index)) {
        continue;
      }
      assertThat(COMMANDS.lookups())
          .as(index.toString())
          .anyMatch(
              lookup -> lookup.collection().equals(index.collection()) && serves(index, lookup));
    }
  }

  /** That an index is missing is seen, unless another serves the same in another way. */
  @Test
  void aMissingIndexIsSeen() {
    for (Index index : Indexes.ALL) {
      boolean isShardKey = index.unique();
      boolean isOneOfTwo = index.fields().contains("terms");
      if (!isShardKey && !isOneOfTwo && !isForArchives(index)) {
        assertThat(violations(without(index))).as("without " + index).isNotEmpty();
      }
    }
  }

  /** Exports and migrations are no part of what is watched. */
  private static boolean isForArchives(Index index) {
    return index.fields().contains("order");
  }

  private static List<Index> without(Index index) {
    return Indexes.ALL.stream().filter(other -> !other.equals(index)).toList();
  }

  /** On a server that has indexes: what it says itself. */
  @Test
  void aRealServerScansNoCollection() {
    if (LocalMongo.started().isStandIn()) {
      return;
    }
    for (Lookup lookup : COMMANDS.lookups()) {
      if (lookup.name().equals("find")) {
        BsonDocument find = lookup.command().clone();
        find.keySet().removeIf(field -> field.startsWith("$") || field.equals("lsid"));
        BsonDocument plan =
            STORES
                .getLast()
                .mongo()
                .database()
                .runCommand(
                    new BsonDocument("explain", find)
                        .append("verbosity", new BsonString("queryPlanner")),
                    BsonDocument.class);
        assertThat(plan.getDocument("queryPlanner").getDocument("winningPlan").toJson())
            .as(lookup.toString())
            .doesNotContain("COLLSCAN");
      }
    }
  }

  private static List<String> violations(List<Index> indexes) {
    List<String> violations = new ArrayList<>();
    for (Lookup lookup : COMMANDS.lookups()) {
      List<Index> serving =
          Stream.concat(
                  indexes.stream().filter(index -> index.collection().equals(lookup.collection())),
                  Stream.of(new Index(lookup.collection(), List.of("_id"), true, false)))
              .filter(index -> serves(index, lookup))
              .toList();
      if (serving.isEmpty()) {
        violations.add("no index: " + lookup);
      } else if (isSharded(lookup.collection())) {
        Map<String, Limit> limits = limits(lookup.filter());
        if (lookup.one() && (limits.get("tenant") != Limit.ONE || limits.get("_id") != Limit.ONE)) {
          violations.add("a write of one document without its shard key: " + lookup);
        } else if (!isEqual(limits.get("tenant"))
            && serving.stream()
                .map(index -> index.collection() + '.' + index.name())
                .noneMatch(OVER_ALL_TENANTS::contains)) {
          violations.add("no tenant: " + lookup);
        }
      } else if (lookup.one() && limits(lookup.filter()).get("_id") != Limit.ONE) {
        violations.add("a write of one document without its id: " + lookup);
      }
    }
    return violations;
  }

  private static boolean isSharded(String collection) {
    return Indexes.ALL.stream()
        .anyMatch(index -> index.unique() && index.collection().equals(collection));
  }

  /** How a filter limits a field. */
  private enum Limit {
    ONE,
    SOME,
    RANGE
  }

  private static boolean isEqual(@Nullable Limit limit) {
    return limit == Limit.ONE || limit == Limit.SOME;
  }

  /** Alternatives, patterns and what is absent limit no walk. */
  private static Map<String, Limit> limits(BsonDocument filter) {
    Map<String, Limit> limits = new HashMap<>();
    filter.forEach((field, value) -> {
      if (field.equals("$and")) {
        value.asArray().forEach(part -> limits(part.asDocument()).forEach(limits::putIfAbsent));
      } else if (!field.startsWith("$")) {
        limit(value).ifPresent(limit -> limits.merge(field, limit, IndexUseTest::narrower));
      }
    });
    return limits;
  }

  private static Limit narrower(Limit one, Limit other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Optional<Limit> limit(BsonValue value) {
    if (value.isNull() || value instanceof BsonRegularExpression) {
      return Optional.empty();
    }
    if (!value.isDocument()) {
      return Optional.of(Limit.ONE);
    }
    BsonDocument operators = value.asDocument();
    if (operators.containsKey("$in")) {
      return Optional.of(operators.getArray("$in").size() == 1 ? Limit.ONE : Limit.SOME);
    }
    if (operators.containsKey("$all") || operators.containsKey("$eq")) {
      return Optional.of(Limit.ONE);
    }
    return Stream.of("$gt", "$gte", "$lt", "$lte").anyMatch(operators::containsKey)
        ? Optional.of(Limit.RANGE)
        : Optional.empty();
  }

  /** Whether a walk along this index finds what is looked for, in its order. */
  private static boolean serves(Index index, Lookup lookup) {
    Map<String, Limit> limits = limits(lookup.filter());
    List<String> fields = index.fields();
    int equal = 0;
    boolean ordered = true;
    while (equal < fields.size() && isEqual(limits.get(fields.get(equal)))) {
      String field = fields.get(equal++);
      ordered &= limits.get(field) == Limit.ONE || field.equals(MERGED);
    }
    int used = equal;
    if (used < fields.size() && limits.get(fields.get(used)) == Limit.RANGE) {
      used++;
    }
    List<String> sort = new ArrayList<>(lookup.sort().keySet());
    sort.removeIf(field -> limits.get(field) == Limit.ONE);
    if (!sort.isEmpty()) {
      int end = equal + sort.size();
      boolean oneWay =
          lookup.sort().values().stream().map(BsonValue::asNumber).distinct().count() == 1;
      if (!ordered || !oneWay || end > fields.size() || !fields.subList(equal, end).equals(sort)) {
        return false;
      }
      used = Math.max(used, end);
    }
    boolean limited = limits.containsKey(fields.getFirst());
    // A walk over all that a tenant has is none.
    return limited && used > (fields.getFirst().equals("tenant") ? 1 : 0);
  }

  @Test
  void aFilterThatAnIndexCannotServeIsSeen() {
    Index list = index("aggregates", "tenant", "audience", "updatedAt", "_id");
    BsonDocument tenant = new BsonDocument("tenant", new BsonString("t"));
    BsonDocument byTime = new BsonDocument("updatedAt", new BsonInt32(-1));
    BsonDocument visible = tenant.clone().append("audience", new BsonString("a"));
    assertThat(serves(list, find(visible, byTime))).isTrue();
    assertThat(serves(list, find(visible, new BsonDocument("_id", new BsonInt32(1))))).isFalse();
    assertThat(serves(list, find(tenant, byTime))).isFalse();
    assertThat(serves(list, find(tenant, new BsonDocument()))).isFalse();
    assertThat(serves(list, find(new BsonDocument(), byTime))).isFalse();
    Index due = index("events", "due", "slot", "aggregate");
    BsonDocument slot = new BsonDocument("slot", new BsonInt32(1));
    BsonDocument byDue = new BsonDocument("due", new BsonInt32(1));
    BsonDocument some = new BsonDocument("due", new BsonDocument("$gt", new BsonString("")));
    assertThat(serves(due, find(slot, byDue))).isFalse();
    assertThat(serves(due, find(some, byDue))).isTrue();
  }

  private static Index index(String collection, String... fields) {
    return new Index(collection, List.of(fields), false, false);
  }

  private static Lookup find(BsonDocument filter, BsonDocument sort) {
    return new Lookup("find", "any", filter, sort, false, new BsonDocument());
  }
}
