package dev.galley.application.assistant;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.attached.Blob;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.content.RunningHash;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.item.Item;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Keeps the bytes of files, a few chunks at a time: no more than a mebibyte of a file is in memory.
 */
public final class FileBytes {
  /** Chunks that one save brings. */
  private static final int AT_ONCE = 4;

  private final Aggregates aggregates;
  private final Snapshots snapshots;
  private final Saver saver;
  private final InstantSource clock;

  public FileBytes(Aggregates aggregates, Snapshots snapshots, Saver saver, InstantSource clock) {
    this.aggregates = aggregates;
    this.snapshots = snapshots;
    this.saver = saver;
    this.clock = clock;
  }

  /**
   * Bytes that are kept.
   *
   * @param blob names them
   * @param size how many they are
   * @param hash their SHA-256
   */
  public record Written(UUID blob, long size, ContentHash hash) {}

  /** Thrown when there are more bytes than are allowed; what was kept of them is erased later. */
  static final class TooLong extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Keeps bytes. They are there when this returns; what nothing refers to is erased some time
   * later.
   *
   * @param most how many are allowed
   */
  Written write(TenantId tenant, UUID assistant, AttachFile.Bytes in, long most) throws TooLong {
    RunningHash hash = new RunningHash();
    UUID id = saver.ids().next();
    Blob blob = new Blob(id, tenant, assistant, clock.instant(), List.of(), OptionalLong.empty());
    Optional<Item> kept = Optional.empty();
    long size = 0;
    boolean more = true;
    while (more) {
      List<Snapshot> chunks = new ArrayList<>();
      while (more && chunks.size() < AT_ONCE) {
        byte[] bytes = in.next(Blob.CHUNK);
        size += bytes.length;
        if (size > most) {
          throw new TooLong();
        }
        hash.add(bytes);
        if (bytes.length > 0) {
          chunks.add(Snapshot.of(Json.of(Base64.getEncoder().encodeToString(bytes))));
        }
        more = bytes.length == Blob.CHUNK;
      }
      List<ContentHash> names = new ArrayList<>(blob.chunks());
      chunks.forEach(chunk -> names.add(chunk.hash()));
      blob = blob.with(names, clock.instant());
      kept = Optional.of(save(blob, kept, chunks));
    }
    return new Written(id, size, hash.end());
  }

  private Item save(Blob blob, Optional<Item> before, List<Snapshot> chunks) {
    ChangeId change = saver.changeId();
    Transition<Item> next =
        before
            .map(item -> item.next(blob.saying(), change))
            .orElseGet(() -> Item.first(Blob.ref(blob.tenant(), blob.id()), blob.saying(), change));
    SaveOutcome outcome = saver.save(Change.of(change, next).with(chunks.toArray(Snapshot[]::new)));
    if (!(outcome instanceof SaveOutcome.Saved)) {
      throw new IllegalStateException("bytes under a fresh id were saved as " + outcome);
    }
    return next.next();
  }

  /** Bytes that are kept, without the bytes themselves. */
  Blob find(TenantId tenant, UUID blob) {
    return aggregates
        .find(Blob.ref(tenant, blob))
        .map(item -> Blob.of((Item) item))
        .orElseThrow(() -> new IllegalStateException("the bytes " + blob + " are not there"));
  }

  /** The bytes of a chunk. */
  byte[] chunk(TenantId tenant, ContentHash name) {
    Snapshot chunk =
        snapshots
            .find(tenant, name)
            .orElseThrow(
                () -> new IllegalStateException("the chunk " + name.value() + " is not there"));
    return Base64.getDecoder().decode(((JsonString) chunk.content()).value());
  }
}
