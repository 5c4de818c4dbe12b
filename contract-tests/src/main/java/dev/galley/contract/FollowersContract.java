package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Slug;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A save may use up a second aggregate: both happen, or none. */
public interface FollowersContract extends StoreContract {

  @Test
  default void aFollowerIsGoneAfterTheSave() {
    Author author = author();
    Assistant deciding = author.create("Deciding");
    Assistant follower = author.open(author.create("Used up"));
    author.mustSave(author.openChange(deciding).using(Author.follower(follower)));

    assertThat(author.read(deciding.id()).draft()).isPresent();
    assertThat(author.find(follower.id())).isEmpty();
    assertThat(author.named("ada:used-up")).isEmpty();
    assertThat(author.listed()).containsExactly(deciding.id());
    assertThat(store().aggregates().save(author.discardChange(follower)))
        .isEqualTo(new SaveOutcome.Stale(0));
  }

  @Test
  default void aFollowerCanBeUsedUpByACreation() {
    Author author = author();
    Assistant follower = author.create("Proposal");
    author.mustSave(author.creationChange("Accepted").using(Author.follower(follower)));

    assertThat(author.named("ada:accepted")).isPresent();
    assertThat(author.find(follower.id())).isEmpty();
  }

  @Test
  default void aFollowerThatHasChangedRefusesTheSave() {
    Author author = author();
    Assistant deciding = author.create("Deciding");
    Assistant follower = author.create("Moving");
    Follower read = Author.follower(follower);
    Assistant moved = author.editLive(follower, "Moved.");
    Change change = author.openChange(deciding).using(read);

    assertThat(store().aggregates().save(change)).isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(author.read(deciding.id())).isEqualTo(deciding);
    assertThat(author.read(follower.id())).isEqualTo(moved);
    assertThat(store().aggregates().happened(deciding.ref(), change.id())).isFalse();
  }

  @Test
  default void aFollowerThatIsGoneRefusesTheSave() {
    Author author = author();
    Assistant deciding = author.create("Deciding");
    Assistant deleted = author.create("Deleted");
    Follower read = Author.follower(deleted);
    author.delete(deleted);
    Assistant unknown = (Assistant) author.creationChange("Unknown").next();

    assertThat(store().aggregates().save(author.openChange(deciding).using(read)))
        .isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(
            store().aggregates().save(author.openChange(deciding).using(Author.follower(unknown))))
        .isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(
            store()
                .aggregates()
                .save(
                    author
                        .openChange(deciding)
                        .using(new Follower(deleted.ref(), deleted.version() + 1))))
        .as("a tombstone is no follower")
        .isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(author.read(deciding.id())).isEqualTo(deciding);
  }

  @Test
  default void aSaveThatIsRefusedLeavesItsFollower() {
    Author author = author();
    Assistant deciding = author.create("Deciding");
    Assistant follower = author.create("Staying");
    Change stale = author.openChange(deciding).using(Author.follower(follower));
    author.editLive(deciding, "Faster.");
    Change taken = author.creationChange("Deciding").using(Author.follower(follower));

    assertThat(store().aggregates().save(stale)).isEqualTo(new SaveOutcome.Stale(2));
    assertThat(store().aggregates().save(taken)).isEqualTo(new SaveOutcome.NameTaken());
    assertThat(author.read(follower.id())).isEqualTo(follower);
    assertThat(author.named("ada:staying")).contains(follower.id());
    assertThat(author.listed()).containsExactlyInAnyOrder(deciding.id(), follower.id());
  }

  @Test
  default void aFollowerIsUsedUpOnce() {
    Author author = author();
    Assistant follower = author.create("Once");
    Change first = author.creationChange("First").using(Author.follower(follower));
    Change second = author.creationChange("Second").using(Author.follower(follower));
    author.mustSave(first);

    assertThat(store().aggregates().save(second)).isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(author.named("ada:second")).isEmpty();
  }

  @Test
  default void aFollowerOfAnotherTenantIsNotThere() {
    Author here = author();
    Author there = author();
    Assistant follower = there.create("Theirs");

    // The version and the id are right; only the tenant, which is part of the name, is not.
    Assistant impostor =
        (Assistant)
            here.creationChange(
                    here.birth(follower.id(), Slug.of("theirs")),
                    Author.content("Theirs", "x"),
                    here.now())
                .next();
    assertThat(
            store().aggregates().save(here.creationChange("Mine").using(Author.follower(impostor))))
        .isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(there.read(follower.id())).isEqualTo(follower);
  }

  @Test
  default void aFollowerThatEndsStaysAsWhatIsLeftOfIt() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo", 1);
    author.write("demo", 1, "One.");
    WorkingCopy copy = author.write("demo", 1, "Two.");
    Change commit = author.commitChange(agent, copy);
    WorkingCopy left = (WorkingCopy) commit.follower().orElseThrow().left().orElseThrow();
    author.saved(commit);

