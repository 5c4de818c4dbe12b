package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Data directories with what takes most of the time of a first start: PostgreSQL's programs, and a
 * cluster. Both are made once, by the code under test.
 */
final class DataDirectories {

  private static final Path TEMPLATE = makeTemplate();

  private DataDirectories() {}

  /** A data directory in which a Galley has run before and stored nothing. */
  static Path used(Path parent) throws IOException {
    Path directory = PosixFiles.createPrivateDirectories(parent.resolve("galley-data"));
    Path programs = programsIn(TEMPLATE);
    Files.createSymbolicLink(directory.resolve(programs.getFileName()), programs);
    copy(TEMPLATE.resolve("postgres-18"), directory.resolve("postgres-18"));
    copy(TEMPLATE.resolve("postgres-18.password"), directory.resolve("postgres-18.password"));
    return directory;
  }

  /**
   * A directory in which PostgreSQL's programs are unpacked already, and nothing else. Their files
   * are shared, so they must not be written to.
   */
  static Path withPrograms(Path directory) throws IOException {
    PosixFiles.createPrivateDirectories(directory);
    Path programs = programsIn(TEMPLATE);
    Path target = directory.resolve(programs.getFileName());
    Files.walkFileTree(programs, new Duplication(programs, target, true));
    return directory;
  }

  static Path programsIn(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory, "postgres-bin-*")) {
      return entries.iterator().next();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new Duplication(from, to, false));
  }

  private static Path makeTemplate() {
    try {
      Path directory = Files.createTempDirectory("galley-template").toRealPath();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      EmbeddedPostgres.start(EmbeddedPostgresSettings.in(directory)).close();
      // Each test shall find a port of its own.
      Files.delete(directory.resolve("postgres-18.port"));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try {
      PosixFiles.deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Duplicates a tree, with its files either copied or linked. */
  private static final class Duplication extends SimpleFileVisitor<Path> {

    private final Path from;
    private final Path to;
    private final boolean linked;

    Duplication(Path from, Path to, boolean linked) {
      this.from = from;
      this.to = to;
      this.linked = linked;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      duplicate(directory);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (linked && attributes.isRegularFile()) {
        Files.createLink(to.resolve(from.relativize(file)), file);
      } else {
        duplicate(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private void duplicate(Path path) throws IOException {
      Path relative = from.relativize(path);
      Files.copy(
          path,
          relative.toString().isEmpty() ? to : to.resolve(relative),
          StandardCopyOption.COPY_ATTRIBUTES,
          LinkOption.NOFOLLOW_LINKS);
    }
  }
}
