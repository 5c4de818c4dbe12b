package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.event.Lease;
import dev.galley.application.event.Leases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One at a time has a lease, and nobody who was overtaken gets it back. */
public interface LeasesContract extends StoreContract {

  private static String freshName() {
    return "test/" + UUID.randomUUID();
  }

  private Leases leases() {
    return store().leases();
  }

  private Lease taken(String name, String holder) {
    return leases().take(name, Optional.empty(), holder).orElseThrow();
  }

  private Lease overtaken(Lease seen, String holder) {
    return leases().take(seen.name(), Optional.of(seen), holder).orElseThrow();
  }

  @Test
  default void aLeaseThatWasNotThereBeginsWithTermOne() {
    String name = freshName();
    assertThat(leases().all(name)).isEmpty();

    assertThat(leases().take(name, Optional.empty(), "ada")).contains(new Lease(name, "ada", 1, 0));
    assertThat(leases().all(name)).containsExactly(new Lease(name, "ada", 1, 0));
    assertThat(leases().take(name, Optional.empty(), "bob")).isEmpty();
  }

  @Test
  default void nobodyIsNoHolder() {
    assertThatThrownBy(() -> leases().take(freshName(), Optional.empty(), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void oneOfManyContendersWins() {
    String name = freshName();
    for (long term = 1; term <= 10; term++) {
      Optional<Lease> seen = leases().all(name).stream().findFirst();
      List<Callable<Optional<Lease>>> contenders = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String holder = "holder " + i;
        contenders.add(() -> leases().take(name, seen, holder));
      }
      List<Lease> winners = Together.run(contenders).stream().flatMap(Optional::stream).toList();

      assertThat(winners).hasSize(1);
      assertThat(winners.getFirst().term()).isEqualTo(term);
      assertThat(leases().all(name)).isEqualTo(winners);
    }
  }

  @Test
  default void whoHasNotSeenTheLastBeatDoesNotTakeIt() {
    Lease first = taken(freshName(), "ada");
    assertThat(leases().beat(List.of(first))).containsExactly(first.name());

    assertThat(leases().take(first.name(), Optional.of(first), "bob")).isEmpty();
    Lease beaten = leases().all(first.name()).getFirst();
    assertThat(beaten).isEqualTo(new Lease(first.name(), "ada", 1, 1));
    assertThat(overtaken(beaten, "bob")).isEqualTo(new Lease(first.name(), "bob", 2, 0));
  }

  @Test
  default void whoHasSeenAnEarlierTenureDoesNotTakeIt() {
    Lease first = taken(freshName(), "ada");
    Lease second = overtaken(first, "bob");

    assertThat(leases().take(first.name(), Optional.of(first), "cyd")).isEmpty();
    assertThat(leases().take(first.name(), Optional.empty(), "cyd")).isEmpty();
    assertThat(
            leases()
                .take(
                    first.name(),
                    Optional.of(new Lease(first.name(), "ada", second.term(), 0)),
                    "cyd"))
        .isEmpty();
    assertThat(leases().all(first.name())).containsExactly(second);
  }

  @Test
  default void aHolderWhoTakesItAgainIsInANewTenure() {
    Lease first = taken(freshName(), "ada");
    Lease second = overtaken(first, "ada");

    assertThat(second.term()).isEqualTo(2);
    assertThat(leases().beat(List.of(first))).isEmpty();
    assertThat(leases().beat(List.of(second))).containsExactly(first.name());
  }

  @Test
  default void theBeatOfALostLeaseIsNotHeard() {
    Lease lost = taken(freshName(), "ada");
    Lease kept = taken(freshName(), "ada");
    Lease now = overtaken(lost, "bob");

    assertThat(leases().beat(List.of(lost, kept))).isEqualTo(Set.of(kept.name()));
    assertThat(leases().beat(List.of(new Lease(freshName(), "ada", 1, 0)))).isEmpty();
    assertThat(leases().beat(List.of())).isEmpty();
    assertThat(leases().all(lost.name())).containsExactly(now);
  }

  @Test
  default void noBeatIsLost() {
    Lease lease = taken(freshName(), "ada");
    List<Callable<Set<String>>> beats =
        IntStream.range(0, 20)
            .<Callable<Set<String>>>mapToObj(i -> () -> leases().beat(List.of(lease)))
            .toList();

    assertThat(Together.run(beats)).containsOnly(Set.of(lease.name()));
    assertThat(leases().all(lease.name())).extracting(Lease::beat).containsExactly(20L);
  }

  @Test
  default void whatIsGivenBackKeepsItsTerm() {
    Lease lease = taken(freshName(), "ada");
    leases().release(lease);

    Lease free = leases().all(lease.name()).getFirst();
    assertThat(free.isFree()).isTrue();
    assertThat(free.term()).isEqualTo(1);
    assertThat(leases().beat(List.of(lease))).isEmpty();
    assertThat(overtaken(free, "bob").term()).isEqualTo(2);
  }

  @Test
  default void whatIsLostCanNotBeGivenBack() {
    Lease lost = taken(freshName(), "ada");
    Lease now = overtaken(lost, "bob");
    leases().release(lost);
    leases().release(new Lease(freshName(), "ada", 1, 0));

    assertThat(leases().all(lost.name())).containsExactly(now);
  }

  @Test
  default void aLeaseIsRemovedByWhoHasSeenItsLastBeat() {
    Lease seen = taken(freshName(), "ada");
    leases().beat(List.of(seen));
    leases().remove(seen);
    Lease now = leases().all(seen.name()).getFirst();
    leases().remove(new Lease(now.name(), now.holder(), now.term() + 1, now.beat()));
    assertThat(leases().all(seen.name())).containsExactly(now);

    leases().remove(now);
    assertThat(leases().all(seen.name())).isEmpty();
    assertThat(leases().take(seen.name(), Optional.of(now), "bob")).isEmpty();
    assertThat(leases().beat(List.of(now))).isEmpty();
    leases().remove(now);
  }

  @Test
  default void leasesAreFoundByTheBeginningOfTheirNamesInOrder() {
    String prefix = freshName() + "/%_\\";
    Lease second = taken(prefix + "b", "ada");
    Lease first = taken(prefix + "B", "ada");
    Lease longest = taken(prefix + "x".repeat(200 - prefix.length()), "ada");
    taken(prefix.replace('%', 'x') + "b", "ada");
    taken(prefix.replace('_', 'x') + "b", "ada");

    assertThat(leases().all(prefix)).containsExactly(first, second, longest);
  }
}
