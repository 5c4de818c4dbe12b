package dev.galley.bootstrap.event;

import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.event.EventSignal;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.rest.http.TraceParent;
import java.util.Optional;

/**
 * The port as use cases see it: a save is refused when there is no room for it, its events carry
 * the trace of the request, and those who wait for events hear of them.
 */
final class WatchedAssistants implements Assistants {
  private final Assistants store;
  private final StoreRoom room;
  private final EventSignal signal;

  WatchedAssistants(Assistants store, StoreRoom room, EventSignal signal) {
    this.store = store;
    this.room = room;
    this.signal = signal;
  }

  @Override
  public SaveOutcome save(Change change) {
    if (!(change.next() instanceof Tombstone)) {
      // Deleting is the way out of a full disk.
      room.require();
    }
    try {
      return store.save(TraceParent.current().map(change::in).orElse(change));
    } finally {
      // Whatever the outcome: one that is unknown may have happened.
      if (!change.events().isEmpty()) {
        signal.raise();
      }
    }
  }

  @Override
  public Optional<Assistant> find(TenantId tenant, AssistantKey key) {
    return store.find(tenant, key);
  }

  @Override
  public boolean happened(AggregateRef aggregate, ChangeId change) {
    return store.happened(aggregate, change);
  }

  @Override
  public AssistantPage page(AssistantQuery query) {
    return store.page(query);
  }

  @Override
  public TagCounts countTags(TenantId tenant, Visibility visibility) {
    return store.countTags(tenant, visibility);
  }
}
