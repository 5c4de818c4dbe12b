package dev.galley.application.memory;

import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.Revisions;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.event.EventFeed;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Outbox;
import dev.galley.application.model.Models;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Archive;
import dev.galley.application.store.AssistantProjection;
import dev.galley.application.store.Change;
import dev.galley.application.store.EventLog;
import dev.galley.application.store.Follower;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.Journals;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.Receipts;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.model.Model;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All ports on one heap: every call holds one lock, a save looks at everything before it changes
 * anything. It keeps no promise about disks; for the rest it passes the same contract as the
 * others.
 */
public final class InMemoryStore {
  final InstantSource clock;
  final Map<AggregateRef, Aggregate> aggregates = new HashMap<>();
  final Map<Name, AggregateRef> names = new HashMap<>();
  final Map<Hashed, Kept> snapshots = new HashMap<>();
  final Map<AggregateRef, NavigableMap<Long, Revision>> revisions = new HashMap<>();
  final Map<Drafted, NavigableMap<Long, HistoryEntry>> history = new HashMap<>();
  final Map<Journal, NavigableMap<Long, JournalEntry>> journals = new HashMap<>();
  final InMemoryEvents events = new InMemoryEvents(this);
  final Map<Hashed, Receipt> receipts = new HashMap<>();
  final Map<TenantId, NavigableMap<String, Model>> models = new HashMap<>();
  private final InMemoryArchive archive = new InMemoryArchive(this);

  record Name(TenantId tenant, String text) {}

  record Drafted(AggregateRef aggregate, UUID draft) {}

  record Journal(AggregateRef aggregate, String name) {}

  record Hashed(TenantId tenant, ContentHash hash) {}

  record Kept(Snapshot snapshot, Instant put) {}

  /**
   * @param clock tells how old a snapshot is
   */
  public InMemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  /** The port for assistants. */
  public Assistants assistants() {
    return new InMemoryAssistants();
  }

  /** The port for everything that has versions. */
  public Aggregates aggregates() {
    return new InMemoryAggregates();
  }

  /** The port for journals. */
  public Journals journals() {
    return this::notes;
  }

  /** The port for contents. */
  public Snapshots snapshots() {
    return new InMemorySnapshots();
  }

  /** The port for the past. */
  public Revisions revisions() {
    return new InMemoryRevisions();
  }

  /** The port for events. */
  public EventLog eventLog() {
    return events;
  }

  /** The port for what is to be published. */
  public Outbox outbox() {
    return events;
  }

  /** The port for the feed. */
  public EventFeed eventFeed() {
    return events;
  }

  /** The port for leases. */
  public Leases leases() {
    return events;
  }

  /** The port for receipts. */
  public Receipts receipts() {
    return new InMemoryReceipts();
  }

  /** The port for models. */
  public Models models() {
    return new InMemoryModels();
  }

  /** The port for cleaning up. */
  public Housekeeping housekeeping() {
    return new InMemoryHousekeeping();
  }

  /** The port for everything at once. */
  public Archive archive() {
    return archive;
  }

  private synchronized SaveOutcome save(Change change) {
    AggregateRef ref = change.next().ref();
    TenantId tenant = ref.tenant();
    Aggregate current = aggregates.get(ref);
    long version = current == null ? 0 : current.version();
    if (version != change.readVersion() || current instanceof Tombstone) {
      return new SaveOutcome.Stale(current instanceof Tombstone ? 0 : version);
    }
    if (change.receipt().isPresent()) {
      Receipt earlier = receipts.get(new Hashed(tenant, change.receipt().get().key()));
      if (earlier != null) {
        return new SaveOutcome.AlreadyDone(earlier);
      }
    }
    if (change.name() instanceof NameChange.Claim(String name) && !free(tenant, name, change)) {
      return new SaveOutcome.NameTaken();
    }
    if (change.follower().isPresent()) {
      Aggregate follower = aggregates.get(change.follower().get().ref());
      if (follower == null
          || follower instanceof Tombstone
          || follower.version() != change.follower().get().version()) {
        return new SaveOutcome.FollowerChanged();
      }
    }
    requireContents(change);

    Instant now = clock.instant();
    for (Snapshot snapshot : change.snapshots()) {
      snapshots.put(new Hashed(tenant, snapshot.hash()), new Kept(snapshot, now));
    }
    aggregates.put(ref, change.next());
    change.revisions().forEach(revision -> of(revisions, ref).put(revision.number(), revision));
    change
        .entries()
        .forEach(entry -> of(history, new Drafted(ref, entry.draft())).put(entry.seqNo(), entry));
    change
        .dropped()
        .forEach(entry -> of(history, new Drafted(ref, entry.draft())).remove(entry.seqNo()));
    change
        .notes()
        .forEach(note -> of(journals, new Journal(ref, note.journal())).put(note.number(), note));
    change.events().forEach(events::add);
    change.follower().ifPresent(this::useUp);
    switch (change.name()) {
      case NameChange.Keep keep -> {}
      case NameChange.Claim(String name) -> names.put(new Name(tenant, name), ref);
      case NameChange.GiveUp giveUp -> names.values().removeIf(ref::equals);
    }
    change.receipt().ifPresent(receipt -> receipts.put(new Hashed(tenant, receipt.key()), receipt));
    return new SaveOutcome.Saved();
  }

