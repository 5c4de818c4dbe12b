package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How PostgreSQL's programs are run on this machine: in a session of their own where possible, so
 * that a terminal's Ctrl-C does not reach them, and never as root, which PostgreSQL refuses.
 *
 * @param prefix the command words in front of the program
 * @param owner who must own the cluster's files, as this process sees it
 * @param ownerMayChange whether this process may give the files to that owner
 */
record Launcher(List<String> prefix, Owner owner, boolean ownerMayChange) {

  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
  private static final List<String> UNPRIVILEGED = List.of("galley", "postgres", "nobody");

  /** For macOS, which has no {@code setsid} program. */
  private static final List<String> PERL_SETSID =
      List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127;");

  /** A user and a group by their numbers. */
  record Owner(int uid, int gid) {}

  /** The programs by which root becomes somebody else. */
  enum Way {
    /** A user namespace without a mapping: root outside, nobody in particular inside. */
    UNSHARE,
    /** Another user, in the same process. */
    SETPRIV,
    /** Another user, in a child of the program, which passes no signal on. */
    RUNUSER
  }

  private record Answer(boolean sameProcess, Owner identity, String version) {}

  Launcher {
    prefix = List.copyOf(prefix);
  }

  /**
   * Finds the first way that works, by running {@code postgres --version} in it.
   *
   * @param directory the data directory, in which the programs must be able to work
   * @param clusterOwner the owner of the cluster when there is one, who is kept if possible
   * @param ways what root may try, most wanted first
   */
  static Launcher find(
      PostgresBinaries binaries, Path directory, Optional<Owner> clusterOwner, List<Way> ways) {
    List<String> problems = new ArrayList<>();
    List<String> session = List.of();
    @Nullable Answer plain = null;
    for (List<String> words : List.of(List.of("setsid"), PERL_SETSID, List.<String>of())) {
      plain = probe(words, binaries, directory, problems);
      if (plain != null && plain.sameProcess()) {
        session = words;
        break;
      }
    }
    if (plain == null) {
      throw new EmbeddedPostgresException(
          "The PostgreSQL that Galley brings does not run here ("
              + problems.getLast()
              + "); set GALLEY_POSTGRES_URL to a PostgreSQL server.");
    }
    requireMajorVersion(plain.version());
    if (session.isEmpty()) {
      LOG.info("PostgreSQL shares Galley's session: Ctrl-C in its terminal reaches both at once");
    }
    if (plain.identity().uid() != 0) {
      return new Launcher(session, plain.identity(), false);
    }
    return forRoot(session, plain.identity(), binaries, directory, clusterOwner, ways);
  }

  private static Launcher forRoot(
      List<String> session,
      Owner root,
      PostgresBinaries binaries,
      Path directory,
      Optional<Owner> clusterOwner,
      List<Way> ways) {
    List<Launcher> candidates = new ArrayList<>();
    if (clusterOwner.isPresent() && clusterOwner.get().uid() != 0 && ways.contains(Way.SETPRIV)) {
      candidates.add(setpriv(session, clusterOwner.get()));
    }
    for (Way way : ways) {
      switch (way) {
        case UNSHARE ->
            candidates.add(new Launcher(with(session, List.of("unshare", "-U", "--")), root, true));
        case SETPRIV ->
            UNPRIVILEGED.forEach(
                user -> lookUp(user).ifPresent(owner -> candidates.add(setpriv(session, owner))));
        case RUNUSER ->
            UNPRIVILEGED.forEach(user ->
                lookUp(user)
                    .ifPresent(owner ->
                        candidates.add(
                            new Launcher(
                                with(session, List.of("runuser", "-u", user, "--")),
                                owner,
                                true))));
      }
    }
    List<String> problems = new ArrayList<>();
    for (Launcher candidate : candidates) {
      letIn(candidate.owner(), directory);
      @Nullable Answer answer = probe(candidate.prefix(), binaries, directory, problems);
      if (answer != null && answer.identity().uid() != 0) {
        LOG.info(
            "Running as root, which PostgreSQL refuses: it is started by {}",
            String.join(" ", candidate.prefix()));
        return candidate;
      }
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL refuses to run as root and no way to give up root's rights works here ("
            + String.join("; ", problems)
            + "); run Galley as an ordinary user or set GALLEY_POSTGRES_URL to a PostgreSQL"
            + " server.");
  }

