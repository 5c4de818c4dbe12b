package dev.galley.bootstrap.command;

import dev.galley.application.plugin.PluginReport;
import dev.galley.plugins.host.Publisher;
import dev.galley.plugins.host.Trial;
import dev.galley.plugins.host.Trust;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code galley plugins verify}: whether a server would load a jar, and why not. */
@Command(
    name = "verify",
    description = {
      "Tell whether a server would load a plugin: checks the signature and the hash,",
      "then loads it alone. That runs the plugin's code.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n")
final class PluginsVerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--publisher",
      paramLabel = "<name:key>",
      description = "Whose signature must be there; can be repeated.")
  List<String> publishers = List.of();

  @Parameters(index = "0", paramLabel = "<jar>", description = "The plugin.")
  Path jar = Path.of("");

  @Mixin HelpOption help = new HelpOption();

  PluginsVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Trial.Outcome<PluginReport> outcome = Trial.load(jar, trust());
    if (outcome.fault().isPresent()) {
      throw CommandFailure.failed(jar + " would not be loaded: " + outcome.fault().get());
    }
    PluginReport report = outcome.value().orElseThrow();
    surroundings.out().println("plugin     " + text(report.id()) + ' ' + text(report.version()));
    surroundings.out().println("sha256     " + text(report.sha256()));
    surroundings.out().println("signed by  " + report.publisher().orElse("nobody that was named"));
    surroundings.out().println("templates  " + String.join(", ", report.templates()));
    surroundings.out().println("gates      " + String.join(", ", report.gates()));
    return 0;
  }

  private Trust trust() {
    try {
      List<Publisher> known = publishers.stream().map(Publisher::parse).toList();
      return new Trust(!known.isEmpty(), Set.of(), known);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.misused(
          "--publisher: (expected: name:key, the key as 'galley plugins keygen' prints it)");
    }
  }

  private static String text(Optional<String> text) {
    return text.orElse("-");
  }
}
