package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The indexes that a start makes and looks at. */
final class IndexesTest {
  private final MongoStoreUnderTest store = MongoStoreUnderTest.fresh();

  @AfterEach
  void drop() {
    store.drop();
  }

  @Test
  void aSecondStartFindsAll() {
    dev.galley.mongo.Indexes.ensure(store.mongo());
    List<String> first = all();
    dev.galley.mongo.Indexes.ensure(store.mongo());

    assertThat(all()).isEqualTo(first);
    for (dev.galley.mongo.Indexes.Index index : dev.galley.mongo.Indexes.ALL) {
      assertThat(first).contains(index.collection() + '.' + index.name());
    }
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    store
        .mongo()
        .database()
        .listCollectionNames()
        .forEach(collection ->
            collection(collection)
                .listIndexes(BsonDocument.class)
                .forEach(index -> all.add(collection + '.' + index.getString("name").getValue())));
    all.sort(null);
    return all;
  }

  private MongoCollection<Document> collection(String name) {
    return store.mongo().database().getCollection(name);
  }

  @Test
  void anIndexThatDiffersRefusesToStartAndIsNamed() {
    Map<String, Consumer<IndexOptions>> differences =
        Map.of(
            "other fields", options -> options.sparse(true),
            "descending", options -> options.sparse(true),
            "not sparse", options -> {},
            "unique", options -> options.sparse(true).unique(true));
    differences.forEach((difference, set) -> {
      IndexOptions options = new IndexOptions().name("gone");
      set.accept(options);
      Bson fields =
          switch (difference) {
            case "other fields" -> Indexes.ascending("audience");
            case "descending" -> Indexes.descending("gone");
            default -> Indexes.ascending("gone");
          };
      dev.galley.mongo.Indexes.ensure(store.mongo());
      collection("aggregates").dropIndex("gone");
      collection("aggregates").createIndex(fields, options);

      assertThatIllegalStateException()
          .as(difference)
          .isThrownBy(() -> dev.galley.mongo.Indexes.ensure(store.mongo()))
          .withMessageStartingWith("index aggregates.gone: ")
          .withMessageContaining("expected: ");
      collection("aggregates").dropIndex("gone");
    });
  }

  /** Such as one of the same fields under another name, which the stand-in takes. */
  @Test
  void anIndexThatTheServerRefusesIsNamed() {
    for (int conflict : List.of(85, 86)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> dev.galley.mongo.Indexes.ensure(refusing(conflict)))
          .withMessageStartingWith("index aggregates.tenant__id: not like this (expected: ");
    }
    assertThatThrownBy(() -> dev.galley.mongo.Indexes.ensure(refusing(13)))
        .isInstanceOf(MongoCommandException.class);
  }

  private Mongo refusing(int code) {
    BsonDocument answer =
        new BsonDocument("ok", new BsonInt32(0))
            .append("code", new BsonInt32(code))
            .append("errmsg", new BsonString("not like this"));
    collection("aggregates").drop();
    AtomicInteger exchanges = new AtomicInteger();
    return new Mongo(
        store.mongo().database(),
        new Exchange() {
          @Override
          public <T> T run(Supplier<T> command) {
            if (exchanges.incrementAndGet() == 1) {
              return command.get();
            }
            throw new MongoCommandException(answer, new ServerAddress());
          }
        });
  }
}
