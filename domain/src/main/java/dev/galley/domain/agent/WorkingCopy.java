package dev.galley.domain.agent;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.EventCounters;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.SeqNos;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A user's own draft of an agent's revision, with a history that survives reloads and devices. When
 * it ends, its numbers stay, so that the next one at its place goes on with them.
 *
 * @param version the number of saves, which pins and labels make too
 * @param draftVersion the number of changes of head or cursor; what its clients compare
 * @param lastSeqNo the newest entry that it ever had
 * @param open absent when it has ended
 * @param ended how the last one at this place ended
 */
public record WorkingCopy(
    UUID id,
    TenantId tenant,
    CopyPlace place,
    long version,
    DraftVersion draftVersion,
    SeqNo lastSeqNo,
    Optional<OpenCopy> open,
    Optional<EndedCopy> ended,
    RecentChanges recentChanges)
    implements Living {
  /**
   * The fewest entries for which a retention is to be set: so many more than can be pinned that the
   * steps of a day can be undone.
   */
  public static final int MIN_RETENTION = 2 * EntryMark.MOST;

  public WorkingCopy {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(draftVersion, "draftVersion");
    Objects.requireNonNull(lastSeqNo, "lastSeqNo");
    Objects.requireNonNull(open, "open");
    Objects.requireNonNull(ended, "ended");
    Objects.requireNonNull(recentChanges, "recentChanges");
  }

  /**
   * What a working copy starts with.
   *
   * @param draft a fresh id, for its history
   * @param baseContent the content of the place's base
   */
  public record Start(UUID draft, ContentHash head, ContentHash baseContent) {

    public Start {
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(head, "head");
      Objects.requireNonNull(baseContent, "baseContent");
    }
  }

  /**
   * The first working copy at a place.
   *
   * @param moved one that was there and has moved to another base: this one goes on with its
   *     numbers
   */
  public static Transition<WorkingCopy> create(
      UUID id,
      TenantId tenant,
      CopyPlace place,
      Optional<WorkingCopy> moved,
      Start start,
      CopyWriter writer,
      ChangeId change) {
    WorkingCopy unborn =
        new WorkingCopy(
            id,
            tenant,
            place,
            0,
            moved.map(WorkingCopy::draftVersion).orElse(DraftVersion.NONE),
            moved.map(WorkingCopy::lastSeqNo).orElse(SeqNo.NONE),
            Optional.empty(),
            Optional.empty(),
            RecentChanges.NONE);
    return unborn.reopen(start, writer, change);
  }

  /** Opens it again; it must have ended. */
  public Transition<WorkingCopy> reopen(Start start, CopyWriter writer, ChangeId change) {
    if (open.isPresent()) {
      throw new IllegalStateException("open: there (the caller has to look first)");
    }
    Stamp stamp = ended.map(e -> writer.stamp().after(e.how().stamp().at())).orElse(writer.stamp());
    SeqNo first = lastSeqNo.next();
    DraftVersion next = draftVersion.next();
    OpenCopy copy =
        new OpenCopy(
            start.draft(),
            start.baseContent(),
            start.head(),
            new HistoryCursor(first),
            SeqNos.NONE.plus(first),
            SeqNos.NONE.plus(first),
            new TreeMap<>(),
            stamp,
            List.of(new CopyWrite(next, CopyWrite.Kind.CREATED, writer.client(), stamp)));
    return new Transition<>(
        saved(place, next, first, Optional.of(copy), ended, change),
        List.of(),
        List.of(),
        List.of(copy.entry(first, copy.head(), stamp)));
  }

  /**
   * Gives it another head, which must not be the one that it has: a new entry, to which the cursor
   * moves. Entries behind the cursor leave the path, and stay readable.
   *
   * @param kind an autosave, a restore or a reset
   * @param retention how many entries are kept, 1 or more; those that are pinned, and the head's,
   *     are kept in any case
   */
  public Transition<WorkingCopy> write(
      CopyWrite.Kind kind, ContentHash head, int retention, CopyWriter writer, ChangeId change) {
    OpenCopy copy = requireOpen();
    if (head.equals(copy.head())) {
      throw new IllegalArgumentException("head: the same (expected: another one)");
    }
    Writing writing = new Writing(copy, lastSeqNo, retention, later(writer));
    writing.append(head);
    return writing.done(this, place, draftVersion.next(), kind, writer.client(), change);
  }

  /**
   * Undoes or redoes one step.
   *
   * @param entry the one before or behind the cursor on the path
   */
  public Transition<WorkingCopy> step(HistoryEntry entry, CopyWriter writer, ChangeId change) {
    OpenCopy copy = requireOpen();
    SeqNo cursor = copy.cursor().entry();
    Optional<SeqNo> wanted = Optional.of(new SeqNo(entry.seqNo()));
    boolean undo = wanted.equals(copy.path().before(cursor));
    if (!entry.draft().equals(copy.draft())
        || !(undo || wanted.equals(copy.path().after(cursor)))) {
      throw new IllegalArgumentException(
          "entry: " + entry.seqNo() + " (expected: next to " + cursor.value() + " on the path)");
    }
    Writing writing = new Writing(copy, lastSeqNo, Integer.MAX_VALUE, later(writer));
    writing.moveTo(wanted.get(), entry.content());
    CopyWrite.Kind kind = undo ? CopyWrite.Kind.UNDO : CopyWrite.Kind.REDO;
    return writing.done(this, place, draftVersion.next(), kind, writer.client(), change);
  }

  /**
   * Notes something about an entry that is kept; nothing when that is noted already. Its version
   * stays.
   */
  public Optional<Transition<WorkingCopy>> mark(SeqNo entry, EntryMark mark, ChangeId change) {
    OpenCopy copy = requireOpen();
    if (!copy.kept().has(entry)) {
      throw new IllegalArgumentException(
          "entry: " + entry.value() + " (expected: one that is kept)");
    }
    if (copy.mark(entry).equals(mark)) {
      return Optional.empty();
    }
    SortedMap<SeqNo, EntryMark> marks = new TreeMap<>(copy.marks());
    if (mark.equals(EntryMark.NONE)) {
      marks.remove(entry);
    } else {
      marks.put(entry, mark);
    }
    OpenCopy marked =
        new OpenCopy(
            copy.draft(),
            copy.baseContent(),
            copy.head(),
            copy.cursor(),
            copy.path(),
            copy.kept(),
            marks,
            copy.opened(),
            copy.writes());
    return Optional.of(
        Transition.to(saved(place, draftVersion, lastSeqNo, Optional.of(marked), ended, change)));
  }

  /**
   * Brings it onto another revision; it is found under that one from then on.
   *
   * @param merged what both sides together have made of its base
   * @param replaced what there was at the new place: an open head stays as an entry, and the
   *     numbers go on with the greater ones of both
   */
  public Transition<WorkingCopy> rebase(
      long base,
      ContentHash baseContent,
      ContentHash merged,
      Optional<WorkingCopy> replaced,
      int retention,
      CopyWriter writer,
      ChangeId change) {
    OpenCopy copy = requireOpen();
    SeqNo last = replaced.map(WorkingCopy::lastSeqNo).orElse(SeqNo.NONE).or(lastSeqNo);
    Writing writing = new Writing(copy, last, retention, later(writer));
    replaced.flatMap(WorkingCopy::open).map(OpenCopy::head).ifPresent(writing::append);
    writing.append(merged);
    writing.baseContent = baseContent;
    DraftVersion version =
        replaced.map(WorkingCopy::draftVersion).orElse(DraftVersion.NONE).or(draftVersion);
    return writing.done(
        this, place.on(base), version.next(), CopyWrite.Kind.REBASE, writer.client(), change);
  }

  /** Throws it away, with its history. */
  public Transition<WorkingCopy> discard(CopyWriter writer, ChangeId change) {
    return Transition.to(end(CopyWrite.Kind.DISCARD, OptionalLong.empty(), writer, change));
  }

  /** What is left of it when it has become that revision. */
  public WorkingCopy committed(long revision, CopyWriter writer, ChangeId change) {
    return end(CopyWrite.Kind.COMMIT, OptionalLong.of(revision), writer, change);
  }

  private WorkingCopy end(
      CopyWrite.Kind kind, OptionalLong revision, CopyWriter writer, ChangeId change) {
    DraftVersion next = draftVersion.next();
    CopyWrite how = new CopyWrite(next, kind, writer.client(), later(writer));
    return saved(
        place,
        next,
        lastSeqNo,
        Optional.empty(),
        Optional.of(new EndedCopy(how, revision)),
        change);
  }

  /** Removes all of it, when its agent is gone. */
  public Transition<Tombstone> remove(Stamp stamp, ChangeId change) {
    return Transition.to(
        new Tombstone(
            ref(), version + 1, EventCounters.NONE, 0, stamp, recentChanges.plus(change)));
  }

  private OpenCopy requireOpen() {
    return open.orElseThrow(
        () -> new IllegalStateException("open: not there (the caller has to look first)"));
  }

  private Stamp later(CopyWriter writer) {
    return writer.stamp().after(requireOpen().lastWrite().stamp().at());
  }

  private WorkingCopy saved(
      CopyPlace where,
      DraftVersion next,
      SeqNo last,
      Optional<OpenCopy> copy,
      Optional<EndedCopy> end,
      ChangeId change) {
    return new WorkingCopy(
        id, tenant, where, version + 1, next, last, copy, end, recentChanges.plus(change));
  }

  /** An open copy on its way to the next state. */
  private static final class Writing {
    private final OpenCopy from;
    private final int retention;
    private final Stamp stamp;
    private final List<HistoryEntry> entries = new ArrayList<>();
    private final List<HistoryEntry.Name> dropped = new ArrayList<>();
    private final SortedMap<SeqNo, EntryMark> marks;
    private ContentHash baseContent;
    private ContentHash head;
    private SeqNo cursor;
    private SeqNo last;
    private SeqNos path;
    private SeqNos kept;

    Writing(OpenCopy from, SeqNo last, int retention, Stamp stamp) {
      if (retention < 1) {
        throw new IllegalArgumentException("retention: " + retention + " (expected: 1 or more)");
      }
      this.from = from;
      this.retention = retention;
      this.stamp = stamp;
      this.marks = new TreeMap<>(from.marks());
      this.baseContent = from.baseContent();
      this.head = from.head();
      this.cursor = from.cursor().entry();
      this.last = last;
      this.path = from.path();
      this.kept = from.kept();
    }

    /** Nothing when that is the head already. */
    void append(ContentHash content) {
      if (content.equals(head)) {
        return;
      }
      SeqNo entry = last.next();
      entries.add(from.entry(entry, content, stamp));
      path = path.upTo(cursor).plus(entry);
      kept = kept.plus(entry);
      last = entry;
      moveTo(entry, content);
      while (kept.size() > retention) {
        Optional<SeqNo> oldest = kept.oldest(this::mayGo);
        if (oldest.isEmpty()) {
          return;
        }
        drop(oldest.get());
      }
    }

    private boolean mayGo(SeqNo entry) {
      return !entry.equals(cursor) && !marks.getOrDefault(entry, EntryMark.NONE).pinned();
    }

    private void drop(SeqNo entry) {
      kept = kept.minus(entry);
      path = path.minus(entry);
      marks.remove(entry);
      dropped.add(new HistoryEntry.Name(from.draft(), entry.value()));
    }

    void moveTo(SeqNo entry, ContentHash content) {
      cursor = entry;
      head = content;
    }

    Transition<WorkingCopy> done(
        WorkingCopy before,
        CopyPlace place,
        DraftVersion version,
        CopyWrite.Kind kind,
        Optional<String> client,
        ChangeId change) {
      List<CopyWrite> writes = new ArrayList<>(from.writes());
      writes.add(new CopyWrite(version, kind, client, stamp));
      OpenCopy next =
          new OpenCopy(
              from.draft(),
              baseContent,
              head,
              new HistoryCursor(cursor),
              path,
              kept,
              marks,
              from.opened(),
              writes);
      return new Transition<>(
          before.saved(place, version, last, Optional.of(next), before.ended(), change),
          List.of(),
          List.of(),
          entries,
          dropped,
          List.of());
    }
  }

  @Override
  public AggregateRef ref() {
    return new AggregateRef(tenant, AggregateKind.WORKING_COPY, id);
  }

  /** It has no events of its own. */
  @Override
  public long sequence() {
    return 0;
  }

  @Override
  public Set<ContentHash> contents() {
    return open.map(copy -> Set.copyOf(List.of(copy.head(), copy.baseContent()))).orElse(Set.of());
  }

  @Override
  public Optional<String> called() {
    return Optional.of(place.name());
  }

  @Override
  public Optional<UUID> openDraft() {
    return open.map(OpenCopy::draft);
  }

  @Override
  public Set<String> keys() {
    String all = Keys.copies(place.agent(), place.incarnation());
    return open.isEmpty()
        ? Set.of(all)
        : Set.of(
            all,
            Keys.open(place.agent(), place.incarnation()),
            Keys.open(place.agent(), place.incarnation(), place.user()),
            Keys.drafts(place.user()));
  }

  @Override
  public String order() {
    return String.join(
        "/",
        place.agent().value(),
        Keys.ordered(place.incarnation()),
        Keys.ordered(place.base()),
        place.user());
  }
}
