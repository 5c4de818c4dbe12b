package dev.galley.bootstrap.command;

import dev.galley.application.event.Lease;
import dev.galley.application.event.Leases;
import dev.galley.application.store.Archive;
import dev.galley.application.store.ArchiveView;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A store that a command works on by itself, without a server.
 *
 * @param kind what {@code --store} calls it
 * @param place where it is, in words and without secrets; the same for the same store
 * @param closing lets go of it
 */
record OpenStore(String kind, String place, Archive archive, Leases leases, Runnable closing)
    implements AutoCloseable {
  /** More than a server is silent for: three beats of its leases. */
  static final Duration WATCH = Duration.ofSeconds(11);

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
    List<Lease> now =
        leases.all("").stream().filter(lease -> seen.contains(lease) || wasHeld(lease)).toList();
    if (!now.equals(seen)) {
      throw CommandFailure.failed(
          "A server works on " + title() + "; stop it, and run the command again.");
    }
  }

  /** On MongoDB the end of the feed that is copied stands in a lease which nobody has held. */
  private static boolean wasHeld(Lease lease) {
    return !lease.isFree() || lease.term() > 1 || lease.beat() > 0;
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
    for (ArchiveFile.Kind file : ArchiveFile.Kind.values()) {
      if (source.startsWith(file.wireName() + ' ')) {
        return CommandFailure.failed(
            "This store is half filled from "
                + source
                + "; '"
                + file.taker()
                + " FILE' with the same file goes on with it and finishes it.");
      }
    }
    return CommandFailure.failed(
        "A migration from "
            + source
            + " into this store is unfinished; 'galley migrate --from "
            + source.split(" ", 2)[0]
            + " --to "
            + kind
            + "' goes on with it and finishes it.");
  }

  /** What is read of a store. */
  @FunctionalInterface
  interface Reading<T> {
    T of(ArchiveView view) throws IOException;
  }

  /**
   * Reads while nothing changes: at one moment, or else while no server works on the store.
   *
   * @param watch how long to look whether one does
   * @throws IOException that of the reading
   */
  <T> T still(Duration watch, Reading<T> reading) throws IOException {
    try {
      Optional<T> seen = archive.atOneMoment(view -> unchecked(reading, view));
      if (seen.isPresent()) {
        return seen.get();
      }
      List<Lease> before = requireQuiet(watch);
      T result = reading.of(archive);
      requireAsBefore(before);
      return result;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static <T> T unchecked(Reading<T> reading, ArchiveView view) {
    try {
      return reading.of(view);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
