package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.store.ArchiveRecord;
import dev.galley.application.store.ArchiveView;
import dev.galley.application.store.Change;
import dev.galley.application.store.Export;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Deploy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.assistant.CommentedDraft;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.event.Event;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a store holds can be carried into an empty one, where everything goes on as it was. */
public interface ArchiveContract extends StoreContract {

  /** Of most parts there are several such pages. */
  int PAGE = 19;

  /** A store of the same sort in which nothing is; closed by the test. */
  StoreUnderTest emptyStore();

  /** Copies by small pages, from where the copy that was interrupted has come to. */
  private static void copy(StoreUnderTest from, StoreUnderTest to, int page) {
    while (copyPages(from.archive(), to.archive(), page, Integer.MAX_VALUE)) {}
  }

  /** Whether it was interrupted. */
  private static boolean copyPages(Archive from, Archive to, int limit, int pages) {
    int written = 0;
    for (Part part : Part.values()) {
      List<Entry> page = from.read(part, to.last(part).orElse(""), limit);
      while (!page.isEmpty()) {
        if (written++ == pages) {
          return true;
        }
        to.write(part, page);
        page = from.read(part, page.getLast().key(), limit);
      }
    }
    return false;
  }

  private static List<String> lines(ArchiveView archive, int limit) {
    List<String> lines = new ArrayList<>();
    for (Part part : Part.values()) {
      entries(archive, part, limit).forEach(entry -> lines.add(entry.line(part)));
    }
    return lines;
  }

