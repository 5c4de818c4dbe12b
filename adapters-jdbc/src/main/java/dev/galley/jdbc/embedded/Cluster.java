package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one embedded PostgreSQL in Galley's data directory. Each comes into being under
 * another name and is renamed when it is whole, so a crash at any point leaves nothing half made.
 */
record Cluster(Path dataDirectory) {

  static final int MAJOR_VERSION = 18;
  static final String SUPERUSER = "galley";

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String NAME = "postgres-" + MAJOR_VERSION;
  private static final Pattern ANY_CLUSTER = Pattern.compile("postgres-[0-9]+");
  private static final SecureRandom RANDOM = new SecureRandom();

  Path directory() {
    return dataDirectory.resolve(NAME);
  }

  Path passwordFile() {
    return dataDirectory.resolve(NAME + ".password");
  }

  Path logFile() {
    return dataDirectory.resolve(NAME + ".log");
  }

  private Path portFile() {
    return dataDirectory.resolve(NAME + ".port");
  }

  boolean exists() {
    return Files.isDirectory(directory());
  }

  /** Refuses a data directory whose data belong to another major version of PostgreSQL. */
  void refuseOtherMajorVersion() {
    if (exists()) {
      return;
    }
    try (var entries = Files.newDirectoryStream(dataDirectory, "postgres-*")) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry)
            && ANY_CLUSTER.matcher(entry.getFileName().toString()).matches()) {
          throw new EmbeddedPostgresException(
              entry
                  + " was written by another major version of PostgreSQL than this Galley's ("
                  + MAJOR_VERSION
                  + "); with the Galley that wrote it take a backup ('galley backup FILE'), then let"
                  + " this one put it into an empty data directory ('galley restore FILE').");
        }
      }
    } catch (IOException e) {
      throw failed("can't be read", e);
    }
  }

  /** Removes what a crash left half made. */
  void removeUnfinished() {
    try (var entries = Files.newDirectoryStream(dataDirectory, "postgres-*.tmp-*")) {
      for (Path entry : entries) {
        PosixFiles.deleteTree(entry);
      }
    } catch (IOException e) {
      // They have names of their own and stand in nobody's way.
      LOG.warn("Unfinished files in {} can't be removed", dataDirectory, e);
    }
  }

  Optional<Launcher.Owner> owner() {
    try {
      return exists() ? Optional.of(PosixFiles.owner(directory())) : Optional.empty();
    } catch (IOException e) {
      throw failed("can't be read", e);
    }
  }

  /** Creates the cluster unless it is there, and makes it the server's own. */
  void ensureCreated(PostgresBinaries binaries, Launcher launcher, Deadline deadline)
      throws InterruptedException {
    try {
      if (!exists()) {
        create(binaries, launcher, deadline);
      } else if (!Files.isRegularFile(passwordFile())) {
        throw new EmbeddedPostgresException(
            passwordFile()
                + " is missing, without which nobody can log in to "
                + directory()
                + ".");
      }
      launcher.own(directory());
    } catch (IOException e) {
      throw failed("can't be given a PostgreSQL cluster", e);
    }
  }

  private void create(PostgresBinaries binaries, Launcher launcher, Deadline deadline)
      throws IOException, InterruptedException {
    byte[] secret = new byte[24];
    RANDOM.nextBytes(secret);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    PosixFiles.writePrivate(passwordFile(), password + "\n");

    String unique = ".tmp-" + Long.toHexString(System.nanoTime());
    Path fresh = PosixFiles.createPrivateDirectories(dataDirectory.resolve(NAME + unique));
    // initdb runs as the cluster's owner, who can't read the file that stays.
    Path passwordForInitdb = dataDirectory.resolve(NAME + ".password" + unique);
    Files.createFile(
        passwordForInitdb,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordForInitdb, password + "\n");
    launcher.own(fresh);
    launcher.own(passwordForInitdb);

    Process initdb =
        launcher
            .command(
                dataDirectory,
                binaries.initdb(),
                List.of(
                    "--pgdata=" + fresh,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordForInitdb,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    // Nothing may depend on a locale of the machine, nor change with its updates.
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums",
                    "--no-instructions"))
            .start();
    Thread timer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!initdb.waitFor(deadline.left())) {
                  endWithDescendants(initdb);
                }
              } catch (InterruptedException _) {
                endWithDescendants(initdb);
              }
            });
    String output;
    int exitCode;
    try {
      initdb.getOutputStream().close();
      output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      exitCode = initdb.waitFor();
    } finally {
      timer.interrupt();
      Files.deleteIfExists(passwordForInitdb);
    }
    if (exitCode != 0) {
      PosixFiles.deleteTree(fresh);
      throw new EmbeddedPostgresException(
          "PostgreSQL's initdb failed in " + dataDirectory + ": " + output.strip());
    }
    PosixFiles.moveIntoPlace(fresh, directory());
  }

  private static void endWithDescendants(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  String password() {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (IOException e) {
      throw failed("holds a password file that can't be read", e);
    }
  }

  /** The port of the last start, which is taken again when it is free. */
  OptionalInt formerPort() {
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(portFile()).strip()));
    } catch (IOException | NumberFormatException _) {
      return OptionalInt.empty();
    }
  }

  void rememberPort(int port) {
    try {
      PosixFiles.writePrivate(portFile(), port + "\n");
    } catch (IOException e) {
      throw failed("can't be written", e);
    }
  }

  private EmbeddedPostgresException failed(String what, IOException e) {
    return new EmbeddedPostgresException(
        "The data directory " + dataDirectory + " " + what + ": " + e.getMessage() + ".", e);
  }
}
