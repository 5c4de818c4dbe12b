package dev.galley.bootstrap.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that only their owner can read. */
final class PrivateFiles {

  private PrivateFiles() {}

  /** Puts a file in place as a whole; at no moment can others read it. */
  static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  /** What writes the text of a file. */
  @FunctionalInterface
  interface Content {
    void to(Writer out) throws IOException;
  }

  /** Puts a file in place once all of it is written; at no moment can others read it. */
  static void write(Path file, Content content) throws IOException {
    Path draft =
        file.resolveSibling("." + file.getFileName() + "-" + ProcessHandle.current().pid());
    Files.deleteIfExists(draft);
    try {
      Files.createFile(draft, attributes(file, "rw-------"));
      try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
        content.to(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Creates a directory that only its owner can enter, unless it is there. */
  static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, attributes(directory, "rwx------"));
    }
  }

  private static FileAttribute<?>[] attributes(Path path, String rights) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
