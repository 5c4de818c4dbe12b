package dev.galley.application.store;

import dev.galley.application.store.Aggregates.Found;
import dev.galley.application.store.Aggregates.Place;
import dev.galley.domain.aggregate.AggregateRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Walks along a list that all tenants have, round and round, a bounded way in each call: so that
 * what stays in it keeps nothing behind it from its turn.
 */
public final class Rounds {
  private static final int AT_ONCE = 500;

  private final Aggregates aggregates;
  private final String key;
  private final int most;

  /** Where the next call goes on. */
  private volatile Place reached = Place.BEGINNING;

  /**
   * A walk that is at the beginning.
   *
   * @param most how many are met in one call
   */
  public Rounds(Aggregates aggregates, String key, int most) {
    this.aggregates = Objects.requireNonNull(aggregates, "aggregates");
    this.key = Objects.requireNonNull(key, "key");
    this.most = most;
  }

  /**
   * Goes on until it has met all, or enough of them. One whose visit fails keeps no other from its
   * turn.
   *
   * @param visit whether to go on; else the next call begins with this one again
   * @throws RuntimeException the first one of a visit
   */
  public void walk(Predicate<AggregateRef> visit) {
    Optional<RuntimeException> failure = Optional.empty();
    boolean fromTheMiddle = !reached.equals(Place.BEGINNING);
    boolean on = true;
    int met = 0;
    while (on && met < most) {
      int limit = Math.min(AT_ONCE, most - met);
      List<Found> page = aggregates.everywhere(key, reached, limit);
      for (Found found : page) {
        try {
          on = visit.test(found.ref());
        } catch (RuntimeException e) {
          failure = failure.or(() -> Optional.of(e));
        }
        if (!on) {
          break;
        }
        reached = found.place();
        met++;
      }
      if (on && page.size() < limit) {
        reached = Place.BEGINNING;
        on = fromTheMiddle;
        fromTheMiddle = false;
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
