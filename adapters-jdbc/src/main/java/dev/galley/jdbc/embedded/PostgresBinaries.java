package dev.galley.jdbc.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked into the data directory once per archive. A directory under the
 * final name is whole: it gets this name when every file is on disk.
 */
record PostgresBinaries(Path directory) {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final String MANIFEST = "galley-manifest";

  /** Unpacks the programs for this machine unless they are there already, complete. */
  static PostgresBinaries unpackedIn(Path dataDirectory) {
    URL archive = archiveForThisMachine();
    try {
      String name = prefix() + hash(archive);
      Path target = dataDirectory.resolve(name);
      if (!isComplete(target)) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          LOG.warn("{} is not complete; unpacking PostgreSQL again", target);
          PosixFiles.deleteTree(target);
        }
        Path fresh = dataDirectory.resolve(name + ".tmp-" + Long.toHexString(System.nanoTime()));
        unpack(archive, fresh);
        PosixFiles.moveIntoPlace(fresh, target);
      }
      return new PostgresBinaries(target);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "PostgreSQL can't be unpacked into " + dataDirectory + ": " + e.getMessage() + ".", e);
    }
  }

  Path postgres() {
    return directory.resolve("bin/postgres");
  }

  Path initdb() {
    return directory.resolve("bin/initdb");
  }

  /** Removes what earlier versions of Galley unpacked here. */
  void deleteOthers() {
    try (var entries = Files.newDirectoryStream(parent(), "postgres-bin-*")) {
      for (Path entry : entries) {
        if (!entry.equals(directory)) {
          PosixFiles.deleteTree(entry);
        }
      }
    } catch (IOException e) {
      LOG.warn("Old PostgreSQL programs in {} can't be removed", parent(), e);
    }
  }

  private Path parent() {
    Path parent = directory.getParent();
    return parent == null ? directory : parent;
  }

  private static String prefix() {
    return "postgres-bin-" + Cluster.MAJOR_VERSION + "-";
  }

  private static URL archiveForThisMachine() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String cpu = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean arm = cpu.equals("aarch64") || cpu.equals("arm64");
    boolean intel = cpu.equals("amd64") || cpu.equals("x86_64");
    @Nullable String resource = null;
    if (os.startsWith("linux") && intel) {
      resource = "postgres-linux-x86_64.txz";
    } else if (os.startsWith("linux") && arm) {
      resource = "postgres-linux-arm_64.txz";
    } else if (os.startsWith("mac") && (intel || arm)) {
      // One archive of universal programs for both processors.
      resource = "postgres-darwin-arm_64.txz";
    }
    @Nullable URL archive =
        resource == null ? null : PostgresBinaries.class.getResource("/" + resource);
    if (archive == null) {
      throw new EmbeddedPostgresException(
          "This build of Galley brings no PostgreSQL for "
              + os
              + " on "
              + cpu
              + "; set GALLEY_POSTGRES_URL to a PostgreSQL server.");
    }
    return archive;
  }

  private static String hash(URL archive) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(archive.openStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(URL archive, Path target) throws IOException {
    LOG.info("Unpacking PostgreSQL into {}", target);
    List<Path> files = new ArrayList<>();
    StringBuilder manifest = new StringBuilder();
    createReadableDirectories(target);
    try (InputStream raw = new BufferedInputStream(archive.openStream(), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
      for (@Nullable TarArchiveEntry entry = tar.getNextEntry();
          entry != null;
          entry = tar.getNextEntry()) {
        if (isOfNoUse(entry.getName())) {
          continue;
        }
        Path path = within(target, entry.getName());
        if (entry.isDirectory()) {
          createReadableDirectories(path);
        } else if (entry.isSymbolicLink()) {
          createReadableDirectories(parentOf(path));
          within(target, target.relativize(path).resolveSibling(entry.getLinkName()).toString());
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          createReadableDirectories(parentOf(path));
          Files.copy(tar, path);
          boolean program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
          files.add(path);
          manifest
              .append(Files.size(path))
              .append(' ')
              .append(target.relativize(path))
              .append('\n');
        } else {
          throw new IOException("unexpected kind of entry: " + entry.getName());
        }
      }
    }
    // In a second pass: by then most of it is on its way to the disk and each call returns quickly.
    for (Path file : files) {
      PosixFiles.force(file);
    }
    PosixFiles.writePrivate(target.resolve(MANIFEST), manifest.toString());
  }

  /** Static libraries and build files: nothing that a server reads. */
  private static boolean isOfNoUse(String name) {
    return name.endsWith(".a") || name.contains("/pgxs/") || name.contains("/pkgconfig/");
  }

  private static void createReadableDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      createReadableDirectories(parentOf(directory));
      Files.createDirectory(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static Path parentOf(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException(path + " has no directory");
    }
    return parent;
  }

  private static Path within(Path target, String name) throws IOException {
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("the archive names a file outside of it: " + name);
    }
    return path;
  }

  private static boolean isComplete(Path target) throws IOException {
    Path manifest = target.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      return false;
    }
    for (String line : Files.readAllLines(manifest)) {
      int space = line.indexOf(' ');
      Path file = target.resolve(line.substring(space + 1));
      if (!Files.isRegularFile(file)
          || Files.size(file) != Long.parseLong(line.substring(0, space))) {
        return false;
      }
    }
    return true;
  }
}