  private void useUp(Follower follower) {
    if (follower.left().isPresent()) {
      aggregates.put(follower.ref(), follower.left().get());
    } else {
      aggregates.remove(follower.ref());
      names.values().removeIf(follower.ref()::equals);
    }
  }

  /** A name is free when nobody has it, or somebody who is called by another one by now. */
  private boolean free(TenantId tenant, String name, Change change) {
    AggregateRef holder = names.get(new Name(tenant, name));
    return holder == null
        || holder.equals(change.next().ref())
        || change.follower().map(Follower::ref).equals(Optional.of(holder))
        || !(aggregates.get(holder) instanceof Living living
            && living.called().equals(Optional.of(name)));
  }

  /** What a database does with foreign keys. */
  private void requireContents(Change change) {
    Set<ContentHash> brought = new HashSet<>();
    change.snapshots().forEach(snapshot -> brought.add(snapshot.hash()));
    if (change.next() instanceof Living living) {
      for (ContentHash hash : living.contents()) {
        if (!brought.contains(hash)
            && !snapshots.containsKey(new Hashed(living.ref().tenant(), hash))) {
          throw new IllegalStateException(
              "snapshots: without " + hash.value() + " (expected: all that the state refers to)");
        }
      }
    }
  }

  static <K, V> NavigableMap<Long, V> of(Map<K, NavigableMap<Long, V>> all, K key) {
    return all.computeIfAbsent(key, k -> new TreeMap<>());
  }

  private static <K, V> List<V> below(
      Map<K, NavigableMap<Long, V>> all, K key, long below, int limit) {
    return all
        .getOrDefault(key, new TreeMap<>())
        .headMap(below, false)
        .descendingMap()
        .values()
        .stream()
        .limit(limit)
        .toList();
  }

  private Stream<Assistant> visible(TenantId tenant, Visibility visibility) {
    return aggregates.values().stream()
        .filter(Assistant.class::isInstance)
        .map(Assistant.class::cast)
        .filter(assistant -> assistant.tenant().equals(tenant))
        .filter(assistant ->
            switch (visibility) {
              case Visibility.Everything everything -> true;
              case Visibility.SharedWith(Set<String> keys) ->
                  assistant.audience().stream().anyMatch(keys::contains);
            });
  }

  private static AggregateRef ref(TenantId tenant, AssistantId id) {
    return new AggregateRef(tenant, AggregateKind.ASSISTANT, id.value());
  }

  private final class InMemoryAssistants implements Assistants {

    @Override
    public Optional<Assistant> find(TenantId tenant, AssistantKey key) {
      synchronized (InMemoryStore.this) {
        AggregateRef ref =
            switch (key) {
              case AssistantKey.ById byId -> ref(tenant, byId.assistant());
              case AssistantKey.ByName byName ->
                  names.get(new Name(tenant, byName.name().toString()));
            };
        return ref != null && aggregates.get(ref) instanceof Assistant assistant
            ? Optional.of(assistant)
            : Optional.empty();
      }
    }

    @Override
    public AssistantPage page(AssistantQuery query) {
      synchronized (InMemoryStore.this) {
        return InMemorySearch.page(query, visible(query.tenant(), query.visibility()));
      }
    }

    @Override
    public TagCounts countTags(TenantId tenant, Visibility visibility) {
      synchronized (InMemoryStore.this) {
        return InMemorySearch.countTags(visible(tenant, visibility));
      }
    }
  }

  private static final Comparator<Aggregates.Place> PLACES =
      Comparator.comparing(Aggregates.Place::tenant, AssistantProjection::compare)
          .thenComparing(Aggregates.Place::order, AssistantProjection::compare);

  private final class InMemoryAggregates implements Aggregates {

    @Override
    public Optional<Living> find(AggregateRef ref) {
      synchronized (InMemoryStore.this) {
        return Optional.ofNullable(aggregates.get(ref))
            .filter(Living.class::isInstance)
            .map(Living.class::cast);
      }
    }

    @Override
    public Optional<Living> named(TenantId tenant, String name) {
      synchronized (InMemoryStore.this) {
        return Optional.ofNullable(names.get(new Name(tenant, name))).flatMap(this::find);
      }
    }

