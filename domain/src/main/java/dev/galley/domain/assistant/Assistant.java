package dev.galley.domain.assistant;

import dev.galley.domain.access.Audience;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.EventCounters;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An assistant: what is live, and at most one draft. It holds references to snapshots, never
 * contents, so that opening a draft and committing it cost the same whatever they hold.
 *
 * <p>A record although it is an aggregate: it is immutable, and the stores write it down as it is.
 *
 * @param version the number of saves
 * @param locked whether live refuses writes that are not commits ({@code protected} on the wire)
 * @param token the SHA-256 of the token for external runtimes
 * @param updated the last change of what readers of live see
 * @param draftsOpened how many drafts there have been
 * @param audit how far the trail of who let whom in has come
 */
public record Assistant(
    AssistantId id,
    TenantId tenant,
    long version,
    Principal owner,
    Slug slug,
    Optional<String> folder,
    List<Share> shares,
    boolean locked,
    Optional<ContentHash> token,
    Stamp created,
    Stamp updated,
    Live live,
    Optional<Draft> draft,
    Optional<EndedDraft> lastDraft,
    List<DiscardedHead> discarded,
    long draftsOpened,
    EventCounters events,
    RecentChanges recentChanges,
    Audit audit)
    implements Living {
  // Instant.toString leaves the fraction out when it is zero.
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The setting that events tell of although it is not content. */
  private static final String FOLDER = "/folderId";

  public Assistant {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(folder, "folder");
    shares = List.copyOf(shares);
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(updated, "updated");
    Objects.requireNonNull(live, "live");
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(lastDraft, "lastDraft");
    discarded = List.copyOf(discarded);
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(recentChanges, "recentChanges");
    Objects.requireNonNull(audit, "audit");
  }

  /** What is given about a new assistant beside its content. */
  public record Birth(
      AssistantId id,
      TenantId tenant,
      Principal owner,
      Slug slug,
      Optional<String> folder,
      List<Share> shares,
      Optional<ContentHash> token) {

    public Birth {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(tenant, "tenant");
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(slug, "slug");
      Objects.requireNonNull(folder, "folder");
      shares = List.copyOf(shares);
      Objects.requireNonNull(token, "token");
    }
  }

  /** The settings of an assistant that are not content and that a write on live may change. */
  public record Settings(Optional<String> folder, boolean locked) {

    public Settings {
      Objects.requireNonNull(folder, "folder");
    }
  }

  /** A content beside the hash of its snapshot. */
  public record Authored(AssistantContent content, ContentHash hash) {

    public Authored {
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(hash, "hash");
    }
  }

  /** A new assistant, live with its first revision. */
  public static Transition<Assistant> create(
      Birth birth, Authored content, Stamp stamp, ChangeId change) {
    Revision revision =
        Revision.following(
            Optional.empty(),
            1,
            content.hash(),
            stamp,
            Optional.empty(),
            RevisionKind.CREATED,
            ChangedPaths.NONE,
            change);
    Assistant unborn =
        new Assistant(
            birth.id(),
            birth.tenant(),
            1,
            birth.owner(),
            birth.slug(),
            birth.folder(),
            birth.shares(),
            false,
            birth.token(),
            stamp,
            stamp,
            Live.of(revision, LiveSummary.of(content.content())),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0,
            EventCounters.NONE,
            RecentChanges.NONE.plus(change),
            Audit.NONE);
    Event event =
        unborn.event(EventType.ASSISTANT_CREATED, revision, ChangedPaths.NONE, Optional.empty());
    return unborn.noting(
        Audit.created(unborn),
        stamp,
        new Transition<>(unborn.counting(event), List.of(event), List.of(revision), List.of()));
  }

  /** Opens the draft; there must be none. */
  public Transition<Assistant> openDraft(Stamp stamp, ChangeId change) {
    return open(
        live.content(),
        Draft.Base.of(live),
        UnaryOperator.identity(),
        stamp.after(latest()),
        change);
  }

  private Transition<Assistant> open(
      ContentHash head,
      Draft.Base base,
      UnaryOperator<Draft> remembering,
      Stamp stamp,
      ChangeId change) {
    if (draft.isPresent()) {
      throw new IllegalStateException("draft: open (the caller has to look first)");
    }
    long ordinal = draftsOpened + 1;
    Draft opened = remembering.apply(Draft.open(id.draft(ordinal), head, base, stamp));
    Assistant next = copy().draft(Optional.of(opened)).draftsOpened(ordinal).saved(change);
    return new Transition<>(next, List.of(), List.of(), List.of(opened.entry()));
  }

  /**
   * Gives the draft a content that was there before: opens it with that, or lets the open one go on
   * with it, whose head stays in its history. Nothing when that changes nothing.
   *
   * @param discarded the draft that was thrown away with that content
   */
  public Optional<Transition<Assistant>> restore(
      UUID discarded, ContentHash content, Draft.Base base, Stamp stamp, ChangeId change) {
    JsonObject source = JsonObject.builder().put("discarded", discarded.toString()).build();
    return restore(source, content, base, UnaryOperator.identity(), stamp, change);
  }

  /**
   * Gives the draft the content of a revision, as {@link #restore} does and as a change of what is
   * live. The commit of just that content makes a revision of the kind {@code restore}.
   *
   * @param number that of the revision
   */
  public Optional<Transition<Assistant>> restoreRevision(
      long number, ContentHash content, Stamp stamp, ChangeId change) {
    JsonObject source = JsonObject.builder().put("revision", number).build();
    return restore(source, content, Draft.Base.of(live), Draft::rememberingRestore, stamp, change);
  }

  private Optional<Transition<Assistant>> restore(
      JsonObject source,
      ContentHash content,
      Draft.Base base,
      UnaryOperator<Draft> remembering,
      Stamp stamp,
      ChangeId change) {
    Stamp later = stamp.after(latest());
    if (draft.isEmpty()) {
      return Optional.of(restored(source, later, open(content, base, remembering, later, change)));
    }
    Draft current = draft.get();
    return content.equals(current.head()) && base.revision() == current.base()
        ? Optional.empty()
        : Optional.of(
            restored(
                source,
                later,
                goOn(
                    current,
                    remembering
                        .apply(current.become(content, base, later))
                        .writing(DraftWrite.Kind.RESTORE, later),
                    change)));
  }

  private Transition<Assistant> restored(
      JsonObject source, Stamp stamp, Transition<Assistant> transition) {
    Draft back = transition.next().draft.orElseThrow();
    return noting(List.of(Audit.restored(back, source)), stamp, transition);
  }

  /**
   * Brings the draft, which must be outdated, onto what is live.
   *
   * @param merged what both sides together have made of the draft's base
   */
  public Transition<Assistant> rebaseDraft(ContentHash merged, Stamp stamp, ChangeId change) {
    Draft current = requireDraft();
    if (!outdated()) {
      throw new IllegalStateException("draft: based on live (the caller has to look first)");
    }
    Stamp later = stamp.after(latest());
    Draft next = current.become(merged, Draft.Base.of(live), later);
    return goOn(current, next.writing(DraftWrite.Kind.REBASE, later), change);
  }

  /**
   * Undoes or redoes one step of the draft, which must be there: its head becomes that of an entry
   * next to the current one. Makes no entry.
   *
   * @param base what the path says that the entry stands on
   */
  public Transition<Assistant> stepDraft(
      HistoryEntry entry, Draft.Base base, Stamp stamp, ChangeId change) {
    Draft current = requireDraft();
    OptionalLong step = OptionalLong.of(entry.seqNo());
    HistoryPath path = current.path();
    boolean neighbour =
        step.equals(path.before(current.seqNo())) || step.equals(path.after(current.seqNo()));
    if (!entry.draft().equals(current.id())
        || !neighbour
        || path.baseOf(entry.seqNo()) != base.revision()) {
      throw new IllegalArgumentException(
          "entry: " + entry.seqNo() + " (expected: next to " + current.seqNo() + " on its base)");
    }
    Stamp later = stamp.after(latest());
    DraftWrite.Kind kind =
        step.equals(path.before(current.seqNo())) ? DraftWrite.Kind.UNDO : DraftWrite.Kind.REDO;
    return goOn(current, current.movedTo(entry, base, later).writing(kind, later), change);
  }

  /**
   * Notes something about an entry of the draft, which must be there; nothing when that is noted
   * already. The draft counts as not changed by that.
   *
   * @param seqNo the number of an entry that is kept
   */
  public Optional<Transition<Assistant>> markEntry(long seqNo, EntryMark mark, ChangeId change) {
    Draft current = requireDraft();
    if (!current.keeps(seqNo)) {
      throw new IllegalArgumentException("seqNo: " + seqNo + " (expected: that of a kept entry)");
    }
    return mark.equals(current.mark(seqNo))
        ? Optional.empty()
        : Optional.of(goOn(current, current.marked(seqNo, mark), change));
  }

  private Transition<Assistant> goOn(Draft before, Draft after, ChangeId change) {
    return retaining(
        Draft.MAX_RETENTION,
        new Transition<>(
            copy().draft(Optional.of(after)).saved(change),
            List.of(),
            List.of(),
            after.lastSeqNo() > before.lastSeqNo() ? List.of(after.entry()) : List.of()));
  }

  /**
   * This decision about a draft, keeping no more of its heads than that, as far as one change can
   * drop them. It drops none of a draft that has ended: those go as a whole.
   *
   * @param retention how many heads are kept, 1 or more; those that have a mark, and the current
   *     one, are kept in any case
   */
  public static Transition<Assistant> retaining(int retention, Transition<Assistant> decided) {
    Assistant next = decided.next();
    if (decided.entries().isEmpty() || next.draft.isEmpty()) {
      return decided;
    }
    Draft full = next.draft.get();
    Draft open = full.retaining(retention);
    List<HistoryEntry.Name> dropped = new ArrayList<>(decided.dropped());
    dropped.addAll(full.dropped(open));
    return new Transition<>(
        next.copy().draft(Optional.of(open)).build(),
        decided.events(),
        decided.revisions(),
        decided.entries(),
        dropped,
        decided.notes());
  }

  /** Changes the draft, which must be there; nothing when that changes nothing. */
  public Optional<Transition<Assistant>> editDraft(
      ContentHash content, TokenChange tokenChange, Stamp stamp, ChangeId change) {
    Draft current = requireDraft();
    // What is shown of the token may come back as it is: that is no wish to change it.
    Optional<ContentHash> shown = current.token().applyTo(token);
    TokenChange wanted =
        tokenChange.applyTo(shown).equals(shown) ? new TokenChange.Keep() : tokenChange;
    if (content.equals(current.head()) && wanted instanceof TokenChange.Keep) {
      return Optional.empty();
    }
    Stamp later = stamp.after(latest());
    Draft next = current.edited(content, wanted, later).writing(DraftWrite.Kind.EDIT, later);
    return Optional.of(goOn(current, next, change));
  }

  /**
   * Changes what is live where it stands: a new revision when the content is another one.
   *
   * @param changedPaths the places at which {@code content} differs from what is live
   */
  public LiveEdit editLive(
      Authored content,
      ChangedPaths changedPaths,
      Settings settings,
      TokenChange tokenChange,
      Stamp stamp,
      ChangeId change) {
    boolean sameContent = content.hash().equals(live.content());
    Optional<ContentHash> newToken = tokenChange.applyTo(token);
    if (locked && !(sameContent && newToken.equals(token))) {
      return new LiveEdit.DraftRequired();
    }
    boolean sameFolder = settings.folder().equals(folder);
    if (sameContent && newToken.equals(token) && sameFolder && settings.locked() == locked) {
      return new LiveEdit.Unchanged();
    }
    Stamp later = stamp.after(latest());
    Copy next =
        copy().folder(settings.folder()).locked(settings.locked()).token(newToken).updated(later);
    if (!sameContent) {
      return new LiveEdit.Changed(
          noting(
              later,
              moveLive(
                  next,
                  content,
                  changedPaths,
                  sameFolder ? changedPaths : changedPaths.plus(FOLDER),
                  Optional.empty(),
                  RevisionKind.UPDATE,
                  later,
                  change)));
    }
    Assistant saved = next.saved(change);
    return new LiveEdit.Changed(
        noting(
            later,
            sameFolder
                ? Transition.to(saved)
                : saved.telling(ChangedPaths.NONE.plus(FOLDER), Optional.empty(), later)));
  }

  /** This state as what settings were changed to, with the event that tells so. */
  private Transition<Assistant> telling(
      ChangedPaths changedPaths, Optional<NaturalId> old, Stamp stamp) {
    Event event = settingsEvent(changedPaths, old, stamp);
    return new Transition<>(counting(event), List.of(event), List.of(), List.of());
  }

  /** A write on live with what it did to those settings that decide who gets in. */
  private Transition<Assistant> noting(Stamp stamp, Transition<Assistant> transition) {
    return noting(Audit.settings(this, transition.next()), stamp, transition);
  }

  private Transition<Assistant> noting(
      List<JsonObject> noted, Stamp stamp, Transition<Assistant> transition) {
    if (noted.isEmpty()) {
      return transition;
    }
    Assistant next = transition.next().copy().audit(audit.plus(noted, stamp)).build();
    return new Transition<>(
            next,
            transition.events(),
            transition.revisions(),
            transition.entries(),
            transition.dropped(),
            List.of())
        .with(audit.entries(noted, stamp));
  }

  /**
   * Gives a user or team a level of their own, in place of the one they were given before. Nothing
   * when they have it already.
   */
  public Optional<Transition<Assistant>> share(Share given, Stamp stamp, ChangeId change) {
    Optional<Share> before = shareOf(given.principal());
    if (before.equals(Optional.of(given))) {
      return Optional.empty();
    }
    List<Share> next = new ArrayList<>(shares);
    if (before.isPresent()) {
      next.set(next.indexOf(before.get()), given);
    } else {
      next.add(given);
    }
    return Optional.of(reshare(next, before, Optional.of(given), stamp, change));
  }

  /** Takes the level back that a user or team was given. Nothing when there is none. */
  public Optional<Transition<Assistant>> unshare(
      Principal principal, Stamp stamp, ChangeId change) {
    return shareOf(principal)
        .map(before -> {
          List<Share> next = shares.stream().filter(share -> !share.equals(before)).toList();
          return reshare(next, Optional.of(before), Optional.empty(), stamp, change);
        });
  }

  private Transition<Assistant> reshare(
      List<Share> next,
      Optional<Share> before,
      Optional<Share> after,
      Stamp stamp,
      ChangeId change) {
    Principal principal = after.or(() -> before).orElseThrow().principal();
    Stamp later = stamp.after(latest());
    return noting(
        List.of(Audit.share(principal, before, after)),
        later,
        Transition.to(copy().shares(next).saved(change)));
  }

  /** What a user or team has been given. */
  public Optional<Share> shareOf(Principal principal) {
    return shares.stream().filter(share -> share.principal().equals(principal)).findFirst();
  }

  /**
   * Gives the assistant to somebody else. Nothing when it is his already.
   *
   * @param free a slug that is free at the new owner
   */
  public Optional<Transition<Assistant>> changeOwner(
      Principal other, Slug free, Stamp stamp, ChangeId change) {
    if (other.equals(owner)) {
      return Optional.empty();
    }
    Stamp later = stamp.after(latest());
    Assistant next = copy().owner(other).slug(free).updated(later).saved(change);
    ChangedPaths changed = ChangedPaths.NONE;
    if (!other.id().equals(owner.id())) {
      changed = changed.plus("/ownerId");
    }
    if (other.kind() != owner.kind()) {
      changed = changed.plus("/ownerType");
    }
    if (!free.equals(slug)) {
      changed = changed.plus("/slug");
    }
    Optional<NaturalId> old =
        Optional.of(naturalId()).filter(name -> !name.equals(next.naturalId()));
    return Optional.of(
        noting(List.of(Audit.owner(this, next)), later, next.telling(changed, old, later)));
  }

  /**
   * Commits the draft, which must be there.
   *
   * @param head the draft's content
   * @param changedPaths the places at which it differs from what is live
   * @param over the live revision that the author has seen and commits over, be it the one that the
   *     draft started from or not; without it the draft's base has to be live
   */
  public CommitDecision commit(
      Authored head,
      ChangedPaths changedPaths,
      OptionalLong over,
      Optional<String> comment,
      Stamp stamp,
      ChangeId change) {
    Draft current = requireDraft();
    if (!head.hash().equals(current.head())) {
      throw new IllegalArgumentException("head: another content (expected: that of the draft)");
    }
    Stamp later = stamp.after(latest());
    Optional<ContentHash> newToken = current.token().applyTo(token);
    boolean seen = over.orElse(current.base()) == live.revision();
    boolean sameToken = newToken.equals(token);
    if (head.hash().equals(live.content()) && (sameToken || seen)) {
      Copy next =
          copy()
              .draft(Optional.empty())
              .token(newToken)
              .updated(sameToken ? updated : later)
              .lastDraft(
                  new EndedDraft(
                      current.id(),
                      sameToken ? EndedDraft.Outcome.UNCHANGED : EndedDraft.Outcome.COMMITTED,
                      live.revision(),
                      later,
                      ending(current, DraftWrite.Kind.COMMIT, later)));
      return new CommitDecision.NothingToCommit(noting(later, Transition.to(next.saved(change))));
    }
    if (!seen) {
      return new CommitDecision.LiveChanged(live);
    }
    Copy next =
        copy()
            .draft(Optional.empty())
            .token(newToken)
            .updated(later)
            .lastDraft(
                new EndedDraft(
                    current.id(),
                    EndedDraft.Outcome.COMMITTED,
                    live.revision() + 1,
                    later,
                    ending(current, DraftWrite.Kind.COMMIT, later)));
    return new CommitDecision.Committed(
        noting(
            later,
            moveLive(
                next,
                head,
                changedPaths,
                changedPaths,
                comment,
                current.kindOfCommit(),
                later,
                change)));
  }

  /**
   * Commits some of the draft's changes. The draft, which must be there, goes on with its head on
   * what is live then; what it does to the token waits for the commit of the rest.
   *
   * @param part what is live with the chosen changes; it is neither what is live nor the head
   * @param changedPaths the places at which it differs from what is live
   */
  public CommitDecision commitPart(
      Authored part,
      ChangedPaths changedPaths,
      Optional<String> comment,
      Stamp stamp,
      ChangeId change) {
    Draft current = requireDraft();
    if (part.hash().equals(current.head()) || part.hash().equals(live.content())) {
      throw new IllegalArgumentException("part: all or nothing (expected: some of the changes)");
    }
    if (outdated()) {
      return new CommitDecision.LiveChanged(live);
    }
    Stamp later = stamp.after(latest());
    Draft rest =
        current
            .become(current.head(), new Draft.Base(live.revision() + 1, part.hash()), later)
            .writing(DraftWrite.Kind.PARTIAL_COMMIT, later);
    return new CommitDecision.Committed(
        noting(
            later,
            moveLive(
                copy().draft(Optional.of(rest)).updated(later),
                part,
                changedPaths,
                changedPaths,
                comment,
                RevisionKind.COMMIT,
                later,
                change)));
  }

  /** Throws the draft away, which must be there; its head stays among the last discarded ones. */
  public Transition<Assistant> discardDraft(Stamp stamp, ChangeId change) {
    Draft current = requireDraft();
    Stamp later = stamp.after(latest());
    List<DiscardedHead> heads = new ArrayList<>(discarded);
    heads.add(new DiscardedHead(current.id(), current.base(), current.head(), later));
    while (heads.size() > DiscardedHead.KEPT) {
      heads.removeFirst();
    }
    return Transition.to(
        copy()
            .draft(Optional.empty())
            .discarded(heads)
            .lastDraft(
                new EndedDraft(
                    current.id(),
                    EndedDraft.Outcome.DISCARDED,
                    live.revision(),
                    later,
                    ending(current, DraftWrite.Kind.DISCARD, later)))
            .saved(change));
  }

  private static Optional<DraftWrite> ending(Draft draft, DraftWrite.Kind kind, Stamp stamp) {
    return Optional.of(draft.lastWrite().then(kind, stamp));
  }

  /**
   * This decision about a draft, made by that client of the user.
   *
   * @param decided what has changed the draft, or ended it
   */
  public static Transition<Assistant> writtenFrom(
      Optional<String> client, Transition<Assistant> decided) {
    Assistant next = decided.next();
    if (client.isEmpty()) {
      return decided;
    }
    Copy copy = next.copy();
    Assistant named =
        next.draft.isPresent()
            ? copy.draft(next.draft.map(open -> open.writtenFrom(client))).build()
            : copy.lastDraft(next.lastDraft.orElseThrow().writtenFrom(client)).build();
    return new Transition<>(
        named,
        decided.events(),
        decided.revisions(),
        decided.entries(),
        decided.dropped(),
        decided.notes());
  }

  /** Deletes the assistant with its draft and all that hangs on it. */
  public Transition<Tombstone> delete(Stamp stamp, ChangeId change) {
    Stamp later = stamp.after(latest());
    Event event =
        Event.following(
            events,
            ref(),
            EventType.ASSISTANT_DELETED,
            later,
            payload(
                ChangedPaths.NONE, Optional.empty(), later, Optional.empty(), OptionalLong.empty()),
            Optional.empty());
    Tombstone stone =
        new Tombstone(
            ref(),
            version + 1,
            events.next(EventType.ASSISTANT_DELETED.topic()),
            live.revision(),
            later,
            recentChanges.plus(change));
    return new Transition<>(stone, List.of(event), List.of(), List.of());
  }

  private Transition<Assistant> moveLive(
      Copy copy,
      Authored content,
      ChangedPaths changedPaths,
      ChangedPaths toldPaths,
      Optional<String> comment,
      RevisionKind kind,
      Stamp stamp,
      ChangeId change) {
    Revision revision =
        Revision.following(
            Optional.of(live.hash()),
            live.revision() + 1,
            content.hash(),
            stamp,
            comment,
            kind,
            changedPaths,
            change);
    Assistant next = copy.live(Live.of(revision, LiveSummary.of(content.content()))).saved(change);
    boolean isCommit = kind == RevisionKind.COMMIT || kind == RevisionKind.RESTORE;
    Event event =
        next.event(
            isCommit ? EventType.ASSISTANT_DRAFT_COMMITTED : EventType.ASSISTANT_LIVE_UPDATED,
            revision,
            toldPaths,
            isCommit ? draft : Optional.empty());
    return new Transition<>(next.counting(event), List.of(event), List.of(revision), List.of());
  }

  private Event event(
      EventType type, Revision revision, ChangedPaths told, Optional<Draft> committed) {
    OptionalLong base = committed.map(d -> OptionalLong.of(d.base())).orElse(OptionalLong.empty());
    return Event.following(
        events,
        ref(),
        type,
        revision.stamp(),
        payload(told, Optional.empty(), revision.stamp(), revision.comment(), base),
        Optional.of(revision.content()));
  }

  private Event settingsEvent(ChangedPaths changedPaths, Optional<NaturalId> old, Stamp stamp) {
    return Event.following(
        events,
        ref(),
        EventType.ASSISTANT_LIVE_UPDATED,
        stamp,
        payload(changedPaths, old, stamp, Optional.empty(), OptionalLong.empty()),
        Optional.of(live.content()));
  }

  private JsonObject payload(
      ChangedPaths changedPaths,
      Optional<NaturalId> old,
      Stamp stamp,
      Optional<String> comment,
      OptionalLong base) {
    JsonObject.Builder payload =
        JsonObject.builder()
            .put("id", id.value().toString())
            .put("naturalId", naturalId().toString())
            .putIfPresent("oldNaturalId", old.map(NaturalId::toString))
            .put("kind", AggregateKind.ASSISTANT.wireName())
            .put("revision", live.revision())
            .put("revisionHash", live.hash().value())
            .put("contentHash", live.content().value());
    if (base.isPresent()) {
      payload.put("baseRevision", base.getAsLong());
    }
    return payload
        .put("actor", stamp.by())
        .put("at", MILLISECONDS.format(stamp.at()))
        .putIfPresent("comment", comment)
        .put("changedPaths", JsonArray.ofTexts(changedPaths.paths()))
        .put("changedPathsTruncated", changedPaths.truncated())
        .build();
  }

  private Assistant counting(Event event) {
    return copy().events(events.next(event.type().topic())).build();
  }

  private Draft requireDraft() {
    return draft.orElseThrow(
        () -> new IllegalStateException("draft: none (the caller has to look first)"));
  }

  /** The latest time at which anything of this assistant happened. */
  private Instant latest() {
    Instant latest = updated.at();
    if (draft.isPresent() && draft.get().updated().at().isAfter(latest)) {
      latest = draft.get().updated().at();
    }
    if (lastDraft.isPresent() && lastDraft.get().stamp().at().isAfter(latest)) {
      latest = lastDraft.get().stamp().at();
    }
    if (audit.last().isPresent() && audit.last().get().at().isAfter(latest)) {
      latest = audit.last().get().at();
    }
    return latest;
  }

  /** The id that people read. */
  public NaturalId naturalId() {
    return new NaturalId(owner.id(), slug);
  }

  /** Whether live has moved past the draft's base. */
  public boolean outdated() {
    return draft.isPresent() && draft.get().base() != live.revision();
  }

  /**
   * Whether the content of a revision may be given up: there are so many newer ones, and neither
   * the draft, as far as undo and redo reach, nor a discarded head is a change of it.
   *
   * @param keep how many of the newest revisions keep their contents, 1 at least
   */
  public boolean mayPrune(long revision, long keep) {
    return revision <= live.revision() - keep
        && draft.filter(open -> open.standsOn(revision)).isEmpty()
        && discarded.stream().noneMatch(head -> head.base() == revision);
  }

  /**
   * This assistant with something live that was live before, to be shown and never to be saved:
   * what is not content is as it is now.
   */
  public Assistant showing(Revision past, AssistantContent content) {
    return copy()
        .live(Live.of(past, LiveSummary.of(content)))
        .draft(Optional.empty())
        .updated(past.stamp())
        .build();
  }

  /** The contents that it refers to: live, the draft's head and base, discarded heads. */
  @Override
  public Set<ContentHash> contents() {
    Set<ContentHash> contents = new LinkedHashSet<>();
    contents.add(live.content());
    draft.ifPresent(open -> {
      contents.add(open.head());
      contents.add(open.baseContent());
    });
    discarded.forEach(head -> contents.add(head.content()));
    return contents;
  }

  @Override
  public Optional<String> called() {
    return Optional.of(naturalId().toString());
  }

  @Override
  public Optional<UUID> openDraft() {
    return draft.map(Draft::id);
  }

  /** Lists of assistants are searched and sorted in ways of their own, and need no keys. */
  @Override
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    token.ifPresent(hash -> keys.add(AssistantKeys.token(hash)));
    if (draft.isPresent()) {
      keys.add(AssistantKeys.DRAFTS);
      Audience.of(owner, shares, false).forEach(key -> keys.add(AssistantKeys.drafts(key)));
    }
    return keys;
  }

  @Override
  public String order() {
    return id.value().toString();
  }

  /** Whom lists show it to, in the words of {@link Audience}. */
  public Set<String> audience() {
    return Audience.of(owner, shares, live.summary().shared());
  }

  /** The caller's level on what is live. */
  public Level levelOnLive(Caller caller) {
    boolean open = live.summary().shared() && caller.reaches(id.value());
    boolean runtime = token.filter(caller::shows).isPresent();
    Level own = levelOnDraft(caller);
    return (open || runtime) && caller.tenant().equals(tenant) ? own.or(Level.READ) : own;
  }

  /** The caller's level on drafts and all else that openness to everyone does not reach. */
  public Level levelOnDraft(Caller caller) {
    return caller.tenant().equals(tenant) && caller.reaches(id.value())
        ? caller.levelOn(owner, shares)
        : Level.NONE;
  }

  @Override
  public AggregateRef ref() {
    return new AggregateRef(tenant, AggregateKind.ASSISTANT, id.value());
  }

  @Override
  public long sequence() {
    return events.sequence();
  }

  private Copy copy() {
    return new Copy(this);
  }

  /** A state in the making: the fields that a transition changes. */
  private static final class Copy {
    private final Assistant from;
    private Principal owner;
    private Slug slug;
    private Optional<String> folder;
    private List<Share> shares;
    private boolean locked;
    private Optional<ContentHash> token;
    private Stamp updated;
    private Live live;
    private Optional<Draft> draft;
    private Optional<EndedDraft> lastDraft;
    private List<DiscardedHead> discarded;
    private long draftsOpened;
    private EventCounters events;
    private Audit audit;

    Copy(Assistant from) {
      this.from = from;
      this.owner = from.owner;
      this.slug = from.slug;
      this.folder = from.folder;
      this.shares = from.shares;
      this.locked = from.locked;
      this.token = from.token;
      this.updated = from.updated;
      this.live = from.live;
      this.draft = from.draft;
      this.lastDraft = from.lastDraft;
      this.discarded = from.discarded;
      this.draftsOpened = from.draftsOpened;
      this.events = from.events;
      this.audit = from.audit;
    }

    Copy owner(Principal other) {
      owner = other;
      return this;
    }

    Copy slug(Slug other) {
      slug = other;
      return this;
    }

    Copy shares(List<Share> other) {
      shares = other;
      return this;
    }

    Copy audit(Audit other) {
      audit = other;
      return this;
    }

    Copy folder(Optional<String> other) {
      folder = other;
      return this;
    }

    Copy locked(boolean other) {
      locked = other;
      return this;
    }

    Copy token(Optional<ContentHash> other) {
      token = other;
      return this;
    }

    Copy updated(Stamp other) {
      updated = other;
      return this;
    }

    Copy live(Live other) {
      live = other;
      return this;
    }

    Copy draft(Optional<Draft> other) {
      draft = other;
      return this;
    }

    Copy lastDraft(EndedDraft other) {
      lastDraft = Optional.of(other);
      return this;
    }

    Copy discarded(List<DiscardedHead> other) {
      discarded = other;
      return this;
    }

    Copy draftsOpened(long other) {
      draftsOpened = other;
      return this;
    }

    Copy events(EventCounters other) {
      events = other;
      return this;
    }

    /** The next version, made by that change. */
    Assistant saved(ChangeId change) {
      return build(from.version + 1, from.recentChanges.plus(change));
    }

    /** The same version. */
    Assistant build() {
      return build(from.version, from.recentChanges);
    }

    private Assistant build(long version, RecentChanges changes) {
      return new Assistant(
          from.id,
          from.tenant,
          version,
          owner,
          slug,
          folder,
          shares,
          locked,
          token,
          from.created,
          updated,
          live,
          draft,
          lastDraft,
          discarded,
          draftsOpened,
          events,
          changes,
          audit);
    }
  }
}
