package dev.galley.bootstrap.secret;

import dev.galley.rest.InvalidSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The keys by which this server seals the keys of tenants: 256 random bits each, the newest first.
 * They come from a setting, or from a file that only its owner can read, made at the first need.
 */
abstract sealed class ServerKeys {
  /** The setting, and how the environment calls it. */
  static final String SETTING = "galley.secrets.key (GALLEY_SECRETS_KEY)";

  private static final int BYTES = 32;

  /** The keys, the newest first; made when there are none yet and they are the server's to make. */
  abstract List<byte[]> read();

  /** Whether there are any without making one. */
  abstract boolean areThere();

  /**
   * Keeps others from changing them until what is returned is run; nothing when they are changed
   * now.
   */
  abstract Optional<Runnable> lock();

  /** Puts a new one first; false when that is not for the server to do. */
  abstract boolean renew();

  /** Forgets all but so many, the newest, where that is for the server to do. */
  abstract void keep(int count);

  /** Those of a setting: one or several, separated by commas or white space, as in a file. */
  static ServerKeys of(String setting) {
    return new Given(setting);
  }

  /** Those of a file. */
  static ServerKeys in(Path file) {
    return new Kept(file);
  }

  private static byte[] decode(String text, String where) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip());
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Not Base64: the same message, for a cause could repeat what was set.
    }
    throw new InvalidSetting(
        where, "no key", "32 random bytes in Base64, as 'openssl rand -base64 32' prints them");
  }

  /** Given from outside, where they are also changed. */
  private static final class Given extends ServerKeys {
    private final AtomicBoolean locked = new AtomicBoolean();
    private final List<byte[]> keys;

    Given(String setting) {
      this.keys =
          Arrays.stream(setting.strip().split("[\\s,]+", -1))
              .map(text -> decode(text, SETTING))
              .toList();
    }

    @Override
    List<byte[]> read() {
      return keys;
    }

    @Override
    boolean areThere() {
      return true;
    }

    @Override
    Optional<Runnable> lock() {
      return locked.compareAndSet(false, true)
          ? Optional.of(() -> locked.set(false))
          : Optional.empty();
    }

    @Override
    boolean renew() {
      return false;
    }

    @Override
    void keep(int count) {
      // They are somebody else's.
    }
  }

  /** In a file: a line each. */
  private static final class Kept extends ServerKeys {
    private static final Set<PosixFilePermission> OWNER =
        PosixFilePermissions.fromString("rw-------");

    private final Path file;

    Kept(Path file) {
      this.file = file;
    }

    @Override
    synchronized List<byte[]> read() {
      if (!areThere()) {
        write(List.of(fresh()));
      }
      return stored();
    }

    @Override
    boolean areThere() {
      return Files.exists(file);
    }

    private List<byte[]> stored() {
      try {
        checkOwnerOnly();
        return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
            .filter(line -> !line.isBlank())
            .map(line -> decode(line, "galley.data-dir: " + file))
            .toList();
      } catch (NoSuchFileException e) {
        throw new IllegalStateException("the keys " + file + " went away", e);
      } catch (IOException e) {
        throw new UncheckedIOException("the keys " + file + " can not be read", e);
      }
    }

    /** Of all processes on this machine, and of those on others as far as their files do. */
    @Override
    Optional<Runnable> lock() {
      try {
        Path folder = folder();
        FileChannel channel =
            FileChannel.open(
                folder.resolve(file.getFileName() + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                owner(folder));
        try {
          FileLock lock = channel.tryLock();
          if (lock != null) {
            return Optional.of(() -> close(channel));
          }
        } catch (OverlappingFileLockException e) {
          // By this process.
        }
        channel.close();
        return Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException("the keys " + file + " can not be locked", e);
      }
    }

    private static void close(FileChannel channel) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Path folder() throws IOException {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null) {
        throw new IllegalStateException("file: " + file + " (expected: in a folder)");
      }
      Files.createDirectories(folder);
      return folder;
    }

    @Override
    synchronized boolean renew() {
      List<byte[]> keys = new ArrayList<>(read());
      keys.addFirst(fresh());
      write(keys);
      return true;
    }

    @Override
    synchronized void keep(int count) {
      List<byte[]> keys = read();
      if (keys.size() > count) {
        write(keys.subList(0, count));
      }
    }

    private static byte[] fresh() {
      byte[] key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      return key;
    }

    /** On disk before anything is sealed with it. */
    private void write(List<byte[]> keys) {
      StringBuilder text = new StringBuilder();
      keys.forEach(key -> text.append(Base64.getEncoder().encodeToString(key)).append('\n'));
      try {
        Path folder = folder();
        Path draft = Files.createTempFile(folder, ".secrets", null, owner(folder));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
          channel.force(true);
        }
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the keys " + file + " can not be written", e);
      }
    }

    private static boolean isPosix(Path path) {
      return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] owner(Path folder) {
      return isPosix(folder)
          ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
          : new FileAttribute<?>[0];
    }

    private void checkOwnerOnly() throws IOException {
      if (isPosix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new InvalidSetting(
            "galley.data-dir",
            file,
            "keys that only their owner can read; run 'chmod 600' on the file, then, as others may"
                + " have read it, 'galley rotate-keys'");
      }
    }
  }
}