  private static List<Entry> entries(ArchiveView archive, Part part, int limit) {
    List<Entry> all = new ArrayList<>();
    List<Entry> page = archive.read(part, "", limit);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page);
      page = archive.read(part, page.getLast().key(), limit);
    }
    return all;
  }

  private static Set<AggregateRef> aggregates(Archive archive) {
    Set<AggregateRef> refs = new LinkedHashSet<>();
    for (Part part : List.of(Part.AGGREGATE, Part.REVISION, Part.HEAD, Part.EVENT)) {
      for (Entry entry : entries(archive, part, 1_000)) {
        String[] steps = entry.key().split("/", -1);
        refs.add(
            new AggregateRef(
                new TenantId(steps[0]),
                AggregateKind.ofWireName(steps[1]),
                UUID.fromString(steps[2])));
      }
    }
    return refs;
  }

  /** Whatever can be asked is answered the same by both. */
  private static void requireSameAnswers(StoreUnderTest one, StoreUnderTest other) {
    for (AggregateRef ref : aggregates(one.archive())) {
      Optional<Living> found = one.aggregates().find(ref);
      assertThat(other.aggregates().find(ref)).isEqualTo(found);
      found.ifPresent(living -> requireSameLists(living, one, other));
      assertThat(other.revisions().before(ref, Long.MAX_VALUE, 200))
          .isEqualTo(one.revisions().before(ref, Long.MAX_VALUE, 200));
      assertThat(other.journals().before(ref, Deploy.JOURNAL, Long.MAX_VALUE, 200))
          .isEqualTo(one.journals().before(ref, Deploy.JOURNAL, Long.MAX_VALUE, 200));
      assertThat(other.eventLog().of(ref, 0, 1_000)).isEqualTo(one.eventLog().of(ref, 0, 1_000));
    }
    for (Entry entry : entries(one.archive(), Part.NAME, 1_000)) {
      ArchiveRecord.Name name = (ArchiveRecord.Name) ArchiveRecord.of(Part.NAME, entry);
      Optional<Living> named = one.aggregates().named(name.tenant(), name.name());
      assertThat(named).isPresent();
      assertThat(other.aggregates().named(name.tenant(), name.name())).isEqualTo(named);
    }
    for (Entry entry : entries(one.archive(), Part.HEAD, 1_000)) {
      ArchiveRecord.Head head = (ArchiveRecord.Head) ArchiveRecord.of(Part.HEAD, entry);
      AggregateRef owner = head.aggregate();
      assertThat(other.revisions().history(owner, head.head().draft(), 99, 99))
          .contains(head.head())
          .isEqualTo(one.revisions().history(owner, head.head().draft(), 99, 99));
    }
    for (Entry entry : entries(one.archive(), Part.SNAPSHOT, 1_000)) {
      var content = (ArchiveRecord.Content) ArchiveRecord.of(Part.SNAPSHOT, entry);
      assertThat(other.snapshots().find(content.tenant(), content.snapshot().hash()))
          .contains(content.snapshot());
    }
    for (Entry entry : entries(one.archive(), Part.RECEIPT, 1_000)) {
      var proof = (ArchiveRecord.Proof) ArchiveRecord.of(Part.RECEIPT, entry);
      assertThat(other.receipts().find(proof.tenant(), proof.receipt().key()))
          .contains(proof.receipt())
          .isEqualTo(one.receipts().find(proof.tenant(), proof.receipt().key()));
    }
    for (TenantId tenant : Everything.TENANTS) {
      requireSameLists(tenant, one, other);
      assertThat(other.models().own(tenant)).hasSize(2).isEqualTo(one.models().own(tenant));
      assertThat(other.eventFeed().after(tenant, 0, 1_000))
          .isEqualTo(one.eventFeed().after(tenant, 0, 1_000));
      assertThat(other.eventFeed().last(tenant)).isEqualTo(one.eventFeed().last(tenant));
    }
    List<Event> pending = Publishing.takeOver(one).pending(1_000);
    List<Event> there = Publishing.takeOver(other).pending(1_000);
    assertThat(there).hasSizeLessThan(1_000);
    // Of events of one time, only those of one aggregate have an order that all stores keep.
    assertThat(there.stream().map(event -> event.stamp().at()))
        .containsExactlyElementsOf(pending.stream().map(event -> event.stamp().at()).toList());
    assertThat(byAggregate(there)).isEqualTo(byAggregate(pending));
    assertThat(other.outbox().parked("", 1_000))
        .containsExactlyInAnyOrderElementsOf(one.outbox().parked("", 1_000));
    assertThat(other.outbox().backlog()).isEqualTo(one.outbox().backlog());
  }

  /** The lists in which something is found. */
  private static void requireSameLists(Living living, StoreUnderTest one, StoreUnderTest other) {
    TenantId tenant = living.ref().tenant();
    for (String key : living.keys()) {
      assertThat(other.aggregates().listed(tenant, key, "", 100))
          .as(key)
          .contains(living)
          .isEqualTo(one.aggregates().listed(tenant, key, "", 100));
      assertThat(other.aggregates().count(tenant, key, 100))
          .as(key)
          .isEqualTo(one.aggregates().count(tenant, key, 100));
    }
  }

  private static List<Event> byAggregate(List<Event> events) {
    return events.stream().sorted(Comparator.comparing(event -> event.aggregate().key())).toList();
  }

  private static void requireSameLists(TenantId tenant, StoreUnderTest one, StoreUnderTest other) {
    Visibility all = new Visibility.Everything();
    AssistantQuery everything = AssistantQuery.everything(tenant, all, 200);
    assertThat(one.assistants().page(everything).items()).hasSizeGreaterThan(10);
    assertThat(other.assistants().page(everything)).isEqualTo(one.assistants().page(everything));
    assertThat(other.assistants().countTags(tenant, all))
        .isEqualTo(one.assistants().countTags(tenant, all));
    RandomAssistants random = new RandomAssistants(new Random(7), Author.in(tenant, one));
    random.next();
    for (int i = 0; i < 30; i++) {
      AssistantQuery query = random.query();
      assertThat(other.assistants().page(query))
          .as(query.toString())
          .isEqualTo(one.assistants().page(query));
    }
  }

  @Test
  default void everythingIsCarried() {
    StoreUnderTest from = emptyStore();
    StoreUnderTest to = emptyStore();
    try {
      assertThat(to.archive().isEmpty()).isTrue();
      Everything.into(from);
      for (Part part : Part.values()) {
        List<Entry> entries = entries(from.archive(), part, PAGE);
        assertThat(entries).as(part.wireName()).isNotEmpty();
        assertThat(entries.stream().map(Entry::key).toList())
            .doesNotHaveDuplicates()
            .isSortedAccordingTo(Archive.KEY_ORDER)
            .last()
            .isEqualTo(from.archive().last(part).orElseThrow());
        assertThat(from.archive().count(part)).isEqualTo(entries.size());
      }
      List<String> lines = lines(from.archive(), 1_000);
      assertThat(lines(from.archive(), PAGE)).isEqualTo(lines);

      copy(from, to, PAGE);
      assertThat(to.archive().isEmpty()).isFalse();
      assertThat(lines(to.archive(), 1_000)).isEqualTo(lines);
      assertThat(lines(from.archive(), 1_000)).isEqualTo(lines);
      for (Part part : Part.values()) {
        assertThat(to.archive().count(part)).isEqualTo(from.archive().count(part));
      }
      requireSameAnswers(from, to);
    } finally {
      from.close();
      to.close();
    }
  }

  /** There and back: both sorts of stores write the same lines. */
  @Test
  default void anotherSortOfStoreHoldsTheSame() {
    StoreUnderTest from = InMemoryStoreUnderTest.create();
    StoreUnderTest here = emptyStore();
    StoreUnderTest back = InMemoryStoreUnderTest.create();
    try {
      Everything.into(from);
      copy(from, here, 30);
      copy(here, back, 30);
      List<String> lines = lines(from.archive(), 1_000);
      assertThat(lines(here.archive(), 1_000)).isEqualTo(lines);
      assertThat(lines(back.archive(), 1_000)).isEqualTo(lines);
      requireSameAnswers(from, here);
    } finally {
      here.close();
    }
  }

  private static List<String> exported(Archive archive, int limit) {
    return lines(new Export(archive, Optional.empty()), limit);
  }

  @Test
  default void anExportOfAnImportIsTheSameInEverySortOfStore() {
    StoreUnderTest from = emptyStore();
    StoreUnderTest here = emptyStore();
    StoreUnderTest memory = InMemoryStoreUnderTest.create();
    try {
      Everything.into(from);
      List<String> lines = exported(from.archive(), 1_000);
      assertThat(exported(from.archive(), PAGE)).isEqualTo(lines);
      importInto(memory, new Export(from.archive(), Optional.empty()));
      assertThat(exported(memory.archive(), 1_000)).isEqualTo(lines);
      importInto(here, new Export(memory.archive(), Optional.empty()));
      assertThat(exported(here.archive(), 1_000)).isEqualTo(lines);
      // Nothing else is there, and nothing that waits to be swept.
      sweep(here);
      assertThat(lines(here.archive(), 1_000)).isEqualTo(lines);
      for (TenantId tenant : Everything.TENANTS) {
        Author author = Author.in(tenant, here);
        assertThat(author.listed()).isEqualTo(Author.in(tenant, from).listed());
        Assistant drafted =
            author.find(author.named(Author.NAME + ":drafted").orElseThrow()).orElseThrow();
        Assistant undone = author.undo(drafted);
        assertThat(author.commit(author.edit(undone, "Better.")).events().sequence())
            .isEqualTo(drafted.events().sequence() + 1);
      }
    } finally {
      from.close();
      here.close();
    }
  }

  private static void importInto(StoreUnderTest store, ArchiveView export) {
    for (Part part : Part.values()) {
      List<Entry> page = export.read(part, "", 50);
      while (!page.isEmpty()) {
        store.archive().write(part, page);
        page = export.read(part, page.getLast().key(), 50);
      }
    }
  }

  private static void sweep(StoreUnderTest store) {
    while (store.housekeeping().eraseDeleted(100) > 0) {}
    while (store.housekeeping().eraseEndedDrafts(100) > 0) {}
    store.awaitGrace();
    while (store.housekeeping().collectSnapshots(store.shortestGrace(), 100) > 0) {}
  }

  @Test
  default void onlyCommentsOnWhatIsThereAreExported() {
    StoreUnderTest from = emptyStore();
    StoreUnderTest to = InMemoryStoreUnderTest.create();
    try {
      Author author = Author.in(Everything.TENANTS.getFirst(), from);
      Assistant ended = author.open(author.create("Ended"));
      Item onEnded = commented(author, ended, ended.openDraft());
      Item onLive = commented(author, ended, Optional.empty());
      author.discard(ended);
      Assistant open = author.open(author.create("Open"));
      Item onOpen = commented(author, open, open.openDraft());

      importInto(to, new Export(from.archive(), Optional.empty()));
      assertThat(to.aggregates().find(onEnded.ref())).isEmpty();
      assertThat(to.aggregates().find(onLive.ref())).contains(onLive);
      assertThat(to.aggregates().find(onOpen.ref())).contains(onOpen);
      assertThat(to.aggregates().everywhere(CommentedDraft.ALL, 10))
          .containsExactly(
              new CommentedDraft(open.id(), open.openDraft().orElseThrow()).ref(author.tenant()));
    } finally {
      from.close();
    }
  }

  private static Item commented(Author author, Assistant assistant, Optional<UUID> draft) {
    Instant at = author.now().at();
    Comment comment =
        new Comment(
            UUID.randomUUID(),
            assistant.id(),
            draft,
            Optional.empty(),
            0,
            Optional.of(new Comment.Said(Author.NAME, "Why?")),
            Optional.empty(),
            at,
            at,
            0);
    draft.ifPresent(id -> {
      CommentedDraft note = new CommentedDraft(assistant.id(), id);
      kept(author, note.ref(author.tenant()), note.saying());
    });
    return kept(author, Comment.ref(author.tenant(), comment.id()), comment.saying());
  }

  private static Item kept(Author author, AggregateRef ref, Item.Saying saying) {
    ChangeId change = Author.change();
    Change creation = Change.of(change, Item.first(ref, saying, change));
    author.mustSave(creation);
    return (Item) creation.next();
  }

  @Test
  default void aCopyThatIsInterruptedAfterEachPageGoesOn() {
    StoreUnderTest from = InMemoryStoreUnderTest.create();
    StoreUnderTest to = emptyStore();
    try {
      Everything.into(from);
      int runs = 1;
      while (copyPages(from.archive(), to.archive(), 20, 1)) {
        runs++;
      }
      assertThat(runs).isGreaterThan(Part.values().length);
      assertThat(lines(to.archive(), 1_000)).isEqualTo(lines(from.archive(), 1_000));
    } finally {
      to.close();
    }
  }

  @Test
  default void whatIsThereAlreadyIsNotWrittenAgain() {
    StoreUnderTest from = InMemoryStoreUnderTest.create();
    StoreUnderTest to = emptyStore();
    try {
      Everything.into(from);
      copy(from, to, 100);
      Publishing publishing = Publishing.takeOver(to);
      Author author = Author.in(Everything.TENANTS.getFirst(), to);
      Assistant moved = author.editLive(author.create("Moved"), "On.");
      publishing.published(publishing.pending(5));
      publishing.place();
      List<String> lines = lines(to.archive(), 1_000);

      for (Part part : Part.values()) {
        to.archive().write(part, entries(from.archive(), part, 1_000));
        to.archive().write(part, List.of());
      }
      assertThat(lines(to.archive(), 1_000)).isEqualTo(lines);
      assertThat(author.read(moved.id())).isEqualTo(moved);
    } finally {
      to.close();
    }
  }

  /** The same is done to both, and both come to the same. */
  @Test
  default void workGoesOnWhereItWas() {
    StoreUnderTest from = emptyStore();
    StoreUnderTest to = emptyStore();
    try {
      Everything.into(from);
      copy(from, to, 100);
      List<Change> changes = new ArrayList<>();
      List<List<Event>> published = new ArrayList<>();
      for (StoreUnderTest store : List.of(from, to)) {
        Author author = Author.in(Everything.TENANTS.getFirst(), store);
        if (changes.isEmpty()) {
          changes.addAll(laterChanges(author, store));
        }
        for (Change change : changes) {
          assertThat(store.aggregates().save(change)).isEqualTo(new SaveOutcome.Saved());
        }
        assertThat(store.aggregates().save(changes.getFirst()))
            .isEqualTo(new SaveOutcome.Stale(changes.get(1).next().version()));
        assertThat(
                store
                    .aggregates()
                    .happened(changes.getFirst().next().ref(), changes.getFirst().id()))
            .isTrue();
        assertThat(store.aggregates().save(author.creationChange("Drafted")))
            .isEqualTo(new SaveOutcome.NameTaken());
        store.outbox().parked("", 1_000).stream()
            .limit(2)
            .forEach(parked -> store.outbox().replay(parked.aggregate()));
        Publishing publishing = Publishing.takeOver(store);
        published.add(publishing.drain());
        publishing.place();
        while (store.housekeeping().eraseDeleted(100) > 0) {}
        while (store.housekeeping().eraseEndedDrafts(100) > 0) {}
        store.awaitGrace();
        while (store.housekeeping().collectSnapshots(store.shortestGrace(), 100) > 0) {}
      }
      assertThat(published.get(1)).isEqualTo(published.getFirst());
      assertThat(lines(to.archive(), 1_000)).isEqualTo(lines(from.archive(), 1_000));
      requireSameAnswers(from, to);
      requireSwept(to);
    } finally {
      from.close();
      to.close();
    }
  }

  /** Saves of what was carried over: a draft's, a former name's, and a new assistant's. */
  private static List<Change> laterChanges(Author author, StoreUnderTest store) {
    List<Change> changes = new ArrayList<>();
    Assistant drafted =
        author.find(author.named(Author.NAME + ":drafted").orElseThrow()).orElseThrow();
    changes.add(author.editChange(drafted, "Three."));
    changes.add(author.discardChange((Assistant) changes.getLast().next()));
    Assistant former =
        author.find(author.named(Author.NAME + ":renamed").orElseThrow()).orElseThrow();
    assertThat(former.slug()).isEqualTo(Slug.of("called otherwise"));
    changes.add(author.liveChange(former, Author.content("Renamed", "Later."), author.now()));
    changes.add(author.creationChange("Renamed"));
    Assistant shared =
        author.find(author.named(Author.NAME + ":shared").orElseThrow()).orElseThrow();
    changes.add(author.deletionChange(shared));
    AgentAuthor agents = AgentAuthor.in(author.tenant(), store);
    agents.sleep(Duration.ofDays(1));
    WorkingCopy copy = agents.copy("to-commit", 1).orElseThrow();
    changes.add(agents.commitChange(agents.read("to-commit"), copy));
    return changes;
  }

  /** What hung on deleted and used up assistants is gone, and the heads of drafts that ended. */
  private static void requireSwept(StoreUnderTest store) {
    Set<String> live = new LinkedHashSet<>();
    Set<String> drafts = new LinkedHashSet<>();
    for (Entry entry : entries(store.archive(), Part.AGGREGATE, 1_000)) {
      if (((ArchiveRecord.State) ArchiveRecord.of(Part.AGGREGATE, entry)).aggregate()
          instanceof Living living) {
        live.add(entry.key());
        living.openDraft().ifPresent(draft -> drafts.add(entry.key() + '/' + draft));
      }
    }
    assertThat(entries(store.archive(), Part.REVISION, 1_000))
        .allMatch(entry -> live.contains(parent(entry.key())));
    assertThat(entries(store.archive(), Part.HEAD, 1_000))
        .isNotEmpty()
        .allMatch(entry -> drafts.contains(parent(entry.key())));
    assertThat(entries(store.archive(), Part.EVENT, 1_000))
        .allMatch(entry -> live.contains(parent(entry.key())) || !entry.body().has("content"));
  }

  private static String parent(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }

  @Test
  default void aPageIsNoLargerThanItMayBe() {
    StoreUnderTest from = emptyStore();
    try {
      Author author = Author.in(Everything.TENANTS.getFirst(), from);
      for (int i = 0; i < 6; i++) {
        author.create(Author.content("Large " + i, ("" + i).repeat(3 << 20)));
      }
      assertThat(from.archive().read(Part.SNAPSHOT, "", 1_000)).hasSize(3);
      assertThat(entries(from.archive(), Part.SNAPSHOT, 1_000)).hasSize(6);
    } finally {
      from.close();
    }
  }

  @Test
  default void aContentThatIsNotItsHashIsRefused() {
    StoreUnderTest to = emptyStore();
    try {
      Entry altered =
          new Entry(
              "acme/" + ContentHash.ofText("\"one\"").value(),
              JsonObject.EMPTY.with("content", Json.of(2L)));
      assertThatThrownBy(() -> to.archive().write(Part.SNAPSHOT, List.of(altered)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("altered");
      assertThat(to.archive().isEmpty()).isTrue();
    } finally {
      to.close();
    }
  }

  @Test
  default void aMigrationIsUnfinishedUntilItIsFinished() {
    StoreUnderTest to = emptyStore();
    try {
      Archive archive = to.archive();
      assertThat(archive.unfinished()).isEmpty();
      archive.begin("postgres here");
      archive.begin("postgres here");
      assertThat(archive.unfinished()).isEqualTo(Optional.of("postgres here"));
      assertThatThrownBy(() -> archive.begin("postgres there"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("postgres here");
      assertThat(archive.unfinished()).contains("postgres here");
      assertThat(archive.isEmpty()).isTrue();
      archive.finish();
      archive.finish();
      assertThat(archive.unfinished()).isEmpty();
    } finally {
      to.close();
    }
  }
}
