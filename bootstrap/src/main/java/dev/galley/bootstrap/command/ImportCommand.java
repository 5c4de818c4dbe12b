package dev.galley.bootstrap.command;

import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.TeamRole;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code galley import}: makes assistants of the lines of files, or a store of what another has
 * exported.
 */
@Command(
    name = "import",
    description = {
      "Make assistants or personas of files with one JSON object per line, agents of",
      "lobe-chat.",
      "Running it twice changes nothing, and after an end halfway it goes on.",
      "",
      "Or put what 'galley export' has written into an empty store, on which no server",
      "runs: the one that serve would use.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "The server is that of --url or GALLEY_URL, with the token of --token or",
      "GALLEY_TOKEN; without them the one that runs with the data directory."
    })
final class ImportCommand implements Callable<Integer> {
  private static final int DEFAULT_JOBS = 4;
  private static final int MAX_JOBS = 32;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Surroundings surroundings;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to read.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description =
          "What the lines are: lobe (agents of lobe-chat), galley (an export), or auto. Default:"
              + " auto.")
  String format = "auto";

  @Option(
      names = "--as",
      paramLabel = "<what>",
      description = "What to make of them: assistants or personas. Default: assistants.")
  String as = "assistants";

  @Option(
      names = "--owner",
      paramLabel = "<id>",
      description = "Who is to own them. Default: whoever the token is for.")
  @Nullable String owner;

  @Option(
      names = "--owner-type",
      paramLabel = "<kind>",
      description = "user or team. Default: a team if the token lists it, else user.")
  @Nullable String ownerType;

  @Option(names = "--shared", description = "Share them with everybody of the tenant.")
  boolean shared;

  @Option(
      names = "--update",
      description = "Change those that are there and differ, through a draft and its commit.")
  boolean update;

  @Option(
      names = "--jobs",
      paramLabel = "<n>",
      description = "How many at the same time, 1 to 32. Default: 4.")
  int jobs = DEFAULT_JOBS;

  @Mixin ServerOptions server = new ServerOptions();
  @Mixin HelpOption help = new HelpOption();

  ImportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    Optional<ArchiveFile> export = export();
    if (export.isPresent()) {
      Path data = server.dataDirectory.path(surroundings);
      new Restoring(surroundings, Stores.of(data, surroundings), OpenStore.WATCH)
          .run(export.get(), Stores.chosen("--to", null, data, surroundings));
      return 0;
    }
    AgentFormat lines =
        switch (format.toLowerCase(Locale.ROOT)) {
          case "auto" -> AgentFormat.AUTO;
          case "lobe" -> AgentFormat.LOBE;
          default -> throw CommandFailure.setting("--format", format, "lobe, galley or auto");
        };
    Target target = server.target(localUser(), surroundings);
    AssistantImporter.Plan plan = plan(TokenClaims.of(target.token()));
    try (GalleyClient client = new GalleyClient(target.url(), target.token(), TIMEOUT)) {
      checkServer(client, target);
      Instant begin = surroundings.clock().instant();
      long total = 0;
      for (Path file : files) {
        total += LineSource.count(file);
      }
      ImportProgress progress = new ImportProgress(surroundings, total);
      ImportRun.Result result =
          new ImportRun(importer(client, plan), lines, progress, jobs).run(files);
      return summary(result, Duration.between(begin, surroundings.clock().instant()));
    } catch (IOException e) {
      throw CommandFailure.failed("A file can't be read: " + AssistantImporter.describe(e));
    }
  }

  private AssistantImporter importer(GalleyClient client, AssistantImporter.Plan plan) {
    return isOfPersonas() ? new PersonaImporter(client, plan) : new AssistantImporter(client, plan);
  }

  private boolean isOfPersonas() {
    return as.equalsIgnoreCase("personas");
  }

  private void check() {
    if (!isOfPersonas() && !as.equalsIgnoreCase("assistants")) {
      throw CommandFailure.setting("--as", as, "assistants or personas");
    }
    if (isOfPersonas() && (shared || ownerType != null)) {
      throw CommandFailure.misused(
          "Personas are seen by everybody of the tenant and belong to whoever publishes them:"
              + " --shared and --owner-type are for assistants.");
    }
    if (jobs < 1 || jobs > MAX_JOBS) {
      throw CommandFailure.setting("--jobs", jobs, "1 to " + MAX_JOBS);
    }
    if (owner != null && !Identifiers.valid(owner)) {
      throw CommandFailure.setting("--owner", owner, Identifiers.RULE);
    }
    if (ownerType != null && !ownerType.equals("user") && !ownerType.equals("team")) {
      throw CommandFailure.setting("--owner-type", ownerType, "user or team");
    }
    if (ownerType != null && owner == null) {
      throw CommandFailure.misused("--owner-type needs --owner, whose kind it tells.");
    }
    for (Path file : files) {
      if (Files.isDirectory(file) || !Files.isReadable(file)) {
        throw CommandFailure.failed(
            file + (Files.exists(file) ? " is no file that can be read." : " does not exist."));
      }
    }
  }

  /** The file, when it is one that Galley has written. */
  private Optional<ArchiveFile> export() {
    String wanted = format.toLowerCase(Locale.ROOT);
    if (wanted.equals("lobe")) {
      return Optional.empty();
    }
    for (Path file : files) {
      Optional<ArchiveFile> archive = recognised(file);
      if (archive.isEmpty()) {
        if (wanted.equals("galley")) {
          throw CommandFailure.failed(
              file + " is no export of Galley, or its beginning is damaged.");
        }
        continue;
      }
      if (archive.get().kind() != ArchiveFile.Kind.EXPORT) {
        throw CommandFailure.failed(
            file + " is no export but a backup; '" + archive.get().kind().taker() + "' takes it.");
      }
      if (files.size() > 1) {
        throw CommandFailure.misused(
            file + " is an export, which fills an empty store: it has to be the only file.");
      }
      requireWhole(file);
      return archive;
    }
    return Optional.empty();
  }

  private static Optional<ArchiveFile> recognised(Path file) {
    try {
      return ArchiveFile.recognise(file);
    } catch (IOException e) {
      throw Restoring.unreadable(file, e);
    }
  }

  /** Nothing that is said about agents of others can be meant. */
  private void requireWhole(Path file) {
    if (owner != null || shared || update || jobs != DEFAULT_JOBS) {
      throw CommandFailure.misused(
          file
              + " is an export, in which everything is said: --owner, --shared, --update and --jobs"
              + " make no sense with it.");
    }
    if (server.url != null
        || server.token != null
        || surroundings.variable("GALLEY_URL").isPresent()) {
      throw CommandFailure.misused(
          file
              + " is an export, which goes into a store and not through a server: leave out --url,"
              + " --token and GALLEY_URL.");
    }
  }

  /** Whoever has the key of the local server can be anybody there: the owner, or in his team. */
  private LocalUser localUser() {
    LocalUser user = LocalUser.of(surroundings);
    if (owner == null) {
      return user;
    }
    return "team".equals(ownerType)
        ? new LocalUser(user.name(), Map.of(owner, TeamRole.ADMIN))
        : new LocalUser(owner, Map.of());
  }

  private AssistantImporter.Plan plan(TokenClaims claims) {
    Optional<String> team = shared ? claims.writingTeam() : Optional.empty();
    String ownerId =
        Optional.ofNullable(owner)
            .or(() -> team)
            .or(claims::subject)
            .orElseThrow(() ->
                CommandFailure.misused(
                    "This token does not tell who its bearer is; say with --owner who is to own"
                        + " the assistants."));
    Optional<String> kind =
        owner != null
            ? Optional.ofNullable(ownerType)
            : Optional.of(team.isPresent() ? "team" : "user");
    String names =
        files.stream()
            .map(file -> String.valueOf(file.getFileName()))
            .collect(Collectors.joining(", "));
    String comment = "Import of " + (names.length() <= 500 ? names : files.size() + " files");
    return new AssistantImporter.Plan(ownerId, kind, claims.subject(), shared, update, comment);
  }

  /** One request first: a wrong address or token is one sentence, not one per line. */
  private static void checkServer(GalleyClient client, Target target) throws InterruptedException {
    try {
      GalleyClient.Answer answer = client.get("/api/assistants?limit=1");
      if (answer.status() == 401 || answer.status() == 403) {
        throw CommandFailure.failed(
            "The server " + target.url() + " refuses the token: " + answer.reason());
      }
      if (answer.status() == 404) {
        throw CommandFailure.failed("At " + target.url() + " there is no Galley.");
      }
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The server " + target.url() + " does not answer: " + AssistantImporter.describe(e));
    }
  }

  private int summary(ImportRun.Result result, Duration time) {
    ImportRun.Tally tally = result.tally();
    PrintStream out = surroundings.out();
    out.printf(
        Locale.ROOT,
        "%d lines in %.1f s: %d created, %d unchanged, %d different, %d updated, %d failed%s%n",
        tally.done(),
        time.toMillis() / 1000.0,
        tally.created(),
        tally.unchanged(),
        tally.different(),
        tally.updated(),
        tally.failed(),
        tally.untried() > 0 ? ", " + tally.untried() + " not tried" : "");
    if (tally.different() > 0 && !update) {
      out.println("Those that differ were left as they are; --update changes them.");
    }
    String hopeless = result.hopeless();
    if (hopeless != null) {
      throw CommandFailure.failed(
          "Stopped before the end: " + hopeless + ". Run it again to go on from here.");
    }
    return tally.isGood() ? 0 : CommandFailure.FAILED;
  }
}
