package dev.galley.rest.security;

import dev.galley.rest.InvalidSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The key with which a local server and the command line beside it sign and check tokens: 256
 * random bits for HMAC with SHA-256, in the data directory, readable by its owner only. Whoever can
 * read the file is everybody, which is why it is only used on loopback.
 */
public final class LocalKey {
  /** The issuer of tokens that are signed with a local key. */
  public static final String ISSUER = "galley-local";

  private static final String FOLDER = "keys";
  private static final String FILE = "local-token.key";
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final byte[] secret;

  private LocalKey(byte[] secret) {
    this.secret = secret;
  }

  /** Where the key lies under a data directory. */
  public static Path file(Path dataDirectory) {
    return dataDirectory.resolve(FOLDER).resolve(FILE);
  }

  /**
   * The key of a data directory, if it has one.
   *
   * @throws InvalidSetting when the file is no key, or others than its owner may use it
   */
  public static Optional<LocalKey> load(Path dataDirectory) {
    Path file = file(dataDirectory);
    try {
      checkOwnerOnly(file);
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      byte[] secret = Base64.getUrlDecoder().decode(text);
      if (secret.length != BYTES) {
        throw broken(file);
      }
      return Optional.of(new LocalKey(secret));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw broken(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the local key " + file + " can not be read", e);
    }
  }

  /**
   * The key of a data directory; the first call makes it, and the folders above it.
   *
   * @throws InvalidSetting when there is a file that is no key, or others may use it
   */
  public static LocalKey loadOrCreate(Path dataDirectory) {
    Optional<LocalKey> existing = load(dataDirectory);
    if (existing.isPresent()) {
      return existing.get();
    }
    create(dataDirectory);
    // Also when another process was faster: then its key is the key.
    return load(dataDirectory)
        .orElseThrow(() -> new IllegalStateException("the local key vanished while it was made"));
  }

  private static void create(Path dataDirectory) {
    Path file = file(dataDirectory);
    Path folder = dataDirectory.resolve(FOLDER);
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    byte[] text =
        (Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + '\n')
            .getBytes(StandardCharsets.US_ASCII);
    try {
      Files.createDirectories(dataDirectory);
      if (!Files.isDirectory(folder)) {
        try {
          Files.createDirectory(folder, owner(dataDirectory, OWNER_FOLDER));
        } catch (FileAlreadyExistsException e) {
          // Another process made it.
        }
      }
      // Written under another name and then linked, so that nobody ever reads half a key and the
      // first of two processes wins.
      Path draft = Files.createTempFile(folder, "." + FILE, null, owner(folder, OWNER_FILE));
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(text));
        channel.force(true);
      }
      try {
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException e) {
        // Another process was faster.
      } catch (UnsupportedOperationException | FileSystemException e) {
        // A file system without links.
        Files.move(draft, file);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the local key " + file + " can not be made", e);
    }
  }

  private static FileAttribute<?>[] owner(Path place, Set<PosixFilePermission> rights) {
    return isPosix(place)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
        : new FileAttribute<?>[0];
  }

  private static void checkOwnerOnly(Path file) throws IOException {
    if (!isPosix(file)) {
      return;
    }
    Set<PosixFilePermission> rights = EnumSet.copyOf(OTHERS);
    rights.retainAll(Files.getPosixFilePermissions(file));
    if (!rights.isEmpty()) {
      throw new InvalidSetting(
          "galley.data-dir",
          file,
          "a key that only its owner can read; run 'chmod 600' on it, or, if others may have read"
              + " it, delete it to have a new one made, which ends all tokens");
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static InvalidSetting broken(Path file) {
    return new InvalidSetting(
        "galley.data-dir",
        file,
        "a key of 32 bytes in base64url; delete it to have a new one made");
  }

  byte[] secret() {
    return secret.clone();
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "LocalKey";
  }
}
