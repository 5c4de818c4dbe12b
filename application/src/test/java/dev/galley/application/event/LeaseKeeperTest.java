package dev.galley.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.memory.InMemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Processes share leases by looking at each other's beats, each with a clock of its own. */
class LeaseKeeperTest {
  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final List<String> SLOTS = Slot.all().stream().map(Slot::lease).toList();

  private final Leases leases = new InMemoryStore(Clock.systemUTC()).leases();

  /** A process: it can be paused, and its clock goes on meanwhile. */
  private final class Server {
    final Ticks clock = new Ticks();
    final LeaseKeeper keeper;

    Server(String name, List<String> wanted) {
      // Clocks of different machines have nothing to do with each other.
      clock.now = new Random(name.hashCode()).nextLong() / 4;
      keeper = new LeaseKeeper(leases, "slot", wanted, name, LEASE, clock);
    }

    Set<String> held() {
      Set<String> names = new HashSet<>();
      keeper.held().forEach(lease -> names.add(lease.name()));
      return names;
    }
  }

  private static final class Ticks implements Ticker {
    long now;

    @Override
    public long nanos() {
      return now;
    }
  }

  private static void pass(Duration time, List<Server> all, Server... running) {
    Duration step = Duration.ofMillis(500);
    for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
      all.forEach(process -> process.clock.now += step.toNanos());
      for (Server process : running) {
        process.keeper.handBack();
        process.keeper.tick();
      }
    }
  }

  @Test
  void oneProcessHoldsEverything() {
    Server one = new Server("one", SLOTS);
    one.keeper.tick();

    assertThat(one.held()).containsExactlyInAnyOrderElementsOf(SLOTS);
    pass(Duration.ofMinutes(2), List.of(one), one);
    assertThat(one.held()).hasSize(Slot.COUNT);
    assertThat(one.keeper.held()).allMatch(lease -> lease.term() == 1);
  }

  @Test
  void aSecondProcessGetsItsFairPartAndAThirdToo() {
    Server one = new Server("one", SLOTS);
    Server two = new Server("two", SLOTS);
    Server three = new Server("three", SLOTS);
    List<Server> all = List.of(one, two, three);
    pass(Duration.ofSeconds(1), all, one);
    pass(Duration.ofSeconds(10), all, one, two);

    assertThat(one.held()).hasSize(8);
    assertThat(two.held()).hasSize(8).doesNotContainAnyElementsOf(one.held());

    pass(Duration.ofSeconds(10), all, one, two, three);
    assertThat(List.of(one.held().size(), two.held().size(), three.held().size()))
        .allMatch(n -> n >= 4 && n <= 6);
    assertEverythingIsHeldOnce(all);
  }

  @Test
  void whatASilentProcessHeldIsTakenWithinALeaseAndTwoSeconds() {
    Server one = new Server("one", SLOTS);
    Server two = new Server("two", SLOTS);
    List<Server> all = List.of(one, two);
    pass(Duration.ofSeconds(10), all, one, two);
    // Its last beat may have been a third of the lease before.
    pass(LEASE.multipliedBy(2).dividedBy(3).minusMillis(500), all, two);
    assertThat(two.held()).hasSize(8);

    pass(LEASE.dividedBy(3).plusMillis(2_500), all, two);
    assertThat(two.held()).hasSize(Slot.COUNT);
  }

  @Test
  void aProcessThatWasPausedHoldsNothingFromTheMomentItGoesOn() {
    Server one = new Server("one", SLOTS);
    Server two = new Server("two", SLOTS);
    List<Server> all = List.of(one, two);
    pass(Duration.ofSeconds(1), all, one);
    pass(LEASE.plusSeconds(2), all, two);

    assertThat(one.held()).isEmpty();
    assertThat(two.held()).hasSize(Slot.COUNT);
    pass(Duration.ofSeconds(10), all, one, two);
    assertThat(one.held()).hasSize(8);
    assertThat(one.keeper.held()).allMatch(lease -> lease.term() > 1);
    assertEverythingIsHeldOnce(all);
  }

  @Test
  void aStoreThatAnsweredNothingForALeaseLeavesNothingToBeSureOf() {
    Server one = new Server("one", SLOTS);
    one.keeper.tick();
    one.clock.now += LEASE.toNanos();

    assertThat(one.held()).isEmpty();
    one.keeper.tick();
    assertThat(one.held()).as("nobody else has taken it").hasSize(Slot.COUNT);
  }

  @Test
  void whatIsGivenBackIsTakenAtOnce() {
    Server one = new Server("one", SLOTS);
    Server two = new Server("two", SLOTS);
    one.keeper.tick();
    one.keeper.close();
    assertThat(one.held()).isEmpty();
    two.keeper.tick();

    assertThat(two.held()).hasSize(Slot.COUNT);
    one.keeper.tick();
    assertThat(one.held()).isEmpty();
  }

  @Test
  void whoCantDoTheWorkLeavesItToTheOthersForAWhile() {
    Server one = new Server("one", SLOTS);
    Server two = new Server("two", SLOTS);
    List<Server> all = List.of(one, two);
    pass(Duration.ofSeconds(10), all, one, two);
    one.keeper.standBack(Duration.ofSeconds(30));
    assertThat(one.held()).isEmpty();

    pass(Duration.ofSeconds(20), all, one, two);
    assertThat(one.held()).isEmpty();
    assertThat(two.held()).hasSize(Slot.COUNT);
    pass(Duration.ofSeconds(20), all, one, two);
    assertThat(one.held()).hasSize(8);
    assertEverythingIsHeldOnce(all);
  }

  @Test
  void whoIsAloneDoesNotStandBack() {
    Server one = new Server("one", SLOTS);
    pass(Duration.ofSeconds(1), List.of(one), one);
    one.keeper.standBack(Duration.ofSeconds(30));

    assertThat(one.held()).hasSize(Slot.COUNT);
  }

  @Test
  void aLeaseThatWasLostAndTakenAgainIsNotForgotten() {
    Server one = new Server("one", SLOTS);
    Server two = new Server("two", SLOTS);
    pass(Duration.ofSeconds(1), List.of(one, two), one);
    Lease lost = one.keeper.held().getFirst();
    pass(LEASE.plusSeconds(2), List.of(one, two), two);
    two.keeper.close();
    pass(LEASE, List.of(one, two), one);
    assertThat(one.held()).hasSize(Slot.COUNT);

    one.keeper.lost(lost);
    assertThat(one.held()).hasSize(Slot.COUNT);
    one.keeper.lost(one.keeper.held().getFirst());
    assertThat(one.held()).hasSize(Slot.COUNT - 1);
  }

  @Test
  void deadMembersAreForgotten() {
    Server one = new Server("one", SLOTS);
    Server two = new Server("two", SLOTS);
    pass(Duration.ofSeconds(2), List.of(one, two), one, two);
    assertThat(leases.all("slot/member/")).hasSize(2);
    pass(LEASE.multipliedBy(12), List.of(one, two), one);

    assertThat(leases.all("slot/member/")).hasSize(1);
    assertThat(one.held()).hasSize(Slot.COUNT);
  }

  @Test
  void noTwoAreEverSureOfTheSameWhateverIsPaused() {
    Random random = new Random(11);
    for (int round = 0; round < 50; round++) {
      List<Server> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(new Server("p" + round + '-' + i, SLOTS));
      }
      for (int step = 0; step < 60; step++) {
        Server[] running =
            all.stream().filter(process -> random.nextInt(4) > 0).toArray(Server[]::new);
        pass(Duration.ofMillis(500L * random.nextInt(1, 20)), all, running);
        Map<String, Server> sure = new HashMap<>();
        for (Server process : all) {
          process.held().forEach(name -> assertThat(sure.put(name, process)).as(name).isNull());
        }
      }
      pass(LEASE.plusSeconds(10), all, all.toArray(Server[]::new));
      assertEverythingIsHeldOnce(all);
      all.forEach(process -> process.keeper.close());
    }
  }

  private static void assertEverythingIsHeldOnce(List<Server> all) {
    List<String> held = new ArrayList<>();
    all.forEach(process -> held.addAll(process.held()));
    assertThat(held).containsExactlyInAnyOrderElementsOf(SLOTS);
  }
}
