package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.CopyPlace;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.Role;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.SeqNo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever has versions is found by its id, its name and the lists it is in, and by nothing else.
 */
public interface AggregatesContract extends StoreContract {

  private List<String> listed(TenantId tenant, String key, String after, int limit) {
    return store().aggregates().listed(tenant, key, after, limit).stream()
        .map(Living::order)
        .toList();
  }

  private List<Living> listed(TenantId tenant, String key) {
    return store().aggregates().listed(tenant, key, "", 1_000);
  }

  private int count(TenantId tenant, String key) {
    return store().aggregates().count(tenant, key, 1_000);
  }

  private Optional<Living> named(TenantId tenant, CopyPlace place) {
    return store().aggregates().named(tenant, place.name());
  }

  @Test
  default void noAggregateIsFoundInAnEmptyTenant() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Change creation = author.creationChange("demo");

    assertThat(store().aggregates().find(creation.next().ref())).isEmpty();
    assertThat(store().aggregates().named(author.tenant(), "anything")).isEmpty();
    assertThat(listed(author.tenant(), Keys.AGENTS)).isEmpty();
    assertThat(count(author.tenant(), Keys.AGENTS)).isZero();
  }

  @Test
  default void anAgentIsFoundAsItWasSaved() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.saved(author.creationChange("demo"));
    agent = author.saved(author.mintChange(agent, "One."));
    agent = author.saved(author.mintChange(agent, "Two."));
    var first = store().revisions().find(agent.ref(), 1).orElseThrow();
    ChangeId id = Author.change();
    agent = author.saved(Change.of(id, agent.deploy(first, author.now(), id)));
    id = Author.change();
    Optional<Role> viewer = Optional.of(Role.VIEWER);
    agent =
        author.saved(Change.of(id, agent.setRole("eve", viewer, author.now(), id).orElseThrow()));
    id = Author.change();
    agent = author.saved(Change.of(id, agent.delete(author.now(), id)));
    id = Author.change();
    author.saved(Change.of(id, agent.clear(id)));
  }

  @Test
  default void aWorkingCopyIsFoundAsItWasSaved() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.saved(author.creationChange("demo"));
    WorkingCopy copy = author.saved(author.copyChange(agent, 0, "One."));
    for (String text : List.of("Two.", "Three.", "Four.")) {
      copy = author.write("demo", 0, text);
      assertThat(store().aggregates().find(copy.ref())).contains(copy);
    }
    author.pin("demo", 0, 2, "Good \"one\"");
    copy = (WorkingCopy) store().aggregates().find(copy.ref()).orElseThrow();
    assertThat(copy.open().orElseThrow().mark(new SeqNo(2)).label()).contains("Good \"one\"");
    ChangeId id = Author.change();
    copy = author.saved(Change.of(id, copy.discard(author.writer(), id)));
    assertThat(copy.ended().orElseThrow().how().client()).contains("laptop");
    assertThat(author.write("demo", 0, "Again.").ended()).isEqualTo(copy.ended());
  }

  @Test
  default void aNameLeadsToTheCopyOfItsPlaceInItsTenant() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    AgentAuthor other = AgentAuthor.inFreshTenant(store());
    AgentAuthor eve = author.as("eve:x%y.z");
    author.create("demo", 2);
    WorkingCopy mine = author.write("demo", 2, "Mine.");
    WorkingCopy older = author.write("demo", 1, "Older.");
    Agent agent = author.read("demo");
    WorkingCopy hers = eve.saved(eve.copyChange(agent, 2, "Hers."));

    assertThat(named(author.tenant(), mine.place())).contains(mine);
    assertThat(named(author.tenant(), older.place())).contains(older);
    assertThat(named(author.tenant(), hers.place())).contains(hers);
    assertThat(named(author.tenant(), mine.place().on(0))).isEmpty();
    assertThat(named(other.tenant(), mine.place())).isEmpty();
    assertThat(store().aggregates().save(author.copyChange(agent, 2, "Second.")))
        .isEqualTo(new SaveOutcome.NameTaken());
    assertThat(listed(author.tenant(), Keys.copies(agent.id(), 1)))
        .containsExactly(older, mine, hers);
  }

  @Test
  default void aPlaceThatACopyHasLeftLeadsThereUntilTheNextOne() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    author.create("demo", 1);
    WorkingCopy first = author.write("demo", 1, "Mine.");
    author.mint("demo", "Revision 2 of demo");
    // The other side has changed nothing that is changed here.
    author.write("demo", 1, "Revision 1 of demo");
    WorkingCopy moved = author.rebase("demo", 1);

    assertThat(moved.place().base()).isEqualTo(2);
    assertThat(named(author.tenant(), first.place())).contains(moved);
    assertThat(named(author.tenant(), moved.place())).contains(moved);
    WorkingCopy ended = author.discard("demo", 2);
    WorkingCopy next = author.write("demo", 1, "Next.");
    assertThat(named(author.tenant(), first.place())).contains(next);
    assertThat(named(author.tenant(), moved.place())).contains(ended);
    assertThat(next.draftVersion()).isEqualTo(ended.draftVersion().next());
  }

  @Test
  default void aListIsInOrderAndReadByPages() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    AgentAuthor other = AgentAuthor.inFreshTenant(store());
    List<String> ids = List.of("a-b", "a-c", "a0", "a_", "a_b", "aa", "ab", "b1", "z-");
    List<String> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, new Random(3));
    shuffled.forEach(author::create);
    other.create("ac");

    assertThat(listed(author.tenant(), Keys.AGENTS, "", 100)).isEqualTo(ids);
    List<String> walked = new ArrayList<>();
    List<String> page = listed(author.tenant(), Keys.AGENTS, "", 2);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      walked.addAll(page);
      page = listed(author.tenant(), Keys.AGENTS, page.getLast(), 2);
    }
    assertThat(walked).isEqualTo(ids);
    assertThat(listed(author.tenant(), Keys.AGENTS, "a~", 1)).containsExactly("b1");
    assertThat(listed(author.tenant(), Keys.AGENTS, "z-", 1)).isEmpty();
    assertThat(listed(other.tenant(), Keys.AGENTS, "", 100)).containsExactly("ac");
  }

  @Test
  default void basesAreListedAsNumbers() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo", 11);
    for (long base : List.of(10L, 9L, 0L, 2L, 11L)) {
      author.write("demo", base, "On " + base);
    }
    assertThat(listed(author.tenant(), Keys.open(agent.id(), 1, Author.NAME)))
        .extracting(copy -> ((WorkingCopy) copy).place().base())
        .containsExactly(0L, 2L, 9L, 10L, 11L);
  }

  @Test
  default void listsChangeWithTheState() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo");
    assertThat(count(author.tenant(), Keys.agentsOf("eve"))).isZero();
    author.role("demo", "eve", Optional.of(Role.EDITOR));
    assertThat(listed(author.tenant(), Keys.agentsOf("eve"))).containsExactly(author.read("demo"));
    author.role("demo", "eve", Optional.empty());
    assertThat(listed(author.tenant(), Keys.agentsOf("eve"))).isEmpty();
    assertThat(count(author.tenant(), Keys.agentsOf(Author.NAME))).isEqualTo(1);

    String open = Keys.open(agent.id(), 1, Author.NAME);
    String all = Keys.copies(agent.id(), 1);
    WorkingCopy copy = author.write("demo", 0, "One.");
    assertThat(listed(author.tenant(), open)).containsExactly(copy);
    assertThat(listed(author.tenant(), Keys.drafts(Author.NAME))).containsExactly(copy);
    copy = author.discard("demo", 0);
    assertThat(listed(author.tenant(), open)).isEmpty();
    assertThat(count(author.tenant(), open)).isZero();
    assertThat(listed(author.tenant(), all)).containsExactly(copy);

    author.delete("demo");
    assertThat(listed(author.tenant(), Keys.AGENTS)).isEmpty();
    assertThat(count(author.tenant(), Keys.agentsOf(Author.NAME))).isZero();
    assertThat(listed(author.tenant(), Keys.LEFTOVERS)).containsExactly(author.read("demo"));
  }

  @Test
  default void oneThatMovesIsListedWhereItIs() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo", 1);
    author.write("demo", 0, "Revision 2 of demo");
    WorkingCopy between = author.write("demo", 1, "Revision 1 of demo.");
    author.discard("demo", 1);
    author.mint("demo", "Revision 2 of demo");
    String all = Keys.copies(agent.id(), 1);
    assertThat(listed(author.tenant(), all))
        .extracting(copy -> ((WorkingCopy) copy).place().base())
        .containsExactly(0L, 1L);
    WorkingCopy moved = author.rebase("demo", 0);

    assertThat(moved.place().base()).isEqualTo(2);
    assertThat(listed(author.tenant(), all))
        .extracting(Living::ref)
        .containsExactly(between.ref(), moved.ref());
    assertThat(listed(author.tenant(), all, between.order(), 9)).containsExactly(moved.order());
  }

  @Test
  default void aCountEndsAtItsBound() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    for (int i = 0; i < 5; i++) {
      author.create("agent" + i);
    }
    assertThat(store().aggregates().count(author.tenant(), Keys.AGENTS, 3)).isEqualTo(3);
    assertThat(store().aggregates().count(author.tenant(), Keys.AGENTS, 5)).isEqualTo(5);
    assertThat(store().aggregates().count(author.tenant(), Keys.AGENTS, 6)).isEqualTo(5);
  }

  @Test
  default void jobsOfTheServerFindWhatIsToDoInAllTenants() {
    AgentAuthor one = AgentAuthor.inFreshTenant(store());
    AgentAuthor two = AgentAuthor.inFreshTenant(store());
    List<AggregateRef> deleted = new ArrayList<>();
    for (AgentAuthor author : List.of(one, two)) {
      author.create("kept");
      author.create("demo");
      deleted.add(author.delete("demo").ref());
    }
    assertThat(store().aggregates().everywhere(Keys.LEFTOVERS, 1_000)).containsAll(deleted);
    assertThat(store().aggregates().everywhere(Keys.LEFTOVERS, 1_000))
        .doesNotContain(one.read("kept").ref());
    assertThat(store().aggregates().everywhere(Keys.LEFTOVERS, 1)).hasSize(1);
  }

  @Test
  default void whatIsDeletedIsNowhere() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo");
    WorkingCopy copy = author.write("demo", 0, "One.");
    WorkingCopy other = author.as("eve").saved(author.as("eve").copyChange(agent, 0, "Hers."));
    Change removal = removal(author, copy);
    assertThat(store().aggregates().save(removal)).isEqualTo(new SaveOutcome.Saved());

    String all = Keys.copies(agent.id(), 1);
    assertThat(store().aggregates().find(copy.ref())).isEmpty();
    assertThat(named(author.tenant(), copy.place())).isEmpty();
    assertThat(listed(author.tenant(), all)).containsExactly(other);
    assertThat(count(author.tenant(), all)).isEqualTo(1);
    assertThat(store().aggregates().happened(copy.ref(), removal.id())).isTrue();
    assertThat(store().aggregates().save(removal(author, copy)))
        .isEqualTo(new SaveOutcome.Stale(0));
    while (store().housekeeping().eraseDeleted(100) > 0
        || store().housekeeping().eraseEndedDrafts(100) > 0) {}
    assertThat(history(copy)).isEmpty();
    assertThat(history(other)).hasSize(1);
    assertThat(store().aggregates().happened(copy.ref(), removal.id()))
        .as("nothing is left to say, not even a tombstone")
        .isFalse();
    WorkingCopy next = author.write("demo", 0, "Anew.");
    assertThat(next.ref()).isNotEqualTo(copy.ref());
    assertThat(next.draftVersion().value()).isEqualTo(1);
    assertThat(named(author.tenant(), copy.place())).contains(next);
  }

  private static Change removal(AgentAuthor author, WorkingCopy copy) {
    ChangeId id = Author.change();
    return Change.of(id, copy.remove(author.now(), id)).with(new NameChange.GiveUp());
  }

  private List<?> history(WorkingCopy copy) {
    return store().revisions().history(copy.ref(), copy.openDraft().orElseThrow(), 99, 99);
  }

  @Test
  default void whatIsDroppedIsGone() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    author.create("demo");
    WorkingCopy copy = author.write("demo", 0, "0");
    for (int i = 1; i <= WorkingCopy.MIN_RETENTION + 3; i++) {
      copy = author.write("demo", 0, "" + i);
    }
    assertThat(
            store()
                .revisions()
                .history(copy.ref(), copy.openDraft().orElseThrow(), Long.MAX_VALUE, 1_000))
        .hasSize(WorkingCopy.MIN_RETENTION)
        .last()
        .extracting(entry -> entry.seqNo())
        .isEqualTo(5L);
  }

  @Test
  default void familiesDoNotMeet() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Author assistants = Author.in(author.tenant(), store());
    Assistant assistant = assistants.create("Demo");
    Agent agent = author.create("demo", 1);

    assertThat(store().aggregates().find(assistant.ref())).contains(assistant);
    assertThat(store().aggregates().find(agent.ref())).contains(agent);
    assertThat(store().aggregates().named(author.tenant(), "ada:demo")).contains(assistant);
    assertThat(listed(author.tenant(), Keys.AGENTS)).containsExactly(agent);
    assertThat(assistants.listed()).containsExactly(assistant.id());
    assertThat(
            store()
                .aggregates()
                .find(new AggregateRef(author.tenant(), assistant.ref().kind(), agent.ref().id())))
        .isEmpty();
  }

  @Test
  default void onlyAssistantsGiveUpOldRevisions() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo", 4);
    Publishing.afterAllOthers(store());
    while (store().housekeeping().pruneRevisions(1, Duration.ofDays(-365_000), 1_000) > 0) {}

    assertThat(store().revisions().before(agent.ref(), 99, 99))
        .hasSize(4)
        .noneMatch(revision -> revision.pruned());
  }

  @Test
  default void theLongestNamesFit() {
    Random random = new Random(5);
    TenantId tenant = new TenantId(longId(random));
    AgentAuthor author = AgentAuthor.in(tenant, store()).as(longId(random));
    Agent agent = author.create("a" + "b-_9".repeat(20).substring(0, 62), 1);
    String id = agent.id().value();
    WorkingCopy copy = author.write(id, 1, "One.");

    assertThat(store().aggregates().named(tenant, copy.place().name())).contains(copy);
    assertThat(listed(tenant, Keys.open(new AgentId(id), 1, author.caller().user())))
        .containsExactly(copy);
  }

  /** 200 characters of four bytes each that no compression makes shorter. */
  private static String longId(Random random) {
    return random
        .ints(200, 0x20000, 0x2A000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
