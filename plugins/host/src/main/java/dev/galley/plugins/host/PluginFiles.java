package dev.galley.plugins.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a plugin: its jar, and its signature beside it.
 *
 * <p>Two files can't be exchanged in one step. So a new signature lies ready before the jar is
 * exchanged, and takes its place afterwards: whenever the server or the power goes, the jar that is
 * there is whole, and what is said of it is in one of the two.
 */
final class PluginFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PluginFiles.class);
  private static final String SIGNATURE = ".sig";
  private static final String NEXT = ".part";
  private static final int MAX_SIGNATURE = 1_000;

  private PluginFiles() {}

  /** Where the signature of a jar stands. */
  static Path signatureOf(Path jar) {
    return jar.resolveSibling(jar.getFileName() + SIGNATURE);
  }

  private static Path nextOf(Path file) {
    return file.resolveSibling(file.getFileName() + NEXT);
  }

  /** What is said of a jar. */
  static Optional<String> signature(Path jar) throws PluginFault {
    return read(signatureOf(jar));
  }

  /** Whether {@link #exchange} has left something to be said of a jar. */
  static boolean hasNextSignature(Path jar) {
    return Files.isRegularFile(nextOf(signatureOf(jar)));
  }

  /** That; empty as well when nothing is to be said of it any more. */
  static Optional<String> nextSignature(Path jar) throws PluginFault {
    return read(nextOf(signatureOf(jar))).filter(text -> !text.isEmpty());
  }

  private static Optional<String> read(Path file) throws PluginFault {
    return Files.isRegularFile(file)
        ? Optional.of(new String(PluginJar.bytes(file, MAX_SIGNATURE), StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  /**
   * Writes a jar and its signature to the disk, aside of those that are there.
   *
   * @throws IOException when they can't be written, or could not take their places
   */
  static void prepare(Path jar, byte[] bytes, Optional<String> signature) throws IOException {
    create(Objects.requireNonNull(jar.toAbsolutePath().getParent(), "the folder"));
    for (Path place : new Path[] {jar, signatureOf(jar)}) {
      if (Files.isDirectory(place)) {
        throw new FileAlreadyExistsException(place.toString());
      }
    }
    write(nextOf(jar), bytes);
    write(nextOf(signatureOf(jar)), signature.orElse("").getBytes(StandardCharsets.ISO_8859_1));
    forceNames(jar);
  }

  private static void create(Path folder) throws IOException {
    Path there = folder;
    while (there != null && Files.notExists(there)) {
      there = there.getParent();
    }
    Files.createDirectories(folder);
    for (Path made = folder; made != null && !made.equals(there); made = made.getParent()) {
      forceNames(made);
    }
  }

  /** Puts what was prepared in place; when this returns, it is on the disk. */
  static void exchange(Path jar) throws IOException {
    Files.move(
        nextOf(jar), jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // Before the signature moves: the new one beside the old jar would be of no use to anybody.
    forceNames(jar);
    settle(jar);
  }

  /** Puts the signature that was prepared in place, of a jar that is there already. */
  static void settle(Path jar) {
    Path signature = signatureOf(jar);
    Path next = nextOf(signature);
    try {
      if (Files.size(next) == 0) {
        Files.deleteIfExists(signature);
        Files.deleteIfExists(next);
      } else {
        Files.move(
            next, signature, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      forceNames(jar);
    } catch (NoSuchFileException e) {
      // Another server that shares the folder was faster.
    } catch (IOException e) {
      LOG.warn("The signature of {} stays in {}", jar.getFileName(), next.getFileName(), e);
    }
  }

  /** Takes away what was prepared; a signature whose jar has taken its place is needed still. */
  static void discard(Path jar) {
    try {
      if (Files.deleteIfExists(nextOf(jar))) {
        Files.deleteIfExists(nextOf(signatureOf(jar)));
      }
    } catch (IOException e) {
      LOG.warn("What is left of an upload can't be deleted beside {}", jar.getFileName(), e);
    }
  }

  /** Takes a plugin's files away; when this returns, they are gone from the disk. */
  static void delete(Path jar) throws IOException {
    Files.deleteIfExists(jar);
    Files.deleteIfExists(signatureOf(jar));
    Files.deleteIfExists(nextOf(signatureOf(jar)));
    forceNames(jar);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Makes sure of a jar that is there, and of its signature, that they are on the disk. */
  static void force(Path jar) throws IOException {
    for (Path file : new Path[] {jar, signatureOf(jar)}) {
      if (Files.isRegularFile(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }
    forceNames(jar);
  }

  /** Puts the names in the folder of a file on the disk. */
  private static void forceNames(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // Not every system opens a directory; there, names last without.
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }
}
