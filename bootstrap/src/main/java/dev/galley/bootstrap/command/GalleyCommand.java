package dev.galley.bootstrap.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code galley}, with one command below it for everything that it can do. */
@Command(
    name = "galley",
    description = {"A draft-first authoring server for AI assistants.", ""},
    synopsisSubcommandLabel = "<command>",
    commandListHeading = "Commands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "'galley help <command>' tells the options of one.",
      "'galley serve' starts a server with its data in ./galley-data; the other",
      "commands find it there, or by GALLEY_URL and GALLEY_TOKEN."
    })
public final class GalleyCommand implements Callable<Integer> {
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=\\.) ");

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  GalleyCommand() {}

  /** Runs the command of the arguments and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Surroundings.ofProcess(), arguments));
  }

  /** Runs the command of the arguments. */
  static int run(Surroundings surroundings, String... arguments) {
    PrintWriter out = new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8);
    CommandLine line =
        new CommandLine(new GalleyCommand())
            .addSubcommand(new ServeCommand(surroundings))
            .addSubcommand(new TokenCommand(surroundings))
            .addSubcommand(new ImportCommand(surroundings))
            .addSubcommand(new DiffCommand(surroundings))
            .addSubcommand(new LogCommand(surroundings))
            .addSubcommand(new RotateKeysCommand(surroundings))
            .addSubcommand(new ExportCommand(surroundings))
            .addSubcommand(new BackupCommand(surroundings))
            .addSubcommand(new RestoreCommand(surroundings))
            .addSubcommand(new MigrateCommand(surroundings))
            .addSubcommand(
                new CommandLine(new PluginsCommand())
                    .addSubcommand(new PluginsListCommand(surroundings))
                    .addSubcommand(new PluginsVerifyCommand(surroundings))
                    .addSubcommand(new PluginsSignCommand(surroundings))
                    .addSubcommand(new PluginsKeygenCommand(surroundings)))
            .addSubcommand(new DoctorCommand(surroundings))
            .addSubcommand(
                new CommandLine(new DemoCommand())
                    .addSubcommand(new DemoKafkaCommand(surroundings)))
            .addSubcommand(new CommandLine.HelpCommand())
            .setOut(out)
            .setErr(err)
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setParameterExceptionHandler((failure, given) -> misused(failure))
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> failed(surroundings, failure));
    line.getCommandSpec().versionProvider(() -> new String[] {"galley " + Version.text()});
    line.getSubcommands().values().forEach(GalleyCommand::tellInSentences);
    return line.execute(arguments);
  }

  /** Lists of commands show the first line of a description, which is to be a whole sentence. */
  private static void tellInSentences(CommandLine command) {
    command.getSubcommands().values().forEach(GalleyCommand::tellInSentences);
    String[] lines = command.getCommandSpec().usageMessage().description();
    int end = Arrays.asList(lines).indexOf("");
    if (end > 0) {
      String paragraph = String.join(" ", Arrays.copyOf(lines, end));
      Stream<String> rest = Arrays.stream(lines, end, lines.length);
      command
          .getCommandSpec()
          .usageMessage()
          .description(
              Stream.concat(Arrays.stream(SENTENCE_END.split(paragraph, 2)), rest)
                  .toArray(String[]::new));
    }
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
    return 0;
  }

  private static int misused(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    CommandSpec spec = command.getCommandSpec();
    PrintWriter err = command.getErr();
    if (failure instanceof UnmatchedArgumentException unmatched
        && spec.parent() == null
        && !unmatched.isUnknownOption()) {
      err.println("galley: there is no command '" + unmatched.getUnmatched().getFirst() + "'.");
    } else {
      err.println(spec.qualifiedName() + ": " + failure.getMessage());
    }
    UnmatchedArgumentException.printSuggestions(failure, err);
    String help = spec.parent() == null ? "galley help" : "galley help " + spec.name();
    err.println("'" + help + "' shows what can be said.");
    return CommandFailure.MISUSED;
  }

  private static int failed(Surroundings surroundings, Exception failure) {
    boolean debug = surroundings.variable("GALLEY_DEBUG").isPresent();
    if (debug) {
      failure.printStackTrace(surroundings.err());
    }
    if (failure instanceof CommandFailure expected) {
      surroundings.err().println("galley: " + expected.getMessage());
      return expected.exitCode();
    }
    surroundings
        .err()
        .println(
            "galley: this should not have happened: "
                + Optional.ofNullable(failure.getMessage()).orElse("no message")
                + " ("
                + failure.getClass().getSimpleName()
                + (debug ? ")" : "; GALLEY_DEBUG=1 shows where)"));
    return CommandFailure.FAILED;
  }
}
