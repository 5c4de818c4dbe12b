package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.galley.application.store.Change;
import dev.galley.contract.Author;
import dev.galley.contract.Flow;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.ContentHash;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What contents take in the database, and what becomes of late and of damaged ones. */
final class MongoSnapshotsTest {
  private final MongoSettings settings = MongoStoreUnderTest.freshDatabase();
  private final FaultyExchange faults = new FaultyExchange();
  private final MongoStoreUnderTest store = MongoStoreUnderTest.on(settings, faults);

  /** Another server on the same database, which remembers nothing. */
  private final MongoStoreUnderTest other = MongoStoreUnderTest.on(settings, Exchange.PLAIN);

  private final Author author = Author.inFreshTenant(store);

  @BeforeEach
  void start() {
    store.mongo();
  }

  @AfterEach
  void drop() {
    other.context().close();
    store.drop();
  }

  @Test
  void changesOfOneFieldTakeLessThanTwoThousandBytesEach() {
    Flow flow = Flow.of("Large", Flow.LARGE, 1);
    Assistant assistant = author.open(author.create(flow.content()));
    int changes = 300;
    for (int i = 0; i < changes; i++) {
      Change change = author.editChange(assistant, flow.content("# " + i));
      flow.changeOneField();
      author.mustSave(change);
      assistant = (Assistant) change.next();
    }
    List<BsonDocument> stored = store.mongo().snapshots.find().into(new ArrayList<>());

    assertThat(stored).hasSize(changes + 1);
    // Before the server compresses them.
    assertThat(stored.stream().mapToLong(Bsons::size).sum() / changes).isLessThan(2_000);
  }

  @Test
  void anAlteredDeltaIsNamed() {
    BsonDocument delta = edited();
    byte[] bytes = delta.getBinary("delta").getData().clone();
    bytes[8] ^= (byte) 0xff;
    update(delta, Updates.set("delta", new BsonBinary(bytes)));

    assertAltered(delta, Contents.hash(delta));
  }

  @Test
  void anAlteredFrameIsNamed() {
    BsonDocument delta = edited();
    BsonDocument frame = one(Filters.regex("_id", delta.getString("frame").getValue() + "$"));
    update(frame, Updates.set("content", frame.getString("content").getValue().replace('e', 'f')));

    assertAltered(delta, Contents.hash(frame));
  }

  @Test
  void anAlteredSizeIsNamed() {
    BsonDocument delta = edited();
    update(delta, Updates.set("size", Integer.MAX_VALUE));

    assertAltered(delta, Contents.hash(delta));
  }

  private void assertAltered(BsonDocument read, ContentHash named) {
    assertThatThrownBy(() -> other.snapshots().find(author.tenant(), Contents.hash(read)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(named.value())
        .hasMessageContaining("altered");
  }

  /** The head of a draft, which is kept as a delta. */
  private BsonDocument edited() {
    Flow flow = Flow.of("Edited", 20_000, 1);
    author.edit(author.open(author.create(flow.content())), flow.changeOneField());
    return one(Filters.exists("delta"));
  }

  private BsonDocument one(Bson filter) {
    List<BsonDocument> found = store.mongo().snapshots.find(filter).into(new ArrayList<>());
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private void update(BsonDocument document, Bson update) {
    store.mongo().snapshots.updateOne(Ids.same(document), update);
  }

  /** So long that the save itself sees that it was late. */
  private void awaitTheWholeGrace() {
    try {
      Thread.sleep(MongoStoreUnderTest.GRACE);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
    other.awaitGrace();
  }

  /**
   * However long a save takes until its contents are put, its frame is not taken from it: before
   * the read, the look-up of the frame, its renewal, the put.
   */
  @Test
  void aFrameThatIsCollectedAtAnyStepOfAPutIsDoneWithout() {
    Author elsewhere = Author.in(author.tenant(), other);
    for (int step = 1; step <= 4; step++) {
      Flow flow = Flow.of("Slow", 20_000, step);
      Assistant assistant = author.open(author.create("Slow " + step));
      Assistant frame =
          elsewhere.saved(
              elsewhere.creationChange(
                  elsewhere.birth(Author.freshId(), Slug.of("frame " + step)),
                  flow.content(),
                  author.now()));
      AssistantContent content = flow.changeOneField();
      Change change = author.editChange(assistant, content).near(frame.live().content());
      faults.beSlowAt(
          step,
          () -> {
            elsewhere.delete(frame);
            awaitTheWholeGrace();
            while (other.housekeeping().eraseDeleted(100) > 0
                || other.housekeeping().collectSnapshots(other.shortestGrace(), 1_000) > 0) {}
          });
      author.mustSave(change);

      assertThat(faults.clear()).as("step %d", step).isTrue();
      assertThat(other.snapshots().find(author.tenant(), frame.live().content()))
          .as("step %d", step)
          .isEmpty();
      assertThat(other.snapshots().find(author.tenant(), content.snapshot().hash()))
          .as("step %d", step)
          .contains(content.snapshot());
    }
  }

  /**
   * What a save has put again is young, also when it has been there for long and nobody uses it.
   */
  @Test
  void aContentThatIsPutAgainIsThereHoweverSlowTheSaveIs() {
    Author elsewhere = Author.in(author.tenant(), other);
    boolean slow = true;
    int step = 0;
    while (slow) {
      step++;
      AssistantContent content = Author.content("Same", "Again " + step);
      Assistant former =
          elsewhere.saved(
              elsewhere.creationChange(
                  elsewhere.birth(Author.freshId(), Slug.of("former " + step)),
                  content,
                  author.now()));
      Change change = author.editChange(author.open(author.create("Slow " + step)), content);
      elsewhere.delete(former);
      while (other.housekeeping().eraseDeleted(100) > 0) {}
      other.awaitGrace();
      faults.beSlowAt(
          step, () -> other.housekeeping().collectSnapshots(other.shortestGrace(), 1_000));
      author.mustSave(change);
      slow = faults.clear();

      assertThat(other.snapshots().find(author.tenant(), content.snapshot().hash()))
          .as("step %d", step)
          .contains(content.snapshot());
    }
    assertThat(step).isBetween(3, 20);
  }
}
