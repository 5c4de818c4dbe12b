package dev.galley.bootstrap.command;

import dev.galley.application.event.Lease;
import dev.galley.application.store.Archive;
import dev.galley.application.support.ApplicationException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code galley migrate}: carries everything from one store into another. */
@Command(
    name = "migrate",
    description = {
      "Copy everything from one store into another, empty one, and compare both.",
      "No server may run on either. The source stays as it is.",
      "When it was interrupted, the same command goes on where it stopped; until it",
      "is finished no server starts on the target.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "postgres is the server of GALLEY_POSTGRES_URL, else the one that Galley runs",
      "in the data directory; mongo is the one of GALLEY_MONGO_URI.",
      "The exit code is 1 when something is different on the two sides."
    })
final class MigrateCommand implements Callable<Integer> {
  private static final String AGAIN = "Run the same command again to go on.";

  private final Surroundings surroundings;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "<kind>",
      description = "The store to copy: postgres or mongo.")
  String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "<kind>",
      description = "The empty store to copy into: postgres or mongo.")
  String to = "";

  @Option(names = "--check", description = "Copy nothing; only compare the two.")
  boolean check;

  @Mixin DataDirectoryOption dataDirectory = new DataDirectoryOption();
  @Mixin HelpOption help = new HelpOption();

  MigrateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    return run(Stores.of(dataDirectory.path(surroundings), surroundings), OpenStore.WATCH);
  }

  /** Does it with these stores. */
  int run(Stores stores, Duration watch) throws InterruptedException {
    String fromKind = Stores.kind("--from", from);
    String toKind = Stores.kind("--to", to);
    if (fromKind.equals(toKind)) {
      throw CommandFailure.misused("--from and --to: both " + to + " (expected: two stores).");
    }
    try (OpenStore source = stores.open(fromKind);
        OpenStore target = stores.open(toKind)) {
      surroundings.out().println("From " + source.title());
      surroundings.out().println("to   " + target.title());
      surroundings.out().flush();
      return run(source, target, watch);
    } catch (ApplicationException e) {
      throw CommandFailure.failed("A store failed: " + e.getMessage() + ". " + AGAIN);
    }
  }

  private int run(OpenStore source, OpenStore target, Duration watch) throws InterruptedException {
    source.requireWhole();
    if (!check) {
      requireTarget(source, target.archive());
    }
    List<Lease> ofSource = source.requireQuiet(watch);
    List<Lease> ofTarget = target.requireQuiet(watch);
    Migration migration = new Migration(surroundings);
    if (!check) {
      target.archive().begin(source.title());
      migration.copy(source.archive(), target.archive());
    }
    List<Migration.Row> rows = migration.compare(source.archive(), target.archive());
    source.requireAsBefore(ofSource);
    target.requireAsBefore(ofTarget);
    print(rows);
    if (!rows.stream().allMatch(Migration.Row::same)) {
      throw CommandFailure.failed(
          check
              ? "The two stores are different."
              : "The two stores are different: the source was changed after the migration had"
                  + " begun. Empty the target, and begin again.");
    }
    if (!check) {
      target.archive().finish();
    }
    surroundings.out().println("Both stores hold the same" + (check ? "." : "; finished."));
    return 0;
  }

  private static void requireTarget(OpenStore source, Archive target) {
    Optional<String> unfinished = target.unfinished();
    if (unfinished.isPresent() && !unfinished.get().equals(source.title())) {
      throw CommandFailure.failed(
          "The target is one of an unfinished migration from "
              + unfinished.get()
              + ", not from "
              + source.title()
              + "; go on with that one, or empty the target.");
    }
    if (unfinished.isEmpty() && !target.isEmpty()) {
      throw CommandFailure.failed(
          "The target is not empty; a migration needs an empty store. --check compares the two.");
    }
  }

  private void print(List<Migration.Row> rows) {
    PrintStream out = surroundings.out();
    out.printf(Locale.ROOT, "%-10s %10s %10s  %s%n", "Part", "source", "target", "SHA-256");
    for (Migration.Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-10s %10d %10d  %s%n",
          row.part().wireName(),
          row.from().count(),
          row.to().count(),
          row.same()
              ? row.from().sha256()
              : "DIFFERENT: " + row.from().sha256() + " and " + row.to().sha256());
    }
    out.flush();
  }
}
