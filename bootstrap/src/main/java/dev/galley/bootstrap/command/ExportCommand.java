package dev.galley.bootstrap.command;

import dev.galley.application.store.Export;
import dev.galley.application.support.ApplicationException;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code galley export}: writes what people have made in a store, without secrets. */
@Command(
    name = "export",
    description = {
      "Write what people have made in a store as one JSON object per line: assistants,",
      "agents, drafts, histories, files, comments, chats, usage. No secrets, no",
      "tokens, no events. On PostgreSQL servers go on meanwhile; on MongoDB none may",
      "run.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "'galley import' takes it. The same things make the same bytes, whichever store",
      "they are in. Only its owner can read the file: it holds all contents."
    })
final class ExportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to write. Default: the standard output.")
  @Nullable Path file;

  @Option(names = "--force", description = "Replace the file when it is there.")
  boolean force;

  @Option(names = "--tenant", paramLabel = "<id>", description = "Only what is in this tenant.")
  @Nullable String tenant;

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
  public Integer call() {
    return run(Stores.reading(dataDirectory.path(surroundings), surroundings), OpenStore.WATCH);
  }

  /** Does it with these stores. */
  int run(Stores stores, Duration watch) {
    String kind = Stores.chosen("--from", from, dataDirectory.path(surroundings), surroundings);
    Optional<TenantId> only = tenant();
    Optional<Path> place =
        Optional.ofNullable(file).map(given -> BackupCommand.requirePlace(given, force));
    String name = file == null ? "the standard output" : file.toString();
    try (OpenStore store = stores.open(kind)) {
      store.requireWhole();
      long[] count = {0};
      PrivateFiles.Bytes bytes =
          out -> {
            count[0] = write(store, only, watch, out);
            if (count[0] == 0 && only.isPresent()) {
              throw CommandFailure.failed(
                  "There is nothing of the tenant "
                      + only.get().value()
                      + " in "
                      + store.title()
                      + ".");
            }
          };
      PrintStream told = surroundings.out();
      if (place.isPresent()) {
        PrivateFiles.keep(place.get(), bytes);
      } else {
        OutputStream standard = new BufferedOutputStream(surroundings.out());
        bytes.to(standard);
        standard.flush();
        if (surroundings.out().checkError()) {
          throw new IOException("it was closed, or there is no room");
        }
        told = surroundings.err();
      }
      told.println(count[0] + " entries of " + store.title() + " in " + name);
      return 0;
    } catch (IOException e) {
      throw CommandFailure.failed(name + " can't be written: " + AssistantImporter.describe(e));
    } catch (ApplicationException e) {
      throw CommandFailure.failed("The store failed: " + e.getMessage());
    }
  }

  private long write(OpenStore store, Optional<TenantId> only, Duration watch, OutputStream out)
      throws IOException {
    return store.still(
        watch,
        view ->
            ArchiveFile.write(
                ArchiveFile.Kind.EXPORT,
                JsonObject.EMPTY,
                new Export(view, only),
                out,
                surroundings));
  }

  private Optional<TenantId> tenant() {
    try {
      return Optional.ofNullable(tenant).map(TenantId::new);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.setting("--tenant", String.valueOf(tenant), "the id of a tenant");
    }
  }
}
