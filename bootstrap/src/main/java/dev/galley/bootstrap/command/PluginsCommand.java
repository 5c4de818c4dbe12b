package dev.galley.bootstrap.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code galley plugins}: what there is to do with plugins. */
@Command(
    name = "plugins",
    description = {"List the plugins of a server; sign and verify jars.", ""},
    synopsisSubcommandLabel = "<command>",
    commandListHeading = "Commands:%n",
    optionListHeading = "%nOptions:%n")
final class PluginsCommand implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;
  @Mixin HelpOption help = new HelpOption();

  @Override
  public Integer call() {
    if (spec != null) {
      PrintWriter out = spec.commandLine().getOut();
      spec.commandLine().usage(out);
    }
    return 0;
  }
}