    assertThat(store().aggregates().find(copy.ref())).contains(left);
    assertThat(left.ended().orElseThrow().revision()).hasValue(2);
    assertThat(store().aggregates().named(author.tenant(), copy.place().name())).contains(left);
    assertThat(listed(author, Keys.copies(agent.id(), 1))).containsExactly(left);
    for (String open : List.of(Keys.open(agent.id(), 1), Keys.drafts(Author.NAME))) {
      assertThat(listed(author, open)).isEmpty();
      assertThat(store().aggregates().count(author.tenant(), open, 9)).isZero();
    }
    assertThat(store().aggregates().save(commit)).isEqualTo(new SaveOutcome.Stale(3));
    assertThat(store().aggregates().happened(agent.ref(), commit.id())).isTrue();
    // Its numbers go on.
    WorkingCopy next = author.write("demo", 1, "Three.");
    assertThat(next.ref()).isEqualTo(copy.ref());
    assertThat(next.version()).isEqualTo(left.version() + 1);
    assertThat(next.draftVersion().value()).isEqualTo(4);
  }

  private List<Living> listed(AgentAuthor author, String key) {
    return store().aggregates().listed(author.tenant(), key, "", 9);
  }

  @Test
  default void theHistoryAndTheContentsOfAFollowerThatEndedAreErased() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Author assistants = Author.in(author.tenant(), store());
    author.create("demo", 1);
    author.write("demo", 1, "Only one.");
    WorkingCopy copy = author.write("demo", 1, "Only two.");
    UUID draft = copy.openDraft().orElseThrow();
    // Nothing of it is on its way any more.
    Publishing.takeOver(store()).place();
    // Used up by a save that does not refer to its contents.
    WorkingCopy left = copy.committed(2, author.writer(), Author.change());
    assistants.mustSave(assistants.creationChange("User").using(Follower.ending(left)));
    while (store().housekeeping().eraseEndedDrafts(10) > 0) {}
    assertThat(store().revisions().history(copy.ref(), draft, 99, 9)).isEmpty();
    store().awaitGrace();
    while (store().housekeeping().collectSnapshots(store().shortestGrace(), 1_000) > 0) {}

    for (String gone : List.of("Only one.", "Only two.")) {
      assertThat(
              store()
                  .snapshots()
                  .find(author.tenant(), AgentAuthor.content(gone).snapshot().hash()))
          .as(gone)
          .isEmpty();
    }
    assertThat(author.write("demo", 1, "Only one.").ended()).isPresent();
  }

  @Test
  default void aFollowerThatWouldEndAndHasMovedRefusesTheSave() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo", 1);
    WorkingCopy copy = author.write("demo", 1, "One.");
    Change commit = author.commitChange(agent, copy);
    WorkingCopy moved = author.write("demo", 1, "Faster.");

    assertThat(store().aggregates().save(commit)).isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(author.copy("demo", 1)).contains(moved);
    assertThat(author.read("demo")).isEqualTo(agent);
    assertThat(store().revisions().before(agent.ref(), 99, 9)).hasSize(1);
    author.discard("demo", 1);
    Change late = author.commitChange(agent, moved);
    assertThat(store().aggregates().save(late)).isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(author.copy("demo", 1)).isEmpty();
  }

  @Test
  default void theNameOfAFollowerIsTakenInTheSameSave() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo", 1);
    author.write("demo", 1, "Revision 1 of demo");
    author.mint("demo", "Revision 2 of demo");
    WorkingCopy there = author.write("demo", 2, "In the way.");
    WorkingCopy moved = author.rebase("demo", 1);

    assertThat(store().aggregates().named(author.tenant(), there.place().name())).contains(moved);
    assertThat(store().aggregates().find(there.ref())).isEmpty();
    assertThat(listed(author, Keys.copies(agent.id(), 1))).containsExactly(moved);
    while (store().housekeeping().eraseDeleted(100) > 0
        || store().housekeeping().eraseEndedDrafts(100) > 0) {}
    assertThat(store().aggregates().named(author.tenant(), there.place().name())).contains(moved);
    assertThat(store().revisions().history(there.ref(), there.openDraft().orElseThrow(), 99, 9))
        .isEmpty();
    assertThat(author.copy("demo", 2)).contains(moved);
  }

  @Test
  default void theNameOfAFollowerThatHasChangedIsNotTaken() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    Agent agent = author.create("demo", 2);
    WorkingCopy there = author.write("demo", 2, "In the way.");
    AgentAuthor eve = author.as("eve");
    Change claim =
        eve.copyChange(agent, 2, "Instead.")
            .with(new NameChange.Claim(there.place().name()))
            .using(Author.follower(there));
    WorkingCopy faster = author.write("demo", 2, "Faster.");

    assertThat(store().aggregates().save(claim)).isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(store().aggregates().named(author.tenant(), there.place().name())).contains(faster);
    assertThat(author.copy("demo", 2)).contains(faster);
  }

  @Test
  default void staleIsSaidBeforeAlreadyDoneBeforeNameTakenBeforeFollowerChanged() {
    Author author = author();
    Assistant taken = author.create("Taken");
    Assistant gone = author.create("Gone");
    Follower changed = Author.follower(gone);
    author.delete(gone);
    var receipt = Author.receipt(Instant.parse("2026-02-02T02:02:02Z"));
    author.mustSave(author.creationChange("Receipted").with(receipt));
    Assistant deciding = author.create("Deciding");
    Change stale = Author.renamingChange(deciding, taken.slug()).with(receipt).using(changed);
    deciding = author.editLive(deciding, "Moved.");
    Change done = Author.renamingChange(deciding, taken.slug()).with(receipt).using(changed);
    Change named = Author.renamingChange(deciding, taken.slug()).using(changed);

    assertThat(store().aggregates().save(stale)).isEqualTo(new SaveOutcome.Stale(2));
    assertThat(store().aggregates().save(done)).isEqualTo(new SaveOutcome.AlreadyDone(receipt));
    assertThat(store().aggregates().save(named)).isEqualTo(new SaveOutcome.NameTaken());
    assertThat(author.read(deciding.id())).isEqualTo(deciding);
  }
}
