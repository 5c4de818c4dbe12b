package dev.galley.bootstrap.event;

import dev.galley.application.store.StorageFull;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.convert.format.ReadableBytes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is room for another write, where Galley can see the disk: that of the data
 * directory, when the store lies in it. A server that runs elsewhere refuses by itself when its
 * disk is full.
 */
@Singleton
final class StoreRoom {
  private static final Logger LOG = LoggerFactory.getLogger(StoreRoom.class);
  private static final long LOOK_AGAIN_NANOS = 500_000_000;

  private final Optional<Path> disk;
  private final long least;
  private volatile Look last = new Look(Long.MAX_VALUE, System.nanoTime() - LOOK_AGAIN_NANOS);

  private record Look(long free, long at) {}

  StoreRoom(
      @Value("${galley.store.kind:postgres}") String kind,
      @Value("${galley.postgres.url:}") @Nullable String url,
      @Value("${galley.data-dir:./galley-data}") String directory,
      @ReadableBytes @Value("${galley.store.min-free:1GB}") long least) {
    boolean here = kind.equals("postgres") && (url == null || url.isEmpty());
    this.disk = here ? Optional.of(Path.of(directory)) : Optional.empty();
    this.least = least;
  }

  /**
   * Lets a write pass.
   *
   * @throws StorageFull when less than {@code galley.store.min-free} is left
   */
  void require() {
    if (disk.isEmpty()) {
      return;
    }
    long free = free(disk.get());
    if (free < least) {
      throw new StorageFull(
          "The disk of the store has "
              + free
              + " bytes left (expected: galley.store.min-free, "
              + least
              + " bytes)",
          null);
    }
  }

  private long free(Path path) {
    Look look = last;
    long now = System.nanoTime();
    if (now - look.at() >= LOOK_AGAIN_NANOS) {
      look = new Look(measured(path, look.free()), now);
      last = look;
    }
    return look.free();
  }

  private static long measured(Path path, long otherwise) {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      LOG.warn("How much room {} has can't be told: {}", path, e.getMessage());
      return otherwise;
    }
  }
}
