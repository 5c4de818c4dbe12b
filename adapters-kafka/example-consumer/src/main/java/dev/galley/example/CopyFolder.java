package dev.galley.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.galley.consumer.AppliedSequences;
import dev.galley.consumer.AppliedState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The copies, one file {@code <tenant>/<id>.json} for each assistant and agent. A file holds the
 * copy beside what has been applied to it and is replaced as a whole: that is the transaction. So a
 * file of one that was deleted stays, without content. For one thread.
 */
final class CopyFolder implements AppliedSequences, AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;
  private final FileChannel lock;
  private final Set<Path> unsynced = new HashSet<>();

  /** The file of the event that is being worked on. */
  private ObjectNode current = JSON.createObjectNode();

  private CopyFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens a folder, which is made if it is missing.
   *
   * @throws IOException also when another process works on it
   */
  static CopyFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new IOException("folder: " + folder + " (expected: one that no other process uses)");
    }
    return new CopyFolder(folder, channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public Optional<AppliedState> load(String key) throws IOException {
    Path file = file(key);
    try {
      if (!(JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode found)) {
        throw new IOException(file + ": no JSON object (expected: a copy)");
      }
      current = found;
    } catch (NoSuchFileException e) {
      current = JSON.createObjectNode();
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": no JSON (expected: a copy)", e);
    }
    Map<String, Long> seen = new HashMap<>();
    current.path("seen").properties().forEach(e -> seen.put(e.getKey(), e.getValue().asLong()));
    return Optional.of(
        new AppliedState(
            current.path("began").asLong(),
            current.path("sequence").asLong(),
            seen,
            current.path("deleted").asBoolean()));
  }

  /** Whether the copy that was loaded last has the content of that revision. */
  boolean has(long revision) {
    return current.path("revision").asLong() == revision && current.path("content").isObject();
  }

  /**
   * Changes the copy that was loaded last; {@link #store} makes it last.
   *
   * @param revision 0 when there is none
   * @param content a JSON null when there is none
   * @param missing why there is none although there should be
   */
  void change(String naturalId, long revision, JsonNode content, Optional<String> missing) {
    current.put("naturalId", naturalId);
    current.put("revision", revision);
    current.set("content", content);
    current.remove("contentMissing");
    missing.ifPresent(reason -> current.put("contentMissing", reason));
  }

  @Override
  public void store(String key, AppliedState state) throws IOException {
    Path file = file(key);
    String[] parts = key.split("/", -1);
    ObjectNode next = JSON.createObjectNode();
    next.put("tenant", parts[0]).put("kind", parts[1]).put("id", parts[2]);
    next.put("sequence", state.applied()).put("deleted", state.deleted());
    next.put("began", state.began());
    state.seen().forEach(next.putObject("seen")::put);
    current.properties().forEach(e -> next.putIfAbsent(e.getKey(), e.getValue()));
    write(file, JSON.writeValueAsBytes(next));
  }

  /** Makes what was stored outlast a power failure as well. To be called before offsets are. */
  void sync() {
    for (Path directory : unsynced) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        // Not every system can do this to a directory; then its moves last without.
      }
    }
    unsynced.clear();
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Path directory = Objects.requireNonNull(file.getParent());
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory);
      unsynced.add(folder);
    }
    Path temporary = directory.resolve(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    unsynced.add(directory);
  }

  private Path file(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("key: " + key + " (expected: <tenant>/<kind>/<id>)");
    }
    return folder
        .resolve(FileNames.encoded(parts[0]))
        .resolve(FileNames.encoded(parts[2]) + ".json");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
