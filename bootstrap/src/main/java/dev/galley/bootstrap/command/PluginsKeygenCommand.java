package dev.galley.bootstrap.command;

import dev.galley.plugins.host.PluginSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code galley plugins keygen}: keys of a publisher. */
@Command(
    name = "keygen",
    description = {
      "Make the keys of a publisher: the private one goes into the file, the public",
      "one is printed, for galley.plugins.publishers.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n")
final class PluginsKeygenCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "<file>", description = "A file that is not there yet.")
  Path file = Path.of("");

  @Mixin HelpOption help = new HelpOption();

  PluginsKeygenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (Files.exists(file)) {
      throw CommandFailure.failed(file + " is there already.");
    }
    PluginSigner.Keys keys = PluginSigner.newKeys();
    try {
      PrivateFiles.write(file, keys.privateKey() + System.lineSeparator());
    } catch (IOException e) {
      throw CommandFailure.failed(file + " can't be written: " + e.getMessage());
    }
    surroundings.out().println(keys.publicKey());
    return 0;
  }
}
