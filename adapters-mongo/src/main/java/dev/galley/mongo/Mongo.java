package dev.galley.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.StorageFull;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.aggregate.ChangeId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * The collections, and the one place where failures of MongoDB become those of the ports. Every
 * exchange with the server goes through here.
 */
final class Mongo {
  private static final int WRITE_CONCERN_FAILED = 64;
  private static final int OUT_OF_DISK_SPACE = 14031;

  /** Bad value, failed to parse, immutable field, duplicate, validation, too large, disk full. */
  private static final Set<Integer> REFUSALS =
      Set.of(2, 9, 66, 121, 10334, 11000, OUT_OF_DISK_SPACE);

  /** Hosts unreachable, elections, shut-downs, time limits, concerns that can't be met now. */
  private static final Set<Integer> PASSING =
      Set.of(
          6,
          7,
          43,
          46,
          50,
          63,
          WRITE_CONCERN_FAILED,
          79,
          89,
          91,
          100,
          112,
          133,
          134,
          150,
          175,
          189,
          202,
          237,
          234,
          262,
          317,
          358,
          9001,
          10107,
          11600,
          11601,
          11602,
          13388,
          13435,
          13436);

  private static final int COMMAND_NOT_FOUND = 59;

  /** How servers before 5.0 know it alone. */
  private static final String FORMER_HELLO = "isMaster";

  private static final int DUPLICATES = 16;

  final MongoCollection<BsonDocument> aggregates;
  final MongoCollection<BsonDocument> names;
  final MongoCollection<BsonDocument> snapshots;
  final MongoCollection<BsonDocument> revisions;
  final MongoCollection<BsonDocument> journals;
  final MongoCollection<BsonDocument> heads;
  final MongoCollection<BsonDocument> events;
  final MongoCollection<BsonDocument> parked;
  final MongoCollection<BsonDocument> horizons;
  final MongoCollection<BsonDocument> leases;
  final MongoCollection<BsonDocument> receipts;
  final MongoCollection<BsonDocument> models;
  final MongoCollection<BsonDocument> migration;

  private final MongoDatabase database;
  private final Exchange exchange;
  private volatile String hello = "hello";

  Mongo(MongoDatabase database, Exchange exchange) {
    this.database = database;
    this.exchange = exchange;
    this.aggregates = collection("aggregates");
    this.names = collection("names");
    this.snapshots = collection("snapshots");
    this.revisions = collection("revisions");
    this.journals = collection("journals");
    this.heads = collection("heads");
    this.events = collection("events");
    this.parked = collection("parked");
    this.horizons = collection("horizons");
    this.leases = collection("leases");
    this.receipts = collection("receipts");
    this.models = collection("models");
    this.migration = collection("migration");
  }

  private MongoCollection<BsonDocument> collection(String name) {
    return database.getCollection(name, BsonDocument.class);
  }

  MongoDatabase database() {
    return database;
  }

  /** A read, or a write that may be repeated by whoever asked for it. */
  <T> T run(Supplier<T> command) {
    try {
      return exchange.run(command);
    } catch (MongoException e) {
      throw refusal(e);
    }
  }

  /**
   * The write that decides about a change.
   *
   * @throws OutcomeUnknown when it may have happened
   */
  <T> T decide(ChangeId change, Supplier<T> command) {
    try {
      return exchange.run(command);
    } catch (MongoException e) {
      if (hasNotHappened(e)) {
        throw refusal(e);
      }
      throw new OutcomeUnknown(change, e);
    } catch (RuntimeException e) {
      throw new OutcomeUnknown(change, e);
    }
  }

  /** Inserts a document; {@code false} when there is one of that id. */
  boolean insert(MongoCollection<BsonDocument> collection, BsonDocument document) {
    return run(() -> inserted(collection, document));
  }

  /** The same for the write that decides. */
  boolean insertDeciding(
      ChangeId change, MongoCollection<BsonDocument> collection, BsonDocument document) {
    return decide(change, () -> inserted(collection, document));
  }

  private static boolean inserted(MongoCollection<BsonDocument> collection, BsonDocument document) {
    try {
      collection.insertOne(document);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Writes many in their order, each of which may be repeated. Of two that put the same document at
   * the same time one may be told that it is there; the repetition finds it.
   */
  void writeAll(
      MongoCollection<BsonDocument> collection, List<? extends WriteModel<BsonDocument>> writes) {
    if (writes.isEmpty()) {
      return;
    }
    run(() -> {
      for (int attempt = 1; ; attempt++) {
        try {
          return collection.bulkWrite(writes, new BulkWriteOptions().ordered(true));
        } catch (MongoBulkWriteException e) {
          boolean duplicates =
              !e.getWriteErrors().isEmpty()
                  && e.getWriteErrors().stream()
                      .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
          if (!duplicates || attempt == DUPLICATES) {
            throw e;
          }
        }
      }
    });
  }

  /** Puts a document where there is none, and leaves alone what is there. */
  static UpdateOneModel<BsonDocument> insertion(BsonDocument same, BsonDocument fields) {
    return new UpdateOneModel<>(
        same, new BsonDocument("$setOnInsert", fields), new UpdateOptions().upsert(true));
  }

  /** What the server's clock says. */
  Instant serverTime() {
    BsonDocument answer =
        run(() -> {
          String asked = hello;
          try {
            return ask(asked);
          } catch (MongoCommandException e) {
            if (e.getErrorCode() != COMMAND_NOT_FOUND || asked.equals(FORMER_HELLO)) {
              throw e;
            }
            hello = FORMER_HELLO;
            return ask(FORMER_HELLO);
          }
        });
    return Instant.ofEpochMilli(answer.getDateTime("localTime").getValue());
  }

  private BsonDocument ask(String command) {
    return database.runCommand(new BsonDocument(command, new BsonInt32(1)), BsonDocument.class);
  }

  /**
   * The server has refused it, or was never asked. A router also passes on as refusals what it does
   * not know of its shards: so only what certainly is one counts.
   */
  private static boolean hasNotHappened(MongoException e) {
    boolean neverAsked =
        (e instanceof MongoTimeoutException && !(e instanceof MongoOperationTimeoutException))
            || e instanceof MongoSocketOpenException;
    return neverAsked || (e instanceof MongoWriteException && REFUSALS.contains(e.getCode()));
  }

  private static RuntimeException refusal(MongoException e) {
    if (code(e) == OUT_OF_DISK_SPACE) {
      return new StorageFull("MongoDB has no room left on its disk", e);
    }
    if (e instanceof MongoServerException && isAnswer(e)) {
      return e;
    }
    return new StoreUnavailable(
        "MongoDB does not answer (" + e.getClass().getSimpleName() + ")", e);
  }

  /** Of many writes that of the first which failed, else of what they were to wait for. */
  private static int code(MongoException e) {
    if (e instanceof MongoBulkWriteException bulk) {
      return !bulk.getWriteErrors().isEmpty()
          ? bulk.getWriteErrors().getFirst().getCode()
          : bulk.getWriteConcernError() == null ? e.getCode() : WRITE_CONCERN_FAILED;
    }
    return e.getCode();
  }

  /** Whether the server found the command wrong, which another try would not change. */
  private static boolean isAnswer(MongoException e) {
    return !e.hasErrorLabel("RetryableWriteError")
        && !e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
        && !PASSING.contains(code(e))
        && !(e instanceof MongoTimeoutException)
        && !(e instanceof MongoNotPrimaryException)
        && !(e instanceof MongoNodeIsRecoveringException)
        && !(e instanceof MongoWriteConcernException);
  }
}
