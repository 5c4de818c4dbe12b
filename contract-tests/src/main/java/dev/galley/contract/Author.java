package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.CommitDecision;
import dev.galley.domain.assistant.DiscardedHead;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.LiveEdit;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Somebody who writes assistants in one tenant, straight through the ports: each verb is decided by
 * the domain and saved, and has to succeed. Those that end in {@code Change} only decide.
 */
public final class Author {
  /** Who stands in every stamp. */
  public static final String NAME = "ada";

  /** The owner of what is created without saying more. */
  public static final Principal SELF = Principal.user(NAME);

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final StoreUnderTest store;
  private final TenantId tenant;
  private final AtomicLong clock = new AtomicLong();

  private Author(StoreUnderTest store, TenantId tenant) {
    this.store = store;
    this.tenant = tenant;
  }

  /** An author in a tenant that nobody has used. */
  public static Author inFreshTenant(StoreUnderTest store) {
    return new Author(store, new TenantId("tenant-" + UUID.randomUUID()));
  }

  /** An author in that tenant. */
  public static Author in(TenantId tenant, StoreUnderTest store) {
    return new Author(store, tenant);
  }

  /** Where this author works. */
  public TenantId tenant() {
    return tenant;
  }

  /** A time later than all before. */
  public Stamp now() {
    return at(clock.incrementAndGet());
  }

  /** A time that many seconds after the beginning. */
  public static Stamp at(long seconds) {
    return new Stamp(BEGINNING.plusSeconds(seconds), NAME);
  }

  /** A name for a save. */
  public static ChangeId change() {
    return new ChangeId(UUID.randomUUID());
  }

