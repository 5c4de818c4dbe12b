package dev.galley.application.event;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Shows an operator how the way of events out is doing. */
public final class InspectOutbox {
  /** The most parked aggregates that one page has. */
  public static final int MAX_LIMIT = 200;

  private final Outbox outbox;
  private final Leases leases;
  private final InstantSource clock;

  public InspectOutbox(Outbox outbox, Leases leases, InstantSource clock) {
    this.outbox = outbox;
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param after the key of the parked aggregate behind which to begin, empty for the first
   * @param limit at most so many parked aggregates, 1 to {@link #MAX_LIMIT}
   */
  public record Query(String after, int limit) {

    public Query {
      Objects.requireNonNull(after, "after");
      if (limit < 1 || limit > MAX_LIMIT) {
        throw new IllegalArgumentException(
            "limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
      }
    }
  }

  /**
   * The state of the outbox.
   *
   * @param oldestPending how long the oldest event waits that is not parked; zero without any
   * @param next the key behind which the next page of parked aggregates begins
   */
  public record State(
      Backlog backlog,
      Duration oldestPending,
      List<Lease> leases,
      List<Parked> parked,
      Optional<String> next) {

    public State {
      leases = List.copyOf(leases);
      parked = List.copyOf(parked);
    }
  }

  /** The state, with one page of what is parked. */
  public State handle(Query query) {
    Backlog backlog = outbox.backlog();
    List<Parked> parked = outbox.parked(query.after(), query.limit() + 1);
    boolean more = parked.size() > query.limit();
    List<Parked> page = more ? parked.subList(0, query.limit()) : parked;
    return new State(
        backlog,
        backlog.waiting(clock.instant()),
        leases.all(""),
        page,
        more ? Optional.of(page.getLast().aggregate().key()) : Optional.empty());
  }
}
