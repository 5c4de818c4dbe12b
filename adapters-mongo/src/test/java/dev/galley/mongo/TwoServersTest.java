package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.galley.application.event.EventFeed;
import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventMessages;
import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Parked;
import dev.galley.application.event.Relay;
import dev.galley.application.event.RelayObserver;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.contract.Author;
import dev.galley.contract.Publishing;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two servers on one database, at the same time: nothing is lost, doubled or out of order. */
final class TwoServersTest {
  private static final int PATIENCE_SECONDS = 300;

  private final MongoSettings settings = MongoStoreUnderTest.freshDatabase();
  private final MongoStoreUnderTest one = MongoStoreUnderTest.on(settings, Exchange.PLAIN);
  private final MongoStoreUnderTest two = MongoStoreUnderTest.on(settings, Exchange.PLAIN);
  private final Author here = Author.inFreshTenant(one);
  private final Author there = Author.in(here.tenant(), two);

  @AfterEach
  void drop() {
    one.context().close();
    two.drop();
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(threads.submit(task));
      }
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
    }
    return results;
  }

  /** Saves until the next one decided on has not been overtaken. */
  private static int save(
      MongoStoreUnderTest store, Author author, AssistantId id, Function<Assistant, Change> next) {
    for (int tries = 1; tries < 10_000; tries++) {
      SaveOutcome outcome = store.aggregates().save(next.apply(author.read(id)));
      if (outcome instanceof SaveOutcome.Saved) {
        return tries;
      }
      assertThat(outcome).isInstanceOf(SaveOutcome.Stale.class);
    }
    throw new AssertionError("always overtaken");
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void editsOfOneAssistantFollowEachOther() throws Exception {
    Assistant live = here.create("Live");
    Assistant drafted = here.open(here.create("Drafted"));
    UUID draft = drafted.draft().orElseThrow().id();
    int edits = 60;
    AtomicInteger made = new AtomicInteger();
    AtomicInteger overtaken = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(2);
    List<Callable<Integer>> writers = new ArrayList<>();
    for (MongoStoreUnderTest store : List.of(one, two)) {
      Author author = store.equals(one) ? here : there;
      String name = store.equals(one) ? "here" : "there";
      writers.add(() -> {
        start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // Until they have met, which they do soon.
        for (int i = 0; i < edits || (overtaken.get() == 0 && i < 4 * edits); i++) {
          String text = name + ' ' + i;
          int tries =
              save(
                  store,
                  author,
                  live.id(),
                  now -> author.liveChange(now, Author.content("Live", text), author.now()));
          tries += save(store, author, drafted.id(), now -> author.editChange(now, text));
          made.incrementAndGet();
          overtaken.addAndGet(tries - 2);
        }
        return 0;
      });
    }
    AtomicBoolean writing = new AtomicBoolean(true);
    writers.add(() -> {
      // Carries out beside them.
      while (writing.get()) {
        Publishing.takeOver(two).place();
      }
      return 0;
    });
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Integer>> futures = writers.stream().map(threads::submit).toList();
      try {
        for (Future<Integer> writer : futures.subList(0, 2)) {
          writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
      } finally {
        writing.set(false);
      }
      futures.getLast().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(overtaken.get()).as("saves that were overtaken").isPositive();
    }
    long last = made.get() + 1L;
    assertThat(one.revisions().before(here.tenant(), live.id(), Long.MAX_VALUE, 1_000))
        .extracting(Revision::number)
        .containsExactlyElementsOf(upTo(last).reversed());
    assertThat(two.eventLog().of(live.ref(), 0, 1_000))
        .extracting(Event::sequence)
        .containsExactlyElementsOf(upTo(last));
    List<HistoryEntry> heads =
        two.revisions().history(here.tenant(), drafted.id(), draft, Long.MAX_VALUE, 1_000);
    assertThat(heads).extracting(HistoryEntry::content).doesNotHaveDuplicates();
    assertThat(heads)
        .extracting(HistoryEntry::seqNo)
        .containsExactlyElementsOf(
            upTo(heads.getFirst().seqNo()).reversed().subList(0, (int) last));
    Publishing leases = Publishing.takeOver(one);
    leases.place();
    assertThat(leases.feedOf(here.tenant()))
        .extracting(FeedPage.Entry::event)
        .filteredOn(event -> event.aggregate().equals(live.ref()))
        .extracting(Event::sequence)
        .containsExactlyElementsOf(upTo(last));
  }

  @Test
  void aNameAReceiptAndAFollowerGoToOne() throws Exception {
    for (int round = 0; round < 25; round++) {
      Assistant follower = here.create("Proposal " + round);
      var receipt = Author.receipt(Instant.parse("2026-03-03T03:03:03Z"));
      Slug wanted = Slug.of("wanted " + round);
      List<Change> changes = new ArrayList<>();
      List<Callable<SaveOutcome>> rivals = new ArrayList<>();
      for (MongoStoreUnderTest store : List.of(one, two, one, two)) {
        Change change =
            here.creationChange(
                here.birth(Author.freshId(), wanted),
                Author.content("Wanted " + changes.size(), "Help."),
                here.now());
        change = changes.size() % 3 == 0 ? change.with(receipt) : change;
        Change rival = change.using(Author.follower(follower));
        changes.add(rival);
        rivals.add(() -> store.aggregates().save(rival));
      }
      List<SaveOutcome> outcomes = together(rivals);
      assertThat(outcomes).containsOnlyOnce(new SaveOutcome.Saved());
      Change winner = changes.get(outcomes.indexOf(new SaveOutcome.Saved()));
      AssistantId id = new AssistantId(winner.next().ref().id());
      assertThat(there.named("ada:wanted-" + round)).contains(id);
      assertThat(there.find(follower.id())).isEmpty();
      assertThat(two.receipts().find(here.tenant(), receipt.key())).isEqualTo(winner.receipt());
      for (Change change : changes) {
        AssistantId other = new AssistantId(change.next().ref().id());
        assertThat(here.find(other).isPresent()).isEqualTo(change.equals(winner));
      }
    }
    two.housekeeping().eraseDeleted(1_000);
    assertThat(one.mongo().aggregates.countDocuments(Filters.exists("usedBy"))).isZero();
  }

  /** Keeps what it got, and loses acknowledgements. */
  private static final class Topic implements EventPublisher {
    private final List<Event> records = new ArrayList<>();
    private final Random random = new Random(11);

    @Override
    public CompletionStage<Void> publish(EventMessage message) {
      return CompletableFuture.runAsync(() -> take(message.event()));
    }

    private synchronized void take(Event event) {
      records.add(event);
      if (random.nextInt(100) < 3) {
        throw new IllegalStateException("the acknowledgement was lost");
      }
    }

    /** The first occurrences, in their order. */
    synchronized List<Long> firsts(AggregateRef ref) {
      return records.stream()
          .filter(event -> event.aggregate().equals(ref))
          .map(Event::sequence)
          .distinct()
          .toList();
    }

    synchronized int size() {
      return records.size();
    }
  }

  private static final RelayObserver NOBODY =
      new RelayObserver() {
        @Override
        public void published(Event event) {}

        @Override
        public void failed(Event event, Throwable failure) {}

        @Override
        public void parked(Parked parked, Throwable failure) {}
      };

  private static Relay relay(MongoStoreUnderTest store, Topic topic) {
    AtomicLong hours = new AtomicLong();
    return new Relay(
        store.outbox(),
        new EventMessages(store.snapshots()),
        topic,
        NOBODY,
        () -> Instant.parse("2026-01-01T00:00:00Z"),
        Runnable::run,
        // Each look at it is an hour later: nothing rests.
        () -> hours.incrementAndGet() * 3_600_000_000_000L,
        7);
  }

  @Test
  void relaysAndFeedsThatTakeOverFromEachOtherLoseNothing() throws Exception {
    Topic topic = new Topic();
    int edits = 40;
    List<Assistant> assistants =
        List.of(here.create("One"), there.create("Two"), here.create("Three"));
    Map<AggregateRef, Long> events = new ConcurrentHashMap<>();
    AtomicInteger writing = new AtomicInteger(assistants.size());
    AtomicInteger lost = new AtomicInteger();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (Assistant first : assistants) {
      Author author = tasks.size() % 2 == 0 ? here : there;
      tasks.add(() -> {
        try {
          Assistant assistant = first;
          // Until a lease was lost, which happens soon.
          for (int i = 0; i < edits || (lost.get() == 0 && i < 6 * edits); i++) {
            assistant = author.editLive(assistant, "Text " + i);
          }
          events.put(assistant.ref(), assistant.sequence());
          return true;
        } finally {
          writing.decrementAndGet();
        }
      });
    }
    for (MongoStoreUnderTest store : List.of(one, two)) {
      tasks.add(() -> {
        Relay relay = relay(store, topic);
        while (writing.get() > 0) {
          List<Lease> leases = new ArrayList<>(Publishing.takeOver(store).slots());
          for (int round = 0; round < 3; round++) {
            relay.run(leases, lease -> lost.incrementAndGet());
          }
        }
        return true;
      });
      tasks.add(() -> {
        while (writing.get() > 0) {
          Lease feed = Publishing.take(store, EventFeed.LEASE, "feed " + UUID.randomUUID());
          try {
            for (int round = 0; round < 3; round++) {
              store.eventFeed().place(feed, 5);
            }
          } catch (LeaseLost e) {
            lost.incrementAndGet();
          }
        }
        return true;
      });
    }
    List<FeedPage.Entry> read = new ArrayList<>();
    tasks.add(() -> {
      long after = 0;
      while (writing.get() > 0) {
        for (FeedPage.Entry entry : two.eventFeed().after(here.tenant(), after, 3).entries()) {
          read.add(entry);
          after = entry.position();
        }
      }
      return true;
    });
    together(tasks);
    assertThat(lost.get()).as("leases that were lost under way").isPositive();

    Publishing last = Publishing.takeOver(one);
    Relay relay = relay(one, topic);
    int rounds = 0;
    while (relay.run(new ArrayList<>(last.slots()), lease -> {}) != Relay.Round.IDLE) {
      assertThat(rounds++).isLessThan(1_000);
    }
    last.place();
    List<FeedPage.Entry> feed = last.feedOf(here.tenant());
    assertThat(feed)
        .extracting(FeedPage.Entry::position)
        .containsExactlyElementsOf(upTo(events.values().stream().mapToLong(n -> n).sum()));
    assertThat(feed.subList(0, read.size())).as("read beside the writers").isEqualTo(read);
    for (Assistant assistant : assistants) {
      assertThat(topic.firsts(assistant.ref()))
          .containsExactlyElementsOf(upTo(Objects.requireNonNull(events.get(assistant.ref()))));
      assertThat(last.pendingOf(assistant.ref())).isEmpty();
      assertThat(feed)
          .extracting(FeedPage.Entry::event)
          .filteredOn(event -> event.aggregate().equals(assistant.ref()))
          .isEqualTo(two.eventLog().of(assistant.ref(), 0, 1_000));
    }
    int published = topic.size();
    Publishing again = Publishing.takeOver(two);
    assertThat(relay(two, topic).run(new ArrayList<>(again.slots()), lease -> {}))
        .isEqualTo(Relay.Round.IDLE);
    assertThat(topic.size()).isEqualTo(published);
  }
}
