package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.FeedPage;
import dev.galley.application.store.Change;
import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.contract.Author;
import dev.galley.contract.Faults;
import dev.galley.contract.Publishing;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.LiveEdit;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However often an aggregate is saved while nobody gathers, its document stays small and whole. */
final class BoundedDocumentTest {
  private static final int SAVES = 140;
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  private final FaultyExchange faults = new FaultyExchange();
  private final MongoStoreUnderTest store =
      MongoStoreUnderTest.on(MongoStoreUnderTest.freshDatabase(), faults);
  private final Author author = Author.inFreshTenant(store);

  @BeforeEach
  void start() {
    store.mongo();
  }

  @AfterEach
  void drop() {
    store.drop();
  }

  @Test
  void editsOfLiveStayBounded() {
    Assistant assistant = author.create("Edited");
    int fullest = 0;
    for (int i = 1; i <= SAVES; i++) {
      assistant = author.editLive(assistant, "Text " + i);
      fullest = Math.max(fullest, requireBounded(assistant.ref(), 128 * KIB));
    }
    assertThat(fullest).isEqualTo(Saving.CARRIED);
    requireLive(assistant, SAVES + 1);
  }

  @Test
  void editsOfADraftStayBounded() {
    Assistant assistant = author.open(author.create("Drafted"));
    UUID draft = assistant.draft().orElseThrow().id();
    int fullest = 0;
    for (int i = 1; i <= SAVES; i++) {
      assistant = author.edit(assistant, "Text " + i);
      fullest = Math.max(fullest, requireBounded(assistant.ref(), 32 * KIB));
    }
    assertThat(fullest).isEqualTo(Saving.CARRIED);
    requireHistory(assistant, draft, SAVES + 1);
  }

