package dev.galley.bootstrap.command;

import picocli.CommandLine.Command;

/** {@code galley demo}: shows a part of Galley at work. */
@Command(
    name = "demo",
    description = {"Show a part of Galley at work.", ""},
    synopsisSubcommandLabel = "<what>",
    commandListHeading = "What:%n",
    optionListHeading = "%nOptions:%n")
final class DemoCommand {
  @picocli.CommandLine.Mixin HelpOption help = new HelpOption();

  DemoCommand() {}
}