  /** An id for an assistant, in the order of time as real ones are. */
  public static AssistantId freshId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (System.currentTimeMillis() << 16) | 0x7000L | random.nextLong(0x1000);
    return AssistantId.fromFresh(new UUID(high, Long.MIN_VALUE | random.nextLong() >>> 2));
  }

  /** A content with a name and an instruction. */
  public static AssistantContent content(String name, String instructions) {
    return fromJson(JsonObject.builder().put("name", name).put("instructions", instructions));
  }

  /** A content of its JSON form. */
  public static AssistantContent fromJson(JsonObject.Builder json) {
    return AssistantContent.fromJson(json.build());
  }

  /** A content beside its hash. */
  public static Assistant.Authored authored(AssistantContent content) {
    return new Assistant.Authored(content, content.snapshot().hash());
  }

  /** A birth of an assistant that is called after its content and is this author's. */
  public Assistant.Birth birth(AssistantContent content) {
    return birth(freshId(), Slug.of(content.name()));
  }

  /** A birth of this author's. */
  public Assistant.Birth birth(AssistantId id, Slug slug) {
    return new Assistant.Birth(id, tenant, SELF, slug, Optional.empty(), List.of(), noToken());
  }

  /** A birth with everything said. */
  public Assistant.Birth birth(
      Principal owner, Slug slug, Optional<String> folder, List<Share> shares) {
    return new Assistant.Birth(freshId(), tenant, owner, slug, folder, shares, noToken());
  }

  private static Optional<ContentHash> noToken() {
    return Optional.empty();
  }

  /** The creation of an assistant, with its name claimed. */
  public Change creationChange(Assistant.Birth birth, AssistantContent content, Stamp stamp) {
    ChangeId id = change();
    var decided = Assistant.create(birth, authored(content), stamp, id);
    return Change.of(id, decided).with(content.snapshot()).with(claim(decided.next()));
  }

  /** The creation of an assistant of that name. */
  public Change creationChange(String name) {
    AssistantContent content = content(name, "Help.");
    return creationChange(birth(content), content, now());
  }

  /** The claim of the name that an assistant has. */
  public static NameChange claim(Assistant assistant) {
    return new NameChange.Claim(assistant.naturalId().toString());
  }

  /** A new assistant. */
  public Assistant create(String name) {
    return saved(creationChange(name));
  }

  /** A new assistant with that content. */
  public Assistant create(AssistantContent content) {
    return saved(creationChange(birth(content), content, now()));
  }

  /** The opening of a draft. */
  public Change openChange(Assistant assistant) {
    ChangeId id = change();
    return Change.of(id, assistant.openDraft(now(), id));
  }

  /** Opens a draft. */
  public Assistant open(Assistant assistant) {
    return saved(openChange(assistant));
  }

  /** A change of the draft's instructions. */
  public Change editChange(Assistant assistant, String instructions) {
    return editChange(assistant, content(assistant.live().summary().name(), instructions));
  }

  /** A change of the draft. */
  public Change editChange(Assistant assistant, AssistantContent content) {
    ChangeId id = change();
    Snapshot snapshot = content.snapshot();
    return Change.of(
            id,
            assistant
                .editDraft(snapshot.hash(), new TokenChange.Keep(), now(), id)
                .orElseThrow(() -> new AssertionError("the edit changes nothing")))
        .with(snapshot)
        .near(assistant.draft().orElseThrow().head());
  }

  /** Changes the draft. */
  public Assistant edit(Assistant assistant, String instructions) {
    return saved(editChange(assistant, instructions));
  }

  /** Changes the draft. */
  public Assistant edit(Assistant assistant, AssistantContent content) {
    return saved(editChange(assistant, content));
  }

  /** The undoing of the draft's last step. */
  public Change undoChange(Assistant assistant) {
    Draft draft = assistant.draft().orElseThrow();
    long to = draft.path().before(draft.seqNo()).orElseThrow();
    HistoryEntry entry =
        store.revisions().history(tenant, assistant.id(), draft.id(), to + 1, 1).getFirst();
    Draft.Base base =
        Draft.Base.of(
            store.revisions().find(tenant, assistant.id(), draft.path().baseOf(to)).orElseThrow());
    ChangeId id = change();
    return Change.of(id, assistant.stepDraft(entry, base, now(), id))
        .with(snapshots(entry.content(), base.content()));
  }

  private Snapshot[] snapshots(ContentHash... hashes) {
    return Stream.of(hashes)
        .distinct()
        .map(hash -> store.snapshots().find(tenant, hash).orElseThrow())
        .toArray(Snapshot[]::new);
  }

  /** Undoes the draft's last step. */
  public Assistant undo(Assistant assistant) {
    return saved(undoChange(assistant));
  }

  /** The rebase of an outdated draft to these instructions. */
  public Change rebaseChange(Assistant assistant, String instructions) {
    ChangeId id = change();
    Snapshot merged = content(assistant.live().summary().name(), instructions).snapshot();
    return Change.of(id, assistant.rebaseDraft(merged.hash(), now(), id)).with(merged);
  }

  /** The return of the newest discarded head as a draft. */
  public Change restoreChange(Assistant assistant) {
    DiscardedHead head = assistant.discarded().getLast();
    Draft.Base base =
        Draft.Base.of(store.revisions().find(tenant, assistant.id(), head.base()).orElseThrow());
    ChangeId id = change();
    return Change.of(
            id, assistant.restore(head.draft(), head.content(), base, now(), id).orElseThrow())
        .with(snapshots(head.content(), base.content()));
  }

  /** The return of a revision as the draft. */
  public Change restoreChange(Assistant assistant, long revision) {
    ContentHash content =
        store.revisions().find(tenant, assistant.id(), revision).orElseThrow().content();
    ChangeId id = change();
    return Change.of(id, assistant.restoreRevision(1, content, now(), id).orElseThrow())
        .with(snapshots(content, assistant.live().content()));
  }

  /** The commit of the draft. */
  public Change commitChange(Assistant assistant) {
    ChangeId id = change();
    AssistantContent head =
        AssistantContent.fromJson(
            store
                .snapshots()
                .find(tenant, assistant.draft().orElseThrow().head())
                .orElseThrow()
                .content());
    CommitDecision decided =
        assistant.commit(
            authored(head),
            ChangedPaths.of(List.of("/instructions")),
            OptionalLong.empty(),
            Optional.of("Because."),
            now(),
            id);
    return switch (decided) {
      case CommitDecision.Committed(var transition) -> Change.of(id, transition);
      case CommitDecision.NothingToCommit(var transition) -> Change.of(id, transition);
      case CommitDecision.LiveChanged(var live) ->
          throw new AssertionError("live has moved to revision " + live.revision());
    };
  }

  /** Commits the draft. */
  public Assistant commit(Assistant assistant) {
    return saved(commitChange(assistant));
  }

  /** The end of the draft without a commit. */
  public Change discardChange(Assistant assistant) {
    ChangeId id = change();
    return Change.of(id, assistant.discardDraft(now(), id));
  }

  /** Throws the draft away. */
  public Assistant discard(Assistant assistant) {
    return saved(discardChange(assistant));
  }

  /** A change of live where it stands. */
  public Change liveChange(Assistant assistant, AssistantContent content, Stamp stamp) {
    ChangeId id = change();
    LiveEdit decided =
        assistant.editLive(
            authored(content),
            ChangedPaths.of(List.of("/instructions")),
            new Assistant.Settings(assistant.folder(), assistant.locked()),
            new TokenChange.Keep(),
            stamp,
            id);
    if (decided instanceof LiveEdit.Changed(var transition)) {
      return Change.of(id, transition).with(content.snapshot()).near(assistant.live().content());
    }
    throw new AssertionError("decided: " + decided);
  }

  /** Changes live where it stands. */
  public Assistant editLive(Assistant assistant, String instructions) {
    return saved(
        liveChange(assistant, content(assistant.live().summary().name(), instructions), now()));
  }

  /** The deletion. */
  public Change deletionChange(Assistant assistant) {
    ChangeId id = change();
    return Change.of(id, assistant.delete(now(), id)).with(new NameChange.GiveUp());
  }

  /** Deletes. */
  public Tombstone delete(Assistant assistant) {
    Change change = deletionChange(assistant);
    mustSave(change);
    return (Tombstone) change.next();
  }

  /**
   * A state in which nothing but the version and the slug have moved, with the new name claimed: as
   * a change of the owner does.
   */
  public static Change renamingChange(Assistant from, Slug slug) {
    ChangeId id = change();
    Assistant next =
        new Assistant(
            from.id(),
            from.tenant(),
            from.version() + 1,
            from.owner(),
            slug,
            from.folder(),
            from.shares(),
            from.locked(),
            from.token(),
            from.created(),
            from.updated(),
            from.live(),
            from.draft(),
            from.lastDraft(),
            from.discarded(),
            from.draftsOpened(),
            from.events(),
            from.recentChanges().plus(id),
            from.audit());
    return new Change(
        id,
        next,
        from.version(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        claim(next),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A state with other shares; nothing that readers of live see has moved. */
  public static Change sharingChange(Assistant from, List<Share> shares) {
    ChangeId id = change();
    Assistant next =
        new Assistant(
            from.id(),
            from.tenant(),
            from.version() + 1,
            from.owner(),
            from.slug(),
            from.folder(),
            shares,
            from.locked(),
            from.token(),
            from.created(),
            from.updated(),
            from.live(),
            from.draft(),
            from.lastDraft(),
            from.discarded(),
            from.draftsOpened(),
            from.events(),
            from.recentChanges().plus(id),
            from.audit());
    return new Change(
        id,
        next,
        from.version(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new NameChange.Keep(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A receipt under a key that nobody has used. */
  public static Receipt receipt(Instant at) {
    return new Receipt(
        ContentHash.ofText(UUID.randomUUID().toString()),
        ContentHash.ofText("POST /somewhere"),
        at,
        JsonObject.builder().put("id", "7").build());
  }

  /** An aggregate as one that a change uses up. */
  public static Follower follower(Aggregate aggregate) {
    return new Follower(aggregate.ref(), aggregate.version());
  }

  /** Saves, which has to succeed, and reads back what was saved. */
  public Assistant saved(Change change) {
    mustSave(change);
    return read(new AssistantId(change.next().ref().id()));
  }

  /** Saves, which has to succeed. */
  public void mustSave(Change change) {
    assertThat(store.aggregates().save(change)).isEqualTo(new SaveOutcome.Saved());
  }

  /** The assistant as it is now; it has to be there. */
  public Assistant read(AssistantId id) {
    return find(id).orElseThrow(() -> new AssertionError(id + " is not there"));
  }

  /** The assistant as it is now. */
  public Optional<Assistant> find(AssistantId id) {
    return store.assistants().find(tenant, AssistantKey.of(id));
  }

  /** What a name leads to. */
  public Optional<AssistantId> named(String name) {
    return store
        .assistants()
        .find(tenant, AssistantKey.parse(name).orElseThrow())
        .map(Assistant::id);
  }

  /** The ids of all live assistants of the tenant, in the default order. */
  public List<AssistantId> listed() {
    return store
        .assistants()
        .page(AssistantQuery.everything(tenant, new Visibility.Everything(), 200))
        .items()
        .stream()
        .map(Assistant::id)
        .toList();
  }
}