  /** The first sixteen are far from the mebibytes at which a save carries out first. */
  @Test
  void longListsOfChangedPathsStayFarBelowWhatADocumentMayHave() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < ChangedPaths.KEPT; i++) {
      paths.add(
          "/skills/%03d/\u4f60".formatted(i)
              + "\u597d".repeat(ChangedPaths.CHARACTERS / ChangedPaths.KEPT - 13));
    }
    ChangedPaths longest = ChangedPaths.of(paths);
    assertThat(longest.paths()).hasSize(ChangedPaths.KEPT);
    Assistant assistant = author.create("Long");
    int largest = 0;
    for (int i = 1; i <= Saving.CARRIED; i++) {
      assistant = author.saved(change(assistant, "Text " + i, longest));
      largest = Math.max(largest, size(document(assistant.ref())));
    }
    assertThat(largest).isBetween(3 * MIB, 6 * MIB);
    requireBounded(assistant.ref(), 6 * MIB);
    requireLive(assistant, Saving.CARRIED + 1);
    assertThat(
            store.revisions().find(author.tenant(), assistant.id(), 2).orElseThrow().changedPaths())
        .isEqualTo(longest);
  }

  private Change change(Assistant assistant, String text, ChangedPaths paths) {
    ChangeId id = Author.change();
    AssistantContent content = Author.content(assistant.live().summary().name(), text);
    LiveEdit decided =
        assistant.editLive(
            Author.authored(content),
            paths,
            new Assistant.Settings(assistant.folder(), assistant.locked()),
            new TokenChange.Keep(),
            author.now(),
            id);
    if (decided instanceof LiveEdit.Changed(var transition)) {
      return Change.of(id, transition).with(content.snapshot());
    }
    throw new AssertionError("decided: " + decided);
  }

  @Test
  void aDraftEditThatCarriesOutFirstCanBeInterruptedAnywhere() {
    for (Faults.Moment moment : Faults.Moment.values()) {
      Assistant opened = author.open(author.create("Drafted " + moment));
      int[] heads = {1};
      Assistant assistant =
          interruptWhenFull(
              opened,
              moment,
              current -> author.editChange(current, "Text " + heads[0]++),
              64 * KIB);
      requireHistory(assistant, opened.draft().orElseThrow().id(), heads[0]);
    }
  }

  @Test
  void anEditOfLiveThatCarriesOutFirstCanBeInterruptedAnywhere() {
    for (Faults.Moment moment : Faults.Moment.values()) {
      Assistant created = author.create("Edited " + moment);
      int[] revisions = {1};
      Assistant assistant =
          interruptWhenFull(
              created,
              moment,
              current -> change(current, "Text " + revisions[0]++, ChangedPaths.NONE),
              256 * KIB);
      requireLive(assistant, revisions[0]);
    }
  }

  /** Interrupts the save that has to carry out first at each of its exchanges. */
  private Assistant interruptWhenFull(
      Assistant first, Faults.Moment moment, Function<Assistant, Change> next, int bytes) {
    Assistant assistant = first;
    boolean struck = true;
    int step = 0;
    while (struck) {
      step++;
      assertThat(step).isLessThan(100);
      int room = Saving.CARRIED - carried(assistant.ref());
      while (room > 0) {
        for (int i = 0; i < room; i++) {
          assistant = author.saved(next.apply(assistant));
        }
        room = Saving.CARRIED - carried(assistant.ref());
      }
      Change change = next.apply(assistant);
      faults.loseConnectionAt(step, moment);
      try {
        store.aggregates().save(change);
      } catch (StoreUnavailable | OutcomeUnknown e) {
        // It is asked below.
      } finally {
        struck = faults.clear();
      }
      if (!store.aggregates().happened(assistant.ref(), change.id())) {
        author.mustSave(change);
      }
      assistant = author.read(assistant.id());
      requireBounded(assistant.ref(), bytes);
    }
    assertThat(step).as("exchanges of a save that carries out").isGreaterThan(5);
    return assistant;
  }

  /** How many of one sort are inside, at most. */
  private int carried(AggregateRef ref) {
    return carried(document(ref));
  }

  private static int carried(BsonDocument document) {
    AggregateDocument aggregate = new AggregateDocument(document);
    return AggregateDocument.CARRIED.stream()
        .mapToInt(list -> aggregate.carried(list).size())
        .max()
        .orElse(0);
  }

  private int requireBounded(AggregateRef ref, int bytes) {
    BsonDocument document = document(ref);
    assertThat(size(document)).isLessThan(bytes);
    int carried = carried(document);
    assertThat(carried).isLessThanOrEqualTo(Saving.CARRIED);
    return carried;
  }

  private BsonDocument document(AggregateRef ref) {
    return new Deciding(store.mongo()).read(ref).orElseThrow().document();
  }

  private static int size(BsonDocument document) {
    try (BasicOutputBuffer buffer = new BasicOutputBuffer();
        BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
      new BsonDocumentCodec().encode(writer, document, EncoderContext.builder().build());
      return buffer.getSize();
    }
  }

  /** Each revision and each event once, before and after all is carried out. */
  private void requireLive(Assistant assistant, int last) {
    requireRevisions(assistant, last);
    Publishing leases = Publishing.takeOver(store);
    List<Event> log = requireLog(assistant, last);
    leases.place();
    assertThat(leases.pendingOf(assistant.ref())).isEqualTo(log);
    assertThat(leases.feedOf(author.tenant()))
        .extracting(FeedPage.Entry::event)
        .filteredOn(event -> event.aggregate().equals(assistant.ref()))
        .isEqualTo(log);
    assertThat(requireLog(assistant, last)).isEqualTo(log);
    requireRevisions(assistant, last);
  }

  private void requireRevisions(Assistant assistant, int last) {
    assertThat(store.revisions().before(author.tenant(), assistant.id(), Long.MAX_VALUE, 10_000))
        .extracting(Revision::number)
        .containsExactlyElementsOf(upTo(last).reversed());
  }

  private List<Event> requireLog(Assistant assistant, int last) {
    List<Event> log = store.eventLog().of(assistant.ref(), 0, 10_000);
    assertThat(log).extracting(Event::sequence).containsExactlyElementsOf(upTo(last));
    return log;
  }

  private void requireHistory(Assistant assistant, UUID draft, int heads) {
    List<HistoryEntry> history =
        store.revisions().history(author.tenant(), assistant.id(), draft, Long.MAX_VALUE, 10_000);
    assertThat(history)
        .extracting(HistoryEntry::seqNo)
        .containsExactlyElementsOf(upTo(history.getFirst().seqNo()).reversed().subList(0, heads));
    Publishing.takeOver(store).place();
    assertThat(
            store
                .revisions()
                .history(author.tenant(), assistant.id(), draft, Long.MAX_VALUE, 10_000))
        .isEqualTo(history);
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
