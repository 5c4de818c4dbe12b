package dev.galley.bootstrap.command;

import dev.galley.application.event.Lease;
import dev.galley.application.event.Leases;
import dev.galley.application.store.Archive;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A store that a command works on by itself, without a server.
 *
 * @param kind what {@code --store} calls it
 * @param place where it is, in words and without secrets; the same for the same store
 * @param closing lets go of it
 */
record OpenStore(String kind, String place, Archive archive, Leases leases, Runnable closing)
    implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);

  OpenStore {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(archive, "archive");
    Objects.requireNonNull(leases, "leases");
    Objects.requireNonNull(closing, "closing");
  }

  /** The store in words, by which a migration is told from others. */
  String title() {
    return kind + " (" + place + ")";
  }

  /**
   * Refuses a store that a server works on: one whose leases move. Those that nobody holds are not
   * watched; those of a server that has crashed stand still.
   *
   * @param watch how long to look at leases that somebody holds
   * @return the leases as they stand
   */
  List<Lease> requireQuiet(Duration watch) throws InterruptedException {
    List<Lease> seen = leases.all("");
    if (seen.stream().anyMatch(lease -> !lease.isFree())) {
      long end = System.nanoTime() + watch.toNanos();
      while (System.nanoTime() - end < 0) {
        Thread.sleep(LOOK);
        requireAsBefore(seen);
      }
    }
    return seen;
  }

  /** Refuses a store that a server has worked on since its leases were seen like this. */
  void requireAsBefore(List<Lease> seen) {
    if (!leases.all("").equals(seen)) {
      throw CommandFailure.failed(
          "A server works on " + title() + "; stop it, and run the command again.");
    }
  }

  /** Refuses a store into which a migration is unfinished. */
  void requireWhole() {
    archive
        .unfinished()
        .ifPresent(source -> {
          throw unfinished(source, kind);
        });
  }

  /** Why such a store can't be used. */
  static CommandFailure unfinished(String source, String kind) {
    return CommandFailure.failed(
        "A migration from "
            + source
            + " into this store is unfinished; 'galley migrate --from "
            + source.split(" ", 2)[0]
            + " --to "
            + kind
            + "' goes on with it and finishes it.");
  }

  @Override
  public void close() {
    closing.run();
  }
}
