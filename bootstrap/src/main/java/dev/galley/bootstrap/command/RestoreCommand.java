package dev.galley.bootstrap.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code galley restore}: puts a back-up into an empty store. */
@Command(
    name = "restore",
    description = {
      "Put everything of a backup into an empty store, on which no server runs.",
      "The file is checked first; a damaged one changes nothing. When it was",
      "interrupted, the same command goes on where it stopped; until it is finished",
      "no server starts on the store.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n")
final class RestoreCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(arity = "1", paramLabel = "FILE", description = "What 'galley backup' has written.")
  Path file = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "<kind>",
      description = "The store: postgres or mongo. Default: the one that serve would use.")
  @Nullable String to;

  @Mixin DataDirectoryOption dataDirectory = new DataDirectoryOption();
  @Mixin HelpOption help = new HelpOption();

  RestoreCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    return run(Stores.of(dataDirectory.path(surroundings), surroundings), OpenStore.WATCH);
  }

  /** Does it with these stores. */
  int run(Stores stores, Duration watch) throws InterruptedException {
    String kind = Stores.chosen("--to", to, dataDirectory.path(surroundings), surroundings);
    ArchiveFile archive = recognised();
    if (archive.kind() != ArchiveFile.Kind.BACKUP) {
      throw CommandFailure.failed(
          file
              + " is no backup but an "
              + archive.kind().wireName()
              + "; '"
              + archive.kind().taker()
              + "' takes it.");
    }
    new Restoring(surroundings, stores, watch).run(archive, kind);
    return 0;
  }

  private ArchiveFile recognised() {
    try {
      Optional<ArchiveFile> archive = ArchiveFile.recognise(file);
      return archive.orElseThrow(
          () -> CommandFailure.failed(file + " is no backup, or its beginning is damaged."));
    } catch (IOException e) {
      throw Restoring.unreadable(file, e);
    }
  }
}
