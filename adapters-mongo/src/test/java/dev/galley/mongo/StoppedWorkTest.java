package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.model.Updates;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Parked;
import dev.galley.application.store.Change;
import dev.galley.application.store.Receipt;
import dev.galley.contract.Author;
import dev.galley.contract.Publishing;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process ends after each exchange of what is done behind saves, and another one goes on. */
final class StoppedWorkTest {
  private static final Instant THEN = Instant.parse("2026-03-03T03:03:03Z");
  private static final Duration EVERYTHING = Duration.ofDays(-365_000);

  private final Stopping stopping = Stopping.start();
  private final MongoStoreUnderTest process = stopping.process();
  private final MongoStoreUnderTest other = stopping.other();
  private final Author author = Author.inFreshTenant(other);

  @AfterEach
  void drop() {
    stopping.drop();
  }

  /** An aggregate with all that there can be inside it. */
  private record Full(Assistant assistant, Receipt receipt, Assistant follower, UUID ended) {}

  private Full full(String where) {
    Assistant follower = author.create("Proposal " + where);
    Receipt receipt = Author.receipt(THEN);
    Assistant assistant =
        author.saved(
            author.creationChange("Full " + where).with(receipt).using(Author.follower(follower)));
    assistant = author.edit(author.open(author.editLive(assistant, "1")), "2");
    UUID ended = assistant.draft().orElseThrow().id();
    assistant = author.edit(author.open(author.commit(assistant)), "3");
    return new Full(assistant, receipt, follower, ended);
  }

  private void requireFull(String where, Full full, int revisions) {
    Assistant assistant = author.read(full.assistant().id());
    assertThat(author.named(assistant.naturalId().toString())).as(where).contains(assistant.id());
    requireLog(where, assistant);
    assertThat(other.revisions().before(author.tenant(), assistant.id(), Long.MAX_VALUE, 100))
        .as(where)
        .extracting(Revision::number)
        .containsExactlyElementsOf(upTo(revisions).reversed());
    requireHistory(where, assistant, full.ended(), 2);
    requireHistory(where, assistant, full.assistant().draft().orElseThrow().id(), 2);
    assertThat(other.receipts().find(author.tenant(), full.receipt().key()))
        .as(where)
        .contains(full.receipt());
    assertThat(author.find(full.follower().id())).as(where).isEmpty();
    assertThat(author.named(full.follower().naturalId().toString())).as(where).isEmpty();
    assertThat(author.listed()).as(where).doesNotContain(full.follower().id());
  }

  private void requireHistory(String where, Assistant assistant, UUID draft, int heads) {
    assertThat(
            other.revisions().history(author.tenant(), assistant.id(), draft, Long.MAX_VALUE, 100))
        .as(where)
        .hasSize(heads)
        .doesNotHaveDuplicates()
        .extracting(HistoryEntry::draft)
        .containsOnly(draft);
  }

