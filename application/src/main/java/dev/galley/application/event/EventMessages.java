package dev.galley.application.event;

import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings events together with their contents. */
public final class EventMessages {
  private final Snapshots snapshots;

  public EventMessages(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** The messages of events, in the same order. Each content is loaded once. */
  public List<EventMessage> of(List<Event> events) {
    Map<TenantId, Set<ContentHash>> wanted = new HashMap<>();
    for (Event event : events) {
      event
          .content()
          .ifPresent(hash ->
              wanted
                  .computeIfAbsent(event.aggregate().tenant(), t -> new LinkedHashSet<>())
                  .add(hash));
    }
    Map<TenantId, Map<ContentHash, Snapshot>> found = new HashMap<>();
    wanted.forEach((tenant, hashes) ->
        found.put(tenant, snapshots.findBelow(tenant, hashes, EventMessage.CONTENT_BYTES)));
    List<EventMessage> messages = new ArrayList<>(events.size());
    for (Event event : events) {
      Optional<Snapshot> content =
          event
              .content()
              .map(hash -> found.getOrDefault(event.aggregate().tenant(), Map.of()).get(hash));
      messages.add(new EventMessage(event, content));
    }
    return messages;
  }
}
