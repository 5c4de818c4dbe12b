package dev.galley.application.assistant;

import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.ContentHash;

/** Reads the contents that assistants refer to. */
final class Contents {
  private final Snapshots snapshots;

  Contents(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  AssistantContent get(TenantId tenant, ContentHash hash) {
    return snapshots
        .find(tenant, hash)
        .map(snapshot -> AssistantContent.fromJson(snapshot.content()))
        .orElseThrow(() -> lost(hash));
  }

  private static IllegalStateException lost(ContentHash hash) {
    return new IllegalStateException("the snapshot " + hash.value() + " is not in the store");
  }
}