    private Stream<Living> with(String key) {
      return aggregates.values().stream()
          .filter(Living.class::isInstance)
          .map(Living.class::cast)
          .filter(living -> living.keys().contains(key));
    }

    @Override
    public List<Living> listed(TenantId tenant, String key, String after, int limit) {
      synchronized (InMemoryStore.this) {
        return with(key)
            .filter(living -> living.ref().tenant().equals(tenant))
            .filter(living -> AssistantProjection.compare(living.order(), after) > 0)
            .sorted(Comparator.comparing(Living::order, AssistantProjection::compare))
            .limit(limit)
            .toList();
      }
    }

    @Override
    public int count(TenantId tenant, String key, int most) {
      return listed(tenant, key, "", most).size();
    }

    @Override
    public List<Found> everywhere(String key, Place after, int limit) {
      synchronized (InMemoryStore.this) {
        return with(key)
            .map(living ->
                new Found(living.ref(), new Place(living.ref().tenant().value(), living.order())))
            .filter(found -> PLACES.compare(found.place(), after) > 0)
            .sorted(Comparator.comparing(Found::place, PLACES))
            .limit(limit)
            .toList();
      }
    }

    @Override
    public SaveOutcome save(Change change) {
      return InMemoryStore.this.save(change);
    }

    @Override
    public boolean happened(AggregateRef aggregate, ChangeId change) {
      synchronized (InMemoryStore.this) {
        Aggregate current = aggregates.get(aggregate);
        return current != null && current.recentChanges().contains(change);
      }
    }
  }

  private synchronized List<JournalEntry> notes(
      AggregateRef aggregate, String journal, long below, int limit) {
    return below(journals, new Journal(aggregate, journal), below, limit);
  }

  private final class InMemorySnapshots implements Snapshots {

    @Override
    public Optional<Snapshot> find(TenantId tenant, ContentHash hash) {
      synchronized (InMemoryStore.this) {
        return Optional.ofNullable(snapshots.get(new Hashed(tenant, hash))).map(Kept::snapshot);
      }
    }

    @Override
    public Map<ContentHash, Snapshot> findAll(TenantId tenant, Collection<ContentHash> hashes) {
      Map<ContentHash, Snapshot> found = new LinkedHashMap<>();
      hashes.forEach(hash -> find(tenant, hash).ifPresent(s -> found.put(hash, s)));
      return found;
    }

    @Override
    public Map<ContentHash, Snapshot> findBelow(
        TenantId tenant, Collection<ContentHash> hashes, int bytes) {
      Map<ContentHash, Snapshot> found = findAll(tenant, hashes);
      found.values().removeIf(s -> s.canonical().getBytes(StandardCharsets.UTF_8).length >= bytes);
      return found;
    }
  }

  private final class InMemoryRevisions implements Revisions {

    @Override
    public Optional<Revision> find(AggregateRef aggregate, long number) {
      synchronized (InMemoryStore.this) {
        return Optional.ofNullable(revisions.get(aggregate)).map(chain -> chain.get(number));
      }
    }

    @Override
    public List<Revision> before(AggregateRef aggregate, long below, int limit) {
      synchronized (InMemoryStore.this) {
        return below(revisions, aggregate, below, limit);
      }
    }

    @Override
    public List<HistoryEntry> history(AggregateRef aggregate, UUID draft, long below, int limit) {
      synchronized (InMemoryStore.this) {
        return below(history, new Drafted(aggregate, draft), below, limit);
      }
    }
  }

  private final class InMemoryReceipts implements Receipts {

    @Override
    public Optional<Receipt> find(TenantId tenant, ContentHash key) {
      synchronized (InMemoryStore.this) {
        return Optional.ofNullable(receipts.get(new Hashed(tenant, key)));
      }
    }

    @Override
    public void answered(TenantId tenant, ContentHash key, JsonObject answer) {
      synchronized (InMemoryStore.this) {
        receipts.computeIfPresent(
            new Hashed(tenant, key),
            (name, receipt) -> receipt.answer().isPresent() ? receipt : receipt.answered(answer));
      }
    }
  }

  private final class InMemoryModels implements Models {

    @Override
    public List<Model> own(TenantId tenant) {
      synchronized (InMemoryStore.this) {
        return List.copyOf(models.getOrDefault(tenant, new TreeMap<>()).values());
      }
    }

    @Override
    public void put(TenantId tenant, Model model) {
      synchronized (InMemoryStore.this) {
        models.computeIfAbsent(tenant, t -> new TreeMap<>()).put(model.id(), model);
      }
    }
  }

  private final class InMemoryHousekeeping implements Housekeeping {

