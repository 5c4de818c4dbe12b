package dev.galley.bootstrap.command;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Writes files that only their owner can read. */
final class PrivateFiles {
  private static final int BUFFER_BYTES = 1 << 16;

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
    writeBytes(
        file,
        false,
        out -> {
          Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          content.to(text);
          text.flush();
        });
  }

  /** What writes a file. */
  @FunctionalInterface
  interface Bytes {
    void to(OutputStream out) throws IOException;
  }

  /** The same; when it is in place it is on the disk, and stays through a loss of power. */
  static void keep(Path file, Bytes bytes) throws IOException {
    writeBytes(file, true, bytes);
  }

  private static void writeBytes(Path file, boolean durable, Bytes bytes) throws IOException {
    Path draft =
        file.resolveSibling("." + file.getFileName() + "-" + ProcessHandle.current().pid());
    Files.deleteIfExists(draft);
    try {
      Files.createFile(draft, attributes(file, "rw-------"));
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        bytes.to(out);
        out.flush();
        if (durable) {
          channel.force(true);
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (durable) {
        forceName(file);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void forceName(Path file) throws IOException {
    if (isPosix(file)) {
      try (FileChannel directory =
          FileChannel.open(Objects.requireNonNull(file.toAbsolutePath().getParent()))) {
        directory.force(true);
      }
    }
  }

  /** Creates a directory that only its owner can enter, unless it is there. */
  static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, attributes(directory, "rwx------"));
    }
  }

  private static FileAttribute<?>[] attributes(Path path, String rights) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