  private static Launcher setpriv(List<String> session, Owner owner) {
    return new Launcher(
        with(
            session,
            List.of(
                "setpriv",
                "--reuid=" + owner.uid(),
                "--regid=" + owner.gid(),
                "--clear-groups",
                "--")),
        owner,
        true);
  }

  /** A builder for running a program, without what the surroundings say to PostgreSQL. */
  ProcessBuilder command(Path directory, Path program, List<String> arguments) {
    List<String> words = new ArrayList<>(prefix);
    words.add(program.toString());
    words.addAll(arguments);
    return builder(words, directory);
  }

  private static ProcessBuilder builder(List<String> words, Path directory) {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    // Its messages are read: they must be the untranslated ones.
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  /** Makes the files of a tree the launched programs' own. */
  void own(Path tree) throws IOException {
    int uid = PosixFiles.owner(tree).uid();
    if (uid == owner.uid()) {
      return;
    }
    if (!ownerMayChange) {
      throw new EmbeddedPostgresException(
          tree
              + " belongs to another user (uid "
              + uid
              + "); run Galley as that user or give the directory to uid "
              + owner.uid()
              + ".");
    }
    PosixFiles.setOwnerOfTree(tree, owner.uid(), owner.gid());
  }

  /** Lets an unprivileged user pass through the data directory, and no more than that. */
  private static void letIn(Owner owner, Path directory) {
    if (owner.uid() == 0) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
      if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)
          && PosixFiles.owner(directory).uid() != owner.uid()) {
        Files.setAttribute(directory, "unix:gid", owner.gid());
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
        Files.setPosixFilePermissions(directory, permissions);
      }
    } catch (IOException e) {
      LOG.info("{} can't be opened to uid {}: {}", directory, owner.uid(), e.getMessage());
    }
  }

  private static void requireMajorVersion(String version) {
    if (!version.contains(" " + Cluster.MAJOR_VERSION + ".")) {
      throw new EmbeddedPostgresException(
          "This build of Galley brings "
              + version
              + " but knows how to run PostgreSQL "
              + Cluster.MAJOR_VERSION
              + "; this is a fault of the build.");
    }
  }

  private static @Nullable Answer probe(
      List<String> prefix, PostgresBinaries binaries, Path directory, List<String> problems) {
    String name = prefix.isEmpty() ? "directly" : String.join(" ", prefix);
    List<String> words =
        with(
            prefix,
            List.of(
                "/bin/sh",
                "-c",
                "cd \"$2\" && echo $$ && id -u && id -g && exec \"$1\" --version",
                "sh",
                binaries.postgres().toString(),
                directory.toString()));
    try {
      Run run = Run.of(builder(words, directory));
      List<String> lines = run.output().lines().toList();
      if (run.exitCode() != 0 || lines.size() != 4) {
        problems.add(name + ": " + run.output().strip().replace('\n', ' '));
        return null;
      }
      return new Answer(
          Long.parseLong(lines.get(0)) == run.pid(),
          new Owner(uid(lines.get(1)), uid(lines.get(2))),
          lines.get(3));
    } catch (IOException | NumberFormatException e) {
      problems.add(name + ": " + e.getMessage());
      return null;
    }
  }

  private static Optional<Owner> lookUp(String user) {
    try {
      Run uid = Run.of(new ProcessBuilder("id", "-u", user).redirectErrorStream(true));
      Run gid = Run.of(new ProcessBuilder("id", "-g", user).redirectErrorStream(true));
      return uid.exitCode() == 0 && gid.exitCode() == 0
          ? Optional.of(new Owner(uid(uid.output().strip()), uid(gid.output().strip())))
          : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Ids are unsigned; files answer with the same bits as a signed number. */
  private static int uid(String decimal) {
    return Integer.parseUnsignedInt(decimal);
  }

  private static List<String> with(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** A short command, run to its end. */
  private record Run(long pid, int exitCode, String output) {

    static Run of(ProcessBuilder builder) throws IOException {
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        // A few lines fit into the pipe, so they can be read after the end.
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          throw new IOException("no answer within 20 seconds");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.pid(), process.exitValue(), output);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
