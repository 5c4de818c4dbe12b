package dev.galley.bootstrap.command;

import dev.galley.application.support.ApplicationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code galley backup}: writes everything that a store holds into a file. */
@Command(
    name = "backup",
    description = {
      "Write everything that a store holds into one compressed file, as it is at one",
      "moment. On PostgreSQL servers go on meanwhile; on MongoDB none may run.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "'galley restore' takes the file, into any sort of store. Only its owner can",
      "read it. Secrets are in it as they are in the store, sealed: the keys of the",
      "data directory are not, and have to be kept apart."
    })
final class BackupCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(arity = "1", paramLabel = "FILE", description = "Where to write.")
  Path file = Path.of("");

  @Option(names = "--force", description = "Replace the file when it is there.")
  boolean force;

  @Option(
      names = "--from",
      paramLabel = "<kind>",
      description = "The store: postgres or mongo. Default: the one that serve would use.")
  @Nullable String from;

  @Mixin DataDirectoryOption dataDirectory = new DataDirectoryOption();
  @Mixin HelpOption help = new HelpOption();

  BackupCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return run(Stores.reading(dataDirectory.path(surroundings), surroundings), OpenStore.WATCH);
  }

  /** Does it with these stores. */
  int run(Stores stores, Duration watch) {
    String kind = Stores.chosen("--from", from, dataDirectory.path(surroundings), surroundings);
    Path place = requirePlace(file, force);
    try (OpenStore store = stores.open(kind)) {
      store.requireWhole();
      long[] count = {0};
      PrivateFiles.keep(
          place,
          out ->
              count[0] =
                  store.still(
                      watch,
                      view ->
                          ArchiveFile.write(
                              ArchiveFile.Kind.BACKUP,
                              ArchiveFile.aboutBackup(surroundings.clock().instant(), store.kind()),
                              view,
                              out,
                              surroundings)));
      surroundings
          .out()
          .println(
              count[0]
                  + " entries of "
                  + store.title()
                  + " in "
                  + file
                  + ", "
                  + Files.size(place)
                  + " bytes");
      return 0;
    } catch (IOException e) {
      throw CommandFailure.failed(file + " can't be written: " + AssistantImporter.describe(e));
    } catch (ApplicationException e) {
      throw CommandFailure.failed("The store failed: " + e.getMessage());
    }
  }

  /** Where to write, unless something is there. */
  static Path requirePlace(Path file, boolean force) {
    Path place = file.toAbsolutePath();
    if (Files.isDirectory(place)) {
      throw CommandFailure.setting("FILE", file, "a file, not a directory");
    }
    if (Files.exists(place) && !force) {
      throw CommandFailure.failed(file + " is there already; --force replaces it.");
    }
    return place;
  }
}
