package dev.galley.bootstrap.command;

import dev.galley.application.event.Lease;
import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.support.ApplicationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Puts what a file holds into an empty store, which no server opens before all of it is there. When
 * it was interrupted it goes on with the same file.
 */
final class Restoring {
  private static final String KEYS_NOTE =
      "There are secrets in it. They open only with the server's keys of that time: put the whole"
          + " file keys/secrets.key that was kept with the backup into the folder keys of the data"
          + " directory, or set GALLEY_SECRETS_KEY to what is in it, before the server starts.";

  private final Surroundings surroundings;
  private final Stores stores;
  private final Duration watch;

  /**
   * Does nothing yet.
   *
   * @param watch for how long to look whether a server works on the store
   */
  Restoring(Surroundings surroundings, Stores stores, Duration watch) {
    this.surroundings = surroundings;
    this.stores = stores;
    this.watch = watch;
  }

  /** Checks all of the file, puts it in, and compares. */
  void run(ArchiveFile file, String kind) throws InterruptedException {
    try {
      ArchiveFile.Checked checked = file.check(surroundings);
      try (OpenStore store = stores.open(kind)) {
        put(checked, store);
        surroundings
            .out()
            .println(
                checked.entries()
                    + " entries of "
                    + file.path()
                    + " are in "
                    + store.title()
                    + '.');
        if (checked.sealed()) {
          surroundings.out().println(KEYS_NOTE);
        }
      }
    } catch (IOException e) {
      throw unreadable(file.path(), e);
    } catch (ApplicationException e) {
      throw CommandFailure.failed(
          "The store failed: " + e.getMessage() + ". Run the same command again to go on.");
    }
  }

  /** That a file can't be read. */
  static CommandFailure unreadable(Path path, IOException e) {
    return CommandFailure.failed(path + " can't be read: " + AssistantImporter.describe(e));
  }

  private void put(ArchiveFile.Checked checked, OpenStore store)
      throws IOException, InterruptedException {
    Archive archive = store.archive();
    requireRoom(checked, store);
    List<Lease> seen = store.requireQuiet(watch);
    archive.begin(checked.title());
    checked.file().writeInto(archive, checked.entries(), surroundings);
    Migration migration = new Migration(surroundings);
    for (Part part : Part.values()) {
      PartSum sum = migration.sum(archive, part);
      PartSum expected = checked.sums().getOrDefault(part, new PartSum.Running().sum());
      if (!sum.equals(expected)) {
        throw CommandFailure.failed(
            store.title()
                + " does not hold what the file does: "
                + sum.count()
                + " of "
                + expected.count()
                + " entries of "
                + part.wireName()
                + ", or others; somebody has worked on it. Empty it, and begin again.");
      }
    }
    store.requireAsBefore(seen);
    archive.finish();
  }

  private static void requireRoom(ArchiveFile.Checked checked, OpenStore store) {
    Optional<String> unfinished = store.archive().unfinished();
    if (unfinished.isEmpty() && !store.archive().isEmpty()) {
      throw CommandFailure.failed(
          store.title()
              + " is not empty; '"
              + checked.file().kind().taker()
              + "' needs an empty store.");
    }
    if (unfinished.filter(title -> !title.equals(checked.title())).isPresent()) {
      throw CommandFailure.failed(
          store.title()
              + " is half filled from "
              + unfinished.get()
              + ", and this file is "
              + checked.title()
              + "; go on with that one, or empty the store.");
    }
  }
}
