package dev.galley.bootstrap.command;

import dev.galley.application.event.Lease;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.support.ApplicationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code galley export}: writes everything that a store holds into a file. */
@Command(
    name = "export",
    description = {
      "Write everything that a store holds into a file, one JSON object per line:",
      "its part, its key and its body. No server may run on the store.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "The same data make the same file, whichever store they are in. Only its",
      "owner can read the file: it holds all contents of all tenants."
    })
final class ExportCommand implements Callable<Integer> {
  private static final Duration WATCH = Duration.ofSeconds(11);

  private final Surroundings surroundings;

  @Option(names = "--file", required = true, paramLabel = "<file>", description = "Where to write.")
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

  ExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    return run(Stores.of(dataDirectory.path(surroundings), surroundings), WATCH);
  }

  /** Does it with these stores. */
  int run(Stores stores, Duration watch) throws InterruptedException {
    String kind =
        from != null
            ? Stores.kind("--from", from)
            : Stores.kind(
                "GALLEY_STORE",
                ServeSettings.of(
                        ServeSettings.Options.NONE, dataDirectory.path(surroundings), surroundings)
                    .store());
    Path place = file.toAbsolutePath();
    if (Files.isDirectory(place)) {
      throw CommandFailure.setting("--file", file, "a file, not a directory");
    }
    if (Files.exists(place) && !force) {
      throw CommandFailure.failed(file + " is there already; --force replaces it.");
    }
    try (OpenStore store = stores.open(kind)) {
      store.requireWhole();
      List<Lease> seen = store.requireQuiet(watch);
      long[] count = {0};
      PrivateFiles.write(
          place,
          out -> {
            for (Part part : Part.values()) {
              new Migration(surroundings)
                  .<IOException>walk(
                      store.archive(),
                      part,
                      "written",
                      "",
                      0,
                      entries -> {
                        for (Entry entry : entries) {
                          out.write(entry.line(part));
                          out.write('\n');
                        }
                        count[0] += entries.size();
                      });
            }
            store.requireAsBefore(seen);
          });
      surroundings.out().println(count[0] + " entries of " + store.title() + " in " + file);
      return 0;
    } catch (IOException e) {
      throw CommandFailure.failed(file + " can't be written: " + AssistantImporter.describe(e));
    } catch (ApplicationException e) {
      throw CommandFailure.failed("The store failed: " + e.getMessage());
    }
  }
}
