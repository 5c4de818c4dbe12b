package dev.galley.application.assistant;

import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.stream.Stream;

/** Reads the contents that assistants refer to. */
final class Contents {
  private final Snapshots snapshots;

  Contents(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  AssistantContent get(TenantId tenant, ContentHash hash) {
    return AssistantContent.fromJson(snapshot(tenant, hash).content());
  }

  /** Those contents as a save brings them that refers to them again; each once. */
  Snapshot[] again(TenantId tenant, ContentHash... hashes) {
    return Stream.of(hashes)
        .distinct()
        .map(hash -> snapshot(tenant, hash))
        .toArray(Snapshot[]::new);
  }

  Snapshot snapshot(TenantId tenant, ContentHash hash) {
    return snapshots.find(tenant, hash).orElseThrow(() -> lost(hash));
  }

  private static IllegalStateException lost(ContentHash hash) {
    return new IllegalStateException("the snapshot " + hash.value() + " is not in the store");
  }
}
