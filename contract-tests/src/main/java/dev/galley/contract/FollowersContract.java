package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Slug;
import java.time.Instant;
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
