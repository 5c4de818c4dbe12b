package dev.galley.application.assistant;

import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

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

  Map<ContentHash, AssistantContent> getAll(TenantId tenant, Collection<ContentHash> hashes) {
    Map<ContentHash, Snapshot> found = snapshots.findAll(tenant, hashes);
    Map<ContentHash, AssistantContent> contents = new LinkedHashMap<>();
    for (ContentHash hash : hashes) {
      Snapshot snapshot = found.get(hash);
      if (snapshot == null) {
        throw lost(hash);
      }
      contents.computeIfAbsent(hash, h -> AssistantContent.fromJson(snapshot.content()));
    }
    return contents;
  }

  private static IllegalStateException lost(ContentHash hash) {
    return new IllegalStateException("the snapshot " + hash.value() + " is not in the store");
  }
}
