package dev.galley.bootstrap.command;

import dev.galley.plugins.host.PluginSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code galley plugins sign}: a signature beside a jar. */
@Command(
    name = "sign",
    description = {"Sign a plugin: writes <jar>.sig beside the jar.", ""},
    sortOptions = false,
    optionListHeading = "Options:%n")
final class PluginsSignCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--key",
      paramLabel = "<file>",
      required = true,
      description = "The private key, as 'galley plugins keygen' has written it.")
  Path key = Path.of("");

  @Parameters(index = "0", paramLabel = "<jar>", description = "The plugin.")
  Path jar = Path.of("");

  @Mixin HelpOption help = new HelpOption();

  PluginsSignCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try {
      String signature = PluginSigner.of(Files.readString(key)).sign(Files.readAllBytes(jar));
      Path file = jar.resolveSibling(jar.getFileName() + ".sig");
      Files.writeString(file, signature + "\n");
      surroundings.out().println(file);
      return 0;
    } catch (IllegalArgumentException e) {
      throw CommandFailure.failed(key + " holds no private key that 'keygen' has made.");
    } catch (IOException e) {
      throw CommandFailure.failed("The plugin can't be signed: " + AssistantImporter.describe(e));
    }
  }
}
