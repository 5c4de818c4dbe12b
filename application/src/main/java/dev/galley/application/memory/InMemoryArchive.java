package dev.galley.application.memory;

import dev.galley.application.memory.InMemoryStore.Drafted;
import dev.galley.application.memory.InMemoryStore.Hashed;
import dev.galley.application.memory.InMemoryStore.Kept;
import dev.galley.application.store.Archive;
import dev.galley.application.store.ArchiveRecord;
import dev.galley.application.store.ArchiveView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything in memory, put into order anew for each page. */
final class InMemoryArchive implements Archive {
  private final InMemoryStore store;
  private Optional<String> unfinished = Optional.empty();

  InMemoryArchive(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public List<Entry> read(Part part, String after, int limit) {
    synchronized (store) {
      return page(part, records(part), after, limit);
    }
  }

  private static List<Entry> page(
      Part part, Stream<? extends ArchiveRecord> all, String after, int limit) {
    List<Entry> page = new ArrayList<>();
    long bytes = 0;
    List<? extends ArchiveRecord> records =
        all.filter(record -> after.isEmpty() || KEY_ORDER.compare(record.key(), after) > 0)
            .sorted(Comparator.comparing(ArchiveRecord::key, KEY_ORDER))
            .limit(limit)
            .toList();
    for (ArchiveRecord record : records) {
      if (bytes >= PAGE_BYTES) {
        break;
      }
      Entry entry = record.entry();
      page.add(entry);
      bytes += entry.line(part).getBytes(StandardCharsets.UTF_8).length;
    }
    return page;
  }

  @Override
  public <T> Optional<T> atOneMoment(Function<ArchiveView, T> work) {
    Map<Part, List<? extends ArchiveRecord>> all = new EnumMap<>(Part.class);
    synchronized (store) {
      for (Part part : Part.values()) {
        all.put(part, records(part).toList());
      }
    }
    return Optional.of(
        work.apply(
            new ArchiveView() {
              @Override
              public List<Entry> read(Part part, String after, int limit) {
                return page(part, all.getOrDefault(part, List.of()).stream(), after, limit);
              }

              @Override
              public long count(Part part) {
                return all.getOrDefault(part, List.of()).size();
              }
            }));
  }

  private Stream<? extends ArchiveRecord> records(Part part) {
    return switch (part) {
      case SNAPSHOT ->
          store.snapshots.entrySet().stream()
              .map(kept ->
                  new ArchiveRecord.Content(kept.getKey().tenant(), kept.getValue().snapshot()));
      case AGGREGATE -> store.aggregates.values().stream().map(ArchiveRecord.State::new);
      case NAME ->
          store.names.entrySet().stream()
              .map(name ->
                  new ArchiveRecord.Name(
                      name.getKey().tenant(), name.getKey().text(), name.getValue()));
      case REVISION ->
          store.revisions.entrySet().stream()
              .flatMap(chain ->
                  chain.getValue().values().stream()
                      .map(revision -> new ArchiveRecord.Past(chain.getKey(), revision)));
      case HEAD ->
          store.history.entrySet().stream()
              .flatMap(heads ->
                  heads.getValue().values().stream()
                      .map(head -> new ArchiveRecord.Head(heads.getKey().aggregate(), head)));
      case JOURNAL ->
          store.journals.entrySet().stream()
              .flatMap(notes ->
                  notes.getValue().values().stream()
                      .map(note -> new ArchiveRecord.Noted(notes.getKey().aggregate(), note)));
      case PARKED, EVENT, PLACED, HORIZON, POSITION -> store.events.archived(part);
      case RECEIPT ->
          store.receipts.entrySet().stream()
              .map(kept -> new ArchiveRecord.Proof(kept.getKey().tenant(), kept.getValue()));
      case MODEL ->
          store.models.entrySet().stream()
              .flatMap(own ->
                  own.getValue().values().stream()
                      .map(model -> new ArchiveRecord.Own(own.getKey(), model)));
    };
  }

  @Override
  public void write(Part part, List<Entry> entries) {
    synchronized (store) {
      entries.forEach(entry -> restore(ArchiveRecord.of(part, entry)));
    }
  }

  private void restore(ArchiveRecord record) {
    switch (record) {
      case ArchiveRecord.Content(var tenant, var snapshot) ->
          store.snapshots.putIfAbsent(
              new Hashed(tenant, snapshot.hash()), new Kept(snapshot, store.clock.instant()));
      case ArchiveRecord.State(var aggregate) ->
          store.aggregates.putIfAbsent(aggregate.ref(), aggregate);
      case ArchiveRecord.Name(var tenant, var name, var holder) ->
          store.names.putIfAbsent(new InMemoryStore.Name(tenant, name), holder);
      case ArchiveRecord.Past(var ref, var revision) ->
          InMemoryStore.of(store.revisions, ref).putIfAbsent(revision.number(), revision);
      case ArchiveRecord.Head(var ref, var head) ->
          InMemoryStore.of(store.history, new Drafted(ref, head.draft()))
              .putIfAbsent(head.seqNo(), head);
      case ArchiveRecord.Noted(var ref, var note) ->
          InMemoryStore.of(store.journals, new InMemoryStore.Journal(ref, note.journal()))
              .putIfAbsent(note.number(), note);
      case ArchiveRecord.Park(var parked) -> store.events.restore(parked);
      case ArchiveRecord.Logged logged -> store.events.restore(logged);
      case ArchiveRecord.Placed placed -> store.events.restore(placed);
      case ArchiveRecord.Horizon horizon -> store.events.restore(horizon);
      case ArchiveRecord.Position position -> store.events.restore(position);
      case ArchiveRecord.Proof(var tenant, var receipt) ->
          store.receipts.putIfAbsent(new Hashed(tenant, receipt.key()), receipt);
      case ArchiveRecord.Own(var tenant, var model) ->
          store.models.computeIfAbsent(tenant, t -> new TreeMap<>()).putIfAbsent(model.id(), model);
    }
  }

  @Override
  public Optional<String> last(Part part) {
    synchronized (store) {
      return records(part).map(ArchiveRecord::key).max(KEY_ORDER);
    }
  }

  @Override
  public long count(Part part) {
    synchronized (store) {
      return records(part).count();
    }
  }

  @Override
  public Optional<String> unfinished() {
    synchronized (store) {
      return unfinished;
    }
  }

  @Override
  public void begin(String source) {
    synchronized (store) {
      if (unfinished.filter(other -> !other.equals(source)).isPresent()) {
        throw new IllegalStateException(
            "source: " + source + " (expected: " + unfinished.get() + ", which is unfinished)");
      }
      unfinished = Optional.of(source);
    }
  }

  @Override
  public void finish() {
    synchronized (store) {
      unfinished = Optional.empty();
    }
  }
}
