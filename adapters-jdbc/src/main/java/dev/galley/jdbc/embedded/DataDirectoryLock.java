package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a data directory, held by at most one Galley process. The operating system gives
 * it back when the process ends, however it ends.
 */
final class DataDirectoryLock implements AutoCloseable {

  /**
   * The directories that this process holds. A POSIX lock is lost as soon as its process closes any
   * descriptor of the file, so a second attempt in the same process must not even open it.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path directory;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectoryLock(Path directory, FileChannel channel, FileLock lock) {
    this.directory = directory;
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the lock of a data directory, given by its real path, or refuses at once. */
  static DataDirectoryLock acquire(Path directory) {
    synchronized (HELD) {
      if (HELD.contains(directory)) {
        throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
      }
      try {
        DataDirectoryLock lock = open(directory);
        HELD.add(directory);
        return lock;
      } catch (IOException e) {
        throw new EmbeddedPostgresException(
            "The data directory " + directory + " can't be locked: " + e.getMessage() + ".", e);
      }
    }
  }

  private static DataDirectoryLock open(Path directory) throws IOException {
    Path file = directory.resolve("galley.lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(directory, Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)),
          0);
      taken = true;
      return new DataDirectoryLock(directory, channel, lock);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static EmbeddedPostgresException inUse(Path directory, String holder) {
    return new EmbeddedPostgresException(
        "The data directory "
            + directory
            + " is in use by another Galley (process "
            + (holder.isEmpty() ? "unknown" : holder)
            + "); stop that one or set another data directory.");
  }

  @Override
  public void close() {
    synchronized (HELD) {
      if (!HELD.remove(directory)) {
        return;
      }
      try {
        lock.release();
        channel.close();
      } catch (IOException e) {
        throw new EmbeddedPostgresException(
            "The lock of " + directory + " can't be given back: " + e.getMessage() + ".", e);
      }
    }
  }
}
