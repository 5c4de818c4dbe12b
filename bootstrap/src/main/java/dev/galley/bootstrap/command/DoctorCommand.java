package dev.galley.bootstrap.command;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.InvalidSetting;
import dev.galley.rest.security.LocalKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code galley doctor}: looks at everything that a server here needs. */
@Command(
    name = "doctor",
    description = {"Check this machine, the data directory and the server.", ""},
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {"", "The exit code is 1 when something is wrong."})
final class DoctorCommand implements Callable<Integer> {
  private static final int JAVA = 25;
  private static final long ENOUGH_SPACE = 1L << 30;
  private static final long LITTLE_SPACE = 200L << 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);
  private static final Pattern API_VERSION = Pattern.compile("(?m)^  version: *\"?([^\"\\s]+)");

  private final Surroundings surroundings;

  @Mixin DataDirectoryOption dataDirectory = new DataDirectoryOption();
  @Mixin HelpOption help = new HelpOption();

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path directory = dataDirectory.path(surroundings);
    List<Check> checks = new ArrayList<>();
    checks.add(java(Runtime.version()));
    checks.add(rights(directory));
    space(directory).ifPresent(checks::add);
    checks.add(key(directory));
    Optional<ServerFile> file = serverFile(directory, checks);
    Optional<String> named = surroundings.variable("GALLEY_URL");
    Optional<String> url =
        named.map(text -> Target.checked("GALLEY_URL", text)).or(() -> file.map(ServerFile::url));
    if (url.isPresent()) {
      checks.add(server(url.get(), named.isPresent() ? Optional.empty() : file));
    } else {
      checks.add(Check.absent("Server", "none runs with this data directory"));
      checks.add(port());
    }
    checks.add(store(directory, file));
    postgres(directory, file).ifPresent(checks::add);
    mongo().ifPresent(checks::add);
    checks.add(clock(directory, file));
    print(checks);
    return checks.stream().anyMatch(check -> check.state() == Check.State.WRONG)
        ? CommandFailure.FAILED
        : 0;
  }

  static Check java(Runtime.Version version) {
    String detail = version + ", " + System.getProperty("java.vendor", "of unknown origin");
    return version.feature() >= JAVA
        ? Check.ok("Java", detail)
        : Check.wrong(
            "Java", detail, "install a JDK " + JAVA + " or newer, or set JAVA_HOME to it");
  }

  static Check rights(Path directory) {
    String name = "Data directory";
    if (!Files.exists(directory)) {
      Path parent = directory;
      while (parent != null && !Files.exists(parent)) {
        parent = parent.getParent();
      }
      return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
          ? Check.absent(name, directory + " is made by the first start")
          : Check.wrong(
              name,
              directory + " can't be made",
              "let this user write to " + parent + ", or set GALLEY_DATA_DIR to another place");
    }
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      return Check.wrong(
          name,
          directory + " is no directory that this user can write to",
          "run the command as its owner, or set GALLEY_DATA_DIR to another place");
    }
    try {
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(directory);
        Set<PosixFilePermission> writers =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        writers.retainAll(rights);
        String shown = directory + " (" + PosixFilePermissions.toString(rights) + ")";
        return writers.isEmpty()
            ? Check.ok(name, shown)
            : Check.wrong(name, shown + ", others may write", "chmod go-w '" + directory + "'");
      }
    } catch (IOException e) {
      return Check.wrong(name, directory + " can't be looked at", "run the command as its owner");
    }
    return Check.ok(name, directory.toString());
  }

  private static Optional<Check> space(Path directory) {
    String name = "Free space";
    Path there = directory;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return Optional.empty();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String detail = String.format(Locale.ROOT, "%.1f GiB", free / (double) (1L << 30));
      if (free < LITTLE_SPACE) {
        return Optional.of(Check.wrong(name, detail, "make room: without it PostgreSQL stops"));
      }
      return Optional.of(
          free < ENOUGH_SPACE
              ? Check.warning(name, detail, "make room: 1 GiB at least is sensible")
              : Check.ok(name, detail));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Check key(Path directory) {
    String name = "Local key";
    Path file = LocalKey.file(directory);
    try {
      return LocalKey.load(directory).isPresent()
          ? Check.ok(name, file + ", readable by its owner only")
          : Check.absent(name, "none; the first start makes one");
    } catch (InvalidSetting e) {
      return Check.wrong(
          name,
          file + " is not as it should be",
          "chmod 600 '" + file + "' if others could read it; delete it if it is damaged");
    } catch (UncheckedIOException e) {
      return Check.wrong(
          name, file + " can't be read", "run the command as the user who started the server");
    }
  }

  private static Optional<ServerFile> serverFile(Path directory, List<Check> checks) {
    try {
      Optional<ServerFile> file = ServerFile.read(directory);
      if (file.isPresent() && !file.get().isAlive()) {
        checks.add(
            Check.warning(
                "Last server",
                "process " + file.get().pid() + " ended without saying so",
                "nothing to do: the next start repairs what it left"));
        return Optional.empty();
      }
      return file;
    } catch (IOException e) {
      checks.add(
          Check.wrong(
              "Last server",
              ServerFile.in(directory) + " can't be read",
              "run the command as the user who started the server"));
      return Optional.empty();
    }
  }

  private static Check server(String url, Optional<ServerFile> file) throws InterruptedException {
    String name = "Server";
    String start = url + file.map(f -> ", process " + f.pid()).orElse("");
    try (GalleyClient client = new GalleyClient(url, "", TIMEOUT)) {
      GalleyClient.Answer ready = client.get("/health/readiness");
      String version = file.map(ServerFile::version).orElseGet(() -> "unknown");
      if (file.isEmpty()) {
        Matcher api = API_VERSION.matcher(client.text("/openapi.yaml"));
        version = api.find() ? api.group(1) : version;
      }
      String detail = start + ", version " + version;
      if (ready.status() == 200) {
        return Check.ok(name, detail + ", ready");
      }
      return ready.status() == 503
          ? Check.wrong(
              name,
              detail + ", not ready" + waitingFor(ready),
              "wait a little; if it stays so, look into the server's log")
          : Check.wrong(
              name,
              start + " answers with " + ready.status() + " as Galley does not",
              "see which program listens there");
    } catch (IOException e) {
      return Check.wrong(
          name,
          start + " does not answer: " + AssistantImporter.describe(e),
          "look into the server's log; stop and start it");
    }
  }

  private static String waitingFor(GalleyClient.Answer answer) {
    List<String> down = new ArrayList<>();
    if (answer.object().get("checks").orElse(JsonArray.EMPTY)
        instanceof JsonArray(List<Json> checks)) {
      for (Json check : checks) {
        if (check instanceof JsonObject one
            && one.text("status").filter("DOWN"::equals).isPresent()) {
          down.add(one.text("name").orElse("?"));
        }
      }
    }
    return down.isEmpty() ? "" : ": " + String.join(", ", down);
  }

  private Check port() {
    ServeSettings settings =
        ServeSettings.of(
            ServeSettings.Options.NONE, dataDirectory.path(surroundings), surroundings);
    String address = settings.host() + ":" + settings.port();
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
      return Check.ok("Port", address + " is free");
    } catch (IOException e) {
      return Check.wrong(
          "Port",
          address + " can't be opened: " + AssistantImporter.describe(e),
          "stop the program that has it, or set GALLEY_PORT to another");
    }
  }

  private Check store(Path directory, Optional<ServerFile> file) {
    String kind =
        file.map(ServerFile::store)
            .orElseGet(() ->
                ServeSettings.of(ServeSettings.Options.NONE, directory, surroundings).store());
    return kind.equals(ServeSettings.MEMORY)
        ? Check.warning(
            "Store",
            "memory",
            "good for looking around only: all is forgotten when the server stops")
        : Check.ok("Store", kind + (file.isPresent() ? "" : ", by the settings"));
  }

  private Optional<Check> mongo() {
    return surroundings.variable("GALLEY_MONGO_URI").map(MongoProbe::at);
  }

  private Optional<Check> postgres(Path directory, Optional<ServerFile> file) {
    Optional<String> url = surroundings.variable("GALLEY_POSTGRES_URL");
    if (url.isPresent()) {
      return Optional.of(PostgresProbe.at(url.get()));
    }
    try {
      Optional<Path> cluster = PostgresProbe.cluster(directory);
      if (cluster.isEmpty()) {
        return Optional.empty();
      }
      boolean expected =
          file.filter(server -> server.store().equals(ServeSettings.POSTGRES)).isPresent();
      boolean running = Files.exists(cluster.get().resolve("postmaster.pid"));
      return Optional.of(
          expected || running
              ? PostgresProbe.embedded(cluster.get())
              : Check.absent("PostgreSQL", "its own, runs when the server runs"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Check clock(Path directory, Optional<ServerFile> file) {
    Instant now = surroundings.clock().instant();
    String detail = now.toString();
    List<Instant> past = new ArrayList<>();
    file.ifPresent(server -> past.add(server.startedAt()));
    try {
      past.add(Files.getLastModifiedTime(LocalKey.file(directory)).toInstant());
    } catch (IOException e) {
      // No key, no time to compare with.
      past.add(Instant.EPOCH);
    }
    boolean back = past.stream().anyMatch(time -> time.minus(CLOCK_TOLERANCE).isAfter(now));
    return back
        ? Check.wrong(
            "Clock",
            detail + ", earlier than what was done before",
            "set the clock right; tokens are refused before their time")
        : Check.ok("Clock", detail);
  }

  private void print(List<Check> checks) {
    int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
    for (Check check : checks) {
      String name = check.name() + " ".repeat(width - check.name().length());
      surroundings.out().printf("%-5s  %s  %s%n", check.state().word(), name, check.detail());
      if (!check.remedy().isEmpty()) {
        surroundings.out().printf("%-5s  %s  -> %s%n", "", " ".repeat(width), check.remedy());
      }
    }
    long wrong = checks.stream().filter(c -> c.state() == Check.State.WRONG).count();
    surroundings
        .out()
        .println(
            wrong == 0
                ? "Nothing is wrong."
                : wrong == 1 ? "One thing is wrong." : wrong + " things are wrong.");
  }
}
