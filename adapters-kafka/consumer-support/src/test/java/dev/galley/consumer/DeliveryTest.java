package dev.galley.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * One aggregate's log, delivered at least once in every way that Kafka and Galley can: repeats in
 * the topics, returns to earlier offsets, the two topics interleaved, handlers and stores that
 * fail.
 */
class DeliveryTest {

  @Property(tries = 2_000)
  void eachEventHasItsEffectAtMostOnceInRisingOrderAndNoGapIsSeen(
      @ForAll @IntRange(min = 1, max = 25) int events, @ForAll long seed) throws Exception {
    Delivery delivery = new Delivery(Log.of(events, new Random(seed)), new Random(seed + 1));

    delivery.run();

    assertThat(delivery.consumer.effects)
        .isSorted()
        .doesNotHaveDuplicates()
        .endsWith((long) events);
    assertThat(delivery.consumer.gaps).isEmpty();
    assertThat(delivery.consumer.state.orElseThrow().deleted())
        .isEqualTo(delivery.log.endsWithDeletion(events));
  }

  @Property(tries = 2_000)
  void aMissingRecordIsAlwaysToldWhenItWasMissedAndTheTopicGoesOn(
      @ForAll @IntRange(min = 2, max = 25) int events, @ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Log log = Log.of(events, random);
    long missing = 1L + random.nextInt(events);
    Optional<GalleyEvent> following = log.without(missing);
    Delivery delivery = new Delivery(log, random);

    delivery.run();

    assertThat(delivery.consumer.effects).isSorted().doesNotHaveDuplicates();
    if (following.isEmpty()) {
      assertThat(delivery.consumer.gaps).isEmpty();
    } else if (delivery.consumer.lowestBefore(following.get()) < missing) {
      assertThat(delivery.consumer.gaps).containsOnly(following.get().sequence());
    } else {
      // The consumer began behind it.
      assertThat(delivery.consumer.gaps).isEmpty();
    }
  }

  /** The two topics as they stand in Kafka. */
  private record Log(Map<String, List<GalleyEvent>> topics) {

    static Log of(int events, Random random) {
      Map<String, List<GalleyEvent>> topics = new LinkedHashMap<>();
      topics.put(Events.LIFECYCLE, new ArrayList<>());
      topics.put(Events.COMMITS, new ArrayList<>());
      Map<String, Long> last = new HashMap<>();
      for (long sequence = 1; sequence <= events; sequence++) {
        String topic = random.nextBoolean() ? Events.LIFECYCLE : Events.COMMITS;
        List<GalleyEvent> records = Objects.requireNonNull(topics.get(topic));
        records.add(event(sequence, last.getOrDefault(topic, 0L), random));
        last.put(topic, sequence);
        if (random.nextInt(5) == 0) {
          // A late relay sends again what it holds.
          int from = Math.max(0, records.size() - 1 - random.nextInt(4));
          records.addAll(List.copyOf(records.subList(from, records.size())));
        }
      }
      return new Log(topics);
    }

    /** Deletions as well, behind which the agent is created again. */
    private static GalleyEvent event(long sequence, long previous, Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> Events.agentDeleted(sequence, previous);
        case 1 -> Events.agentCreated(sequence, previous);
        default -> Events.agentCommitted(sequence, previous);
      };
    }

    /** Whether the agent is gone in the end. */
    boolean endsWithDeletion(long events) {
      return topics.values().stream()
          .flatMap(List::stream)
          .filter(event -> event.sequence() == events)
          .anyMatch(GalleyEvent::isDeletion);
    }

    List<GalleyEvent> records(String topic) {
      return Objects.requireNonNull(topics.get(topic));
    }

    /** Takes an event out of its topic; the one that follows it there. */
    Optional<GalleyEvent> without(long sequence) {
      for (List<GalleyEvent> records : topics.values()) {
        if (records.removeIf(event -> event.sequence() == sequence)) {
          return records.stream().filter(e -> e.sequence() > sequence).findFirst();
        }
      }
      throw new AssertionError("no event " + sequence);
    }
  }

  /** Polls the topics in any order until both are at their ends. */
  private static final class Delivery {
    private final Log log;
    private final Random random;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Consumer consumer;

    Delivery(Log log, Random random) {
      this.log = log;
      this.random = random;
      this.consumer = new Consumer(random);
      log.topics().keySet().forEach(topic -> positions.put(topic, 0));
    }

    void run() throws Exception {
      int startsOver = random.nextInt(3);
      while (true) {
        List<String> open =
            log.topics().keySet().stream()
                .filter(topic -> position(topic) < log.records(topic).size())
                .toList();
        if (open.isEmpty()) {
          if (startsOver-- == 0) {
            return;
          }
          positions.replaceAll((topic, end) -> random.nextBoolean() ? 0 : end);
          continue;
        }
        String topic = open.get(random.nextInt(open.size()));
        if (random.nextInt(20) == 0) {
          // A partition moves: back to what was committed last.
          positions.put(topic, Math.max(0, position(topic) - random.nextInt(15)));
        }
        if (consumer.take(topic, log.records(topic).get(position(topic)))) {
          positions.merge(topic, 1, Integer::sum);
        }
      }
    }

    private int position(String topic) {
      return positions.getOrDefault(topic, 0);
    }
  }

  /** Effects and states in one transaction, which fails every now and then. */
  private static final class Consumer implements AppliedSequences {
    private static final class Failure extends Exception {
      private static final long serialVersionUID = 1L;
    }

    private final Random random;
    private final List<Long> effects = new ArrayList<>();
    private final Set<Long> gaps = new HashSet<>();
    private final Map<Long, Long> lowestBefore = new HashMap<>();
    private final List<Long> uncommitted = new ArrayList<>();
    private final IdempotentHandler handler =
        new IdempotentHandler(
            this,
            event -> {
              uncommitted.add(event.sequence());
              failSometimes();
            },
            gap -> gaps.add(gap.event().sequence()));
    private Optional<AppliedState> state = Optional.empty();
    private long lowest = Long.MAX_VALUE;

    Consumer(Random random) {
      this.random = random;
    }

    boolean take(String topic, GalleyEvent event) throws Exception {
      uncommitted.clear();
      try {
        Outcome outcome = handler.handle(topic, event);
        assertThat(uncommitted).hasSize(outcome == Outcome.APPLIED ? 1 : 0);
        effects.addAll(uncommitted);
        lowestBefore.putIfAbsent(event.sequence(), lowest);
        lowest = Math.min(lowest, event.sequence());
        return true;
      } catch (Failure e) {
        return false;
      }
    }

    /** The lowest sequence that had been seen when this event came first. */
    long lowestBefore(GalleyEvent event) {
      return lowestBefore.getOrDefault(event.sequence(), Long.MAX_VALUE);
    }

    @Override
    public Optional<AppliedState> load(String key) {
      return state;
    }

    @Override
    public void store(String key, AppliedState next) throws Failure {
      failSometimes();
      state = Optional.of(next);
    }

    private void failSometimes() throws Failure {
      if (random.nextInt(10) == 0) {
        throw new Failure();
      }
    }
  }
}