    @Override
    public int eraseDeleted(int limit) {
      synchronized (InMemoryStore.this) {
        Set<AggregateRef> owners = new LinkedHashSet<>(revisions.keySet());
        journals.keySet().forEach(journal -> owners.add(journal.aggregate()));
        aggregates.keySet().stream().filter(events::isEmpty).forEach(owners::add);
        List<AggregateRef> deleted =
            owners.stream()
                .filter(ref -> !(aggregates.get(ref) instanceof Living))
                .limit(limit)
                .toList();
        deleted.forEach(revisions::remove);
        journals.keySet().removeIf(journal -> deleted.contains(journal.aggregate()));
        events.eraseContents(deleted);
        deleted.stream().filter(events::isEmpty).forEach(aggregates::remove);
        return deleted.size();
      }
    }

    @Override
    public int eraseEndedDrafts(int limit) {
      synchronized (InMemoryStore.this) {
        int erased = 0;
        for (var drafts = history.entrySet().iterator(); drafts.hasNext() && erased < limit; ) {
          var heads = drafts.next();
          if (isOpen(heads.getKey())) {
            continue;
          }
          while (!heads.getValue().isEmpty() && erased < limit) {
            heads.getValue().pollFirstEntry();
            erased++;
          }
          if (heads.getValue().isEmpty()) {
            drafts.remove();
          }
        }
        return erased;
      }
    }

    private boolean isOpen(Drafted drafted) {
      return aggregates.get(drafted.aggregate()) instanceof Living living
          && living.openDraft().equals(Optional.of(drafted.draft()));
    }

    @Override
    public void eraseUntil(AggregateRef aggregate, Instant until) {
      synchronized (InMemoryStore.this) {
        of(revisions, aggregate).values().removeIf(r -> !r.stamp().at().isAfter(until));
        journals.forEach((journal, notes) -> {
          if (journal.aggregate().equals(aggregate)) {
            notes.values().removeIf(note -> !note.stamp().at().isAfter(until));
          }
        });
        events.eraseContents(aggregate, until);
      }
    }

    @Override
    public int pruneRevisions(int keep, Duration age, int limit) {
      synchronized (InMemoryStore.this) {
        Instant cut = clock.instant().minus(age);
        int pruned = 0;
        for (var chain : revisions.entrySet()) {
          if (!(aggregates.get(chain.getKey()) instanceof Assistant assistant)) {
            continue;
          }
          for (var link : chain.getValue().entrySet()) {
            Revision revision = link.getValue();
            if (pruned < limit
                && !revision.pruned()
                && revision.stamp().at().isBefore(cut)
                && assistant.mayPrune(revision.number(), keep)) {
              link.setValue(revision.withoutContent());
              pruned++;
            }
          }
        }
        return pruned;
      }
    }

    @Override
    public int collectSnapshots(Duration grace, int limit) {
      synchronized (InMemoryStore.this) {
        Set<Hashed> needed = new HashSet<>();
        for (Aggregate aggregate : aggregates.values()) {
          if (aggregate instanceof Living living) {
            living.contents().forEach(h -> needed.add(new Hashed(living.ref().tenant(), h)));
          }
        }
        revisions.forEach((ref, chain) ->
            chain.values().stream()
                .filter(revision -> !revision.pruned())
                .forEach(r -> needed.add(new Hashed(ref.tenant(), r.content()))));
        events
            .all()
            .forEach(event ->
                event
                    .content()
                    .ifPresent(h -> needed.add(new Hashed(event.aggregate().tenant(), h))));
        history.forEach((drafted, heads) ->
            heads
                .values()
                .forEach(e -> needed.add(new Hashed(drafted.aggregate().tenant(), e.content()))));
        Instant cut = clock.instant().minus(grace);
        List<Hashed> unused =
            snapshots.entrySet().stream()
                .filter(kept -> kept.getValue().put().isBefore(cut))
                .map(Map.Entry::getKey)
                .filter(hashed -> !needed.contains(hashed))
                .limit(limit)
                .toList();
        unused.forEach(snapshots::remove);
        return unused.size();
      }
    }

    @Override
    public int forgetReceipts(Duration age, int limit) {
      synchronized (InMemoryStore.this) {
        Instant cut = clock.instant().minus(age);
        List<Hashed> old =
            receipts.entrySet().stream()
                .filter(receipt -> receipt.getValue().at().isBefore(cut))
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Receipt::at)))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        old.forEach(receipts::remove);
        return old.size();
      }
    }

    @Override
    public int forgetEvents(Duration age, boolean publishedOnly, int limit) {
      synchronized (InMemoryStore.this) {
        return events.forget(
            clock.instant().minus(age),
            publishedOnly,
            limit,
            ref -> {
              if (aggregates.get(ref) instanceof Tombstone) {
                aggregates.remove(ref);
              }
            });
      }
    }
  }
}