  private void requireLog(String where, Assistant assistant) {
    assertThat(other.eventLog().of(assistant.ref(), 0, 1_000))
        .as(where)
        .extracting(Event::sequence)
        .containsExactlyElementsOf(upTo(assistant.sequence()));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void whatIsCarriedOutIsNeitherLostNorDoubled() {
    for (boolean savedBetween : List.of(false, true)) {
      String name = savedBetween ? "carrying with a save behind" : "carrying";
      stopping.everywhere(
          name,
          where -> {
            Publishing leases = Publishing.takeOver(other);
            Full full = full(where);
            AggregateRef ref = full.assistant().ref();
            return new Stopping.Work(
                () -> process.outbox().gather(List.of(leases.on(ref)), 1_000),
                () -> {
                  requireFull(where, full, 3);
                  int revisions = 3;
                  if (savedBetween) {
                    author.editLive(full.assistant(), "Behind.");
                    revisions++;
                    requireFull(where, full, revisions);
                  }
                  List<Event> log = other.eventLog().of(ref, 0, 1_000);
                  assertThat(leases.pendingOf(ref)).as(where).isEqualTo(log);
                  requireFull(where, full, revisions);
                  leases.place();
                  assertThat(feedOf(leases, ref)).as(where).isEqualTo(log);
                  requireNothingInside(where, ref, full);
                });
          });
    }
  }

  private List<Event> feedOf(Publishing leases, AggregateRef ref) {
    return leases.feedOf(author.tenant()).stream()
        .map(FeedPage.Entry::event)
        .filter(event -> event.aggregate().equals(ref))
        .toList();
  }

  private void requireNothingInside(String where, AggregateRef ref, Full full) {
    AggregateDocument document = new Deciding(other.mongo()).read(ref).orElseThrow();
    assertThat(document.carriesAnything()).as(where).isFalse();
    assertThat(document.document().containsKey("due")).as(where).isFalse();
    assertThat(other.mongo().receipts.countDocuments(has("claim"))).as(where).isZero();
    String name = Ids.of(author.tenant(), full.assistant().naturalId().toString());
    BsonDocument undecided = has("next").append("_id", Bsons.bson(name));
    assertThat(other.mongo().names.countDocuments(undecided)).as(where).isZero();
    assertThat(other.mongo().aggregates.countDocuments(has("usedBy"))).as(where).isZero();
  }

  private static BsonDocument has(String field) {
    return new BsonDocument(field, new BsonDocument("$exists", BsonBoolean.TRUE));
  }

  @Test
  void aMarkCountsForAllOrNone() {
    stopping.everywhere(
        "mark",
        where -> {
          Publishing leases = Publishing.takeOver(other);
          AggregateRef ref = author.editLive(author.create(where), "Twice.").ref();
          List<Event> events = leases.pendingOf(ref);
          assertThat(events).hasSize(2);
          return new Stopping.Work(
              () -> process.outbox().published(leases.on(ref), events),
              () -> {
                Publishing next = Publishing.takeOver(other);
                assertThat(next.pendingOf(ref)).as(where).isIn(List.of(), events);
                assertThatThrownBy(() -> process.outbox().published(leases.on(ref), events))
                    .as(where)
                    .isInstanceOf(LeaseLost.class);
                other.outbox().published(next.on(ref), next.pendingOf(ref));
                assertThat(next.pendingOf(ref)).as(where).isEmpty();
                assertThat(left(next.on(ref).name(), "marks")).as(where).isEmpty();
                requireLog(where, author.read(new AssistantId(ref.id())));
              });
        });
  }

  /** What stands in the document of a lease. */
  private List<?> left(String lease, String list) {
    BsonDocument found =
        other.mongo().leases.find(new BsonDocument("_id", Bsons.bson(lease))).first();
    return found != null && found.containsKey(list) ? found.getArray(list) : List.of();
  }

  @Test
  void aParkingCountsOrDoesNotAndIsReplayedOnce() {
    stopping.everywhere(
        "parking",
        where -> {
          Publishing leases = Publishing.takeOver(other);
          AggregateRef ref = author.create(where).ref();
          List<Event> events = leases.pendingOf(ref);
          Parked parked = new Parked(ref, 1, "Too long.", THEN);
          return new Stopping.Work(
              () -> process.outbox().park(leases.on(ref), parked),
              () -> {
                Publishing next = Publishing.takeOver(other);
                boolean isParked = other.outbox().parked("", 1_000).contains(parked);
                assertThat(next.pendingOf(ref)).as(where).isEqualTo(isParked ? List.of() : events);
                other.outbox().park(next.on(ref), parked);
                assertThat(next.pendingOf(ref)).as(where).isEmpty();
                assertThat(other.outbox().replay(ref)).as(where).contains(parked);
                assertThat(next.pendingOf(ref)).as(where).isEqualTo(events);
                assertThat(other.outbox().parked("", 1_000)).as(where).isEmpty();
                assertThat(left(next.on(ref).name(), "parkings")).as(where).isEmpty();
              });
        });
  }

  @Test
  void aReplayCountsOrDoesNot() {
    stopping.everywhere(
        "replay",
        where -> {
          Publishing leases = Publishing.takeOver(other);
          AggregateRef ref = author.create(where).ref();
          List<Event> events = leases.pendingOf(ref);
          Parked parked = new Parked(ref, 1, "Too long.", THEN);
          other.outbox().park(leases.on(ref), parked);
          return new Stopping.Work(
              () -> process.outbox().replay(ref),
              () -> {
                boolean isParked = other.outbox().parked("", 1_000).contains(parked);
                assertThat(leases.pendingOf(ref))
                    .as(where)
                    .isEqualTo(isParked ? List.of() : events);
                assertThat(other.outbox().replay(ref).isPresent()).as(where).isEqualTo(isParked);
                assertThat(leases.pendingOf(ref)).as(where).isEqualTo(events);
              });
        });
  }

  @Test
  void positionsHaveNoHoleAndNoneIsGivenTwice() {
    List<FeedPage.Entry> seen = new ArrayList<>();
    stopping.everywhere(
        "placing",
        where -> {
          Publishing leases = Publishing.takeOver(other);
          Assistant one = author.editLive(author.create("One " + where), "Twice.");
          Assistant two = author.create("Two " + where);
          return new Stopping.Work(
              () -> process.eventFeed().place(leases.feed(), 10),
              () -> {
                List<FeedPage.Entry> before = leases.feedOf(author.tenant());
                assertThat(before.size() - seen.size()).as(where).isIn(0, 3);
                assertThat(before.subList(0, seen.size())).as(where).isEqualTo(seen);
                Publishing next = Publishing.takeOver(other);
                Assistant three = author.create("Three " + where);
                next.place();
                List<FeedPage.Entry> after = next.feedOf(author.tenant());
                assertThatThrownBy(() -> process.eventFeed().place(leases.feed(), 10))
                    .as(where)
                    .isInstanceOf(LeaseLost.class);
                assertThat(after.subList(0, before.size())).as(where).isEqualTo(before);
                assertThat(after)
                    .as(where)
                    .extracting(FeedPage.Entry::position)
                    .containsExactlyElementsOf(upTo(seen.size() + 4L));
                for (Assistant assistant : List.of(one, two, three)) {
                  assertThat(feedOf(next, assistant.ref()))
                      .as(where)
                      .isEqualTo(other.eventLog().of(assistant.ref(), 0, 10));
                }
                assertThat(next.feedOf(author.tenant())).as(where).isEqualTo(after);
                seen.clear();
                seen.addAll(after);
              });
        });
  }

  /** One write gives positions to many events, and servers do that one after the other. */
  @Test
  void aPositionIsNotSeenBeforeAllHaveTheirs() {
    Publishing leases = Publishing.takeOver(other);
    AggregateRef ref = author.create("Half way").ref();
    assertThat(leases.pendingOf(ref)).hasSize(1);
    other
        .mongo()
        .events
        .updateOne(Ids.one(author.tenant(), EventDocument.id(ref, 1)), Updates.set("position", 2L));
    assertThat(leases.feedOf(author.tenant())).isEmpty();
    assertThat(other.eventFeed().last(author.tenant())).isZero();
    leases.place();
    assertThat(feedOf(leases, ref)).hasSize(1);
  }

  @Test
  void whatIsDeletedIsErasedInTheEnd() {
    stopping.everywhere(
        "erasing",
        where -> {
          Full full = full(where);
          Slug slug = full.assistant().slug();
          Change deletion = author.deletionChange(full.assistant());
          author.mustSave(deletion);
          return new Stopping.Work(
              () -> process.housekeeping().eraseDeleted(100),
              () -> {
                AggregateRef ref = full.assistant().ref();
                assertThat(author.find(full.assistant().id())).as(where).isEmpty();
                assertThat(other.receipts().find(author.tenant(), full.receipt().key()))
                    .as(where)
                    .contains(full.receipt());
                assertThat(other.eventLog().of(ref, 0, 100))
                    .as(where)
                    .extracting(Event::sequence)
                    .containsExactlyElementsOf(upTo(deletion.next().sequence()));
                Assistant heir =
                    author.saved(
                        author.creationChange(
                            author.birth(Author.freshId(), slug),
                            Author.content("Heir " + where, "Help."),
                            author.now()));
                other.housekeeping().eraseDeleted(100);
                assertThat(other.housekeeping().eraseDeleted(100)).as(where).isZero();
                BsonDocument all = Ids.allOf(author.tenant().value(), Ids.of(ref));
                assertThat(other.mongo().revisions.countDocuments(all)).as(where).isZero();
                assertThat(other.mongo().heads.countDocuments(all)).as(where).isZero();
                assertThat(author.named(heir.naturalId().toString())).as(where).contains(heir.id());
                assertThat(other.aggregates().happened(ref, deletion.id())).as(where).isTrue();
                assertThat(Publishing.takeOver(other).pendingOf(ref))
                    .as(where)
                    .extracting(Event::sequence)
                    .containsExactlyElementsOf(upTo(deletion.next().sequence()));
              });
        });
  }

  @Test
  void endedDraftsAreErasedInTheEndAndOpenOnesStay() {
    stopping.everywhere(
        "erasing drafts",
        where -> {
          Full full = full(where);
          return new Stopping.Work(
              () -> process.housekeeping().eraseEndedDrafts(100),
              () -> {
                Assistant assistant = full.assistant();
                requireHistory(where, assistant, assistant.draft().orElseThrow().id(), 2);
                requireLog(where, assistant);
                while (other.housekeeping().eraseEndedDrafts(100) > 0) {}
                assertThat(
                        other
                            .revisions()
                            .history(author.tenant(), assistant.id(), full.ended(), 99, 10))
                    .as(where)
                    .isEmpty();
                requireHistory(where, assistant, assistant.draft().orElseThrow().id(), 2);
                assertThat(other.mongo().aggregates.countDocuments(has("ended.0")))
                    .as(where)
                    .isZero();
                assertThat(author.read(assistant.id())).as(where).isEqualTo(assistant);
              });
        });
  }

  @Test
  void aReaderIsToldOfWhateverIsForgotten() {
    stopping.everywhere(
        "forgetting",
        where -> {
          Author reader = Author.inFreshTenant(other);
          Assistant kept = reader.editLive(reader.create("Kept"), "Twice.");
          Assistant deleted = reader.create("Deleted");
          Change deletion = reader.deletionChange(deleted);
          reader.mustSave(deletion);
          Publishing leases = Publishing.takeOver(other);
          leases.place();
          other.housekeeping().eraseDeleted(100);
          List<FeedPage.Entry> before = leases.feedOf(reader.tenant());
          assertThat(before).hasSize(4);
          long last = before.getLast().position();
          return new Stopping.Work(
              () -> process.housekeeping().forgetEvents(EVERYTHING, false, 3),
              () -> {
                FeedPage page = other.eventFeed().after(reader.tenant(), 0, 100);
                assertThat(page.entries())
                    .as(where)
                    .containsAll(
                        before.stream()
                            .filter(entry -> entry.position() > page.horizon())
                            .toList());
                assertThat(other.eventFeed().last(reader.tenant())).as(where).isEqualTo(last);
                while (other.housekeeping().forgetEvents(EVERYTHING, false, 100) > 0) {}
                assertThat(other.eventFeed().after(reader.tenant(), 0, 100))
                    .as(where)
                    .isEqualTo(new FeedPage(List.of(), last));
                assertThat(other.eventFeed().last(reader.tenant())).as(where).isEqualTo(last);
                assertThat(reader.read(kept.id())).as(where).isEqualTo(kept);
                Assistant edited = reader.editLive(kept, "Once more.");
                leases.place();
                assertThat(other.eventFeed().after(reader.tenant(), 0, 100).entries())
                    .as(where)
                    .extracting(FeedPage.Entry::position, entry -> entry.event().sequence())
                    .containsExactly(tuple(last + 1, edited.sequence()));
                while (other.housekeeping().forgetEvents(EVERYTHING, false, 100) > 0) {}
              });
        });
  }
}
