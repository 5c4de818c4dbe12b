package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Of several writers one wins per version; nothing is lost, nothing happens twice. */
public interface ConcurrencyContract extends StoreContract {
  /** How many write at the same time. */
  int WRITERS = 8;

  /** How often a race is run. */
  int RACES = 25;

  @Test
  default void everySaveRaisesTheVersionByOneAndNoneIsLost() {
    Author author = author();
    AssistantId id = author.create("Contended").id();
    int each = 12;
    AtomicInteger stale = new AtomicInteger();
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int w = 0; w < WRITERS; w++) {
      String writer = "writer " + w;
      writers.add(() -> {
        int saved = 0;
        while (saved < each) {
          Assistant read = author.read(id);
          AssistantContent content = Author.content("Contended", writer + " edit " + saved);
          switch (store().aggregates().save(author.liveChange(read, content, author.now()))) {
            case SaveOutcome.Saved ok -> saved++;
            case SaveOutcome.Stale(long current) -> {
              assertThat(current).isGreaterThan(read.version());
              stale.incrementAndGet();
            }
            case SaveOutcome.NameTaken taken -> throw new AssertionError(taken);
            case SaveOutcome.FollowerChanged changed -> throw new AssertionError(changed);
            case SaveOutcome.AlreadyDone done -> throw new AssertionError(done);
          }
        }
        return saved;
      });
    }
    int saved = Together.run(writers).stream().mapToInt(Integer::intValue).sum();

    assertThat(saved).isEqualTo(WRITERS * each);
    Assistant end = author.read(id);
    assertThat(end.version()).isEqualTo(1 + saved);
    assertThat(end.live().revision()).isEqualTo(1 + saved);
    assertThat(store().eventLog().of(end.ref(), 0, 1_000))
        .extracting(Event::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 1 + saved).boxed().toList());
    List<Revision> revisions =
        store().revisions().before(author.tenant(), id, Long.MAX_VALUE, 1_000);
    assertThat(revisions).hasSize(1 + saved).allMatch(Revision::intact);
    assertThat(revisions.stream().map(Revision::content).distinct()).hasSize(1 + saved);
    for (int i = 1; i < revisions.size(); i++) {
      assertThat(revisions.get(i - 1).parent()).contains(revisions.get(i).hash());
    }
  }

  @Test
  default void oneOfTwoCommitsOfADraftWins() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      Assistant assistant = author.edit(author.open(author.create("Race " + race)), "Better.");
      List<Change> commits =
          List.of(author.commitChange(assistant), author.commitChange(assistant));
      List<SaveOutcome> outcomes = saveTogether(commits);

      assertThat(outcomes)
          .containsExactlyInAnyOrder(
              new SaveOutcome.Saved(), new SaveOutcome.Stale(assistant.version() + 1));
      assertThat(store().eventLog().of(assistant.ref(), 1, 10)).hasSize(1);
      assertThat(author.read(assistant.id()).live().revision()).isEqualTo(2);
      Change winner = commits.get(outcomes.indexOf(new SaveOutcome.Saved()));
      for (Change commit : commits) {
        assertThat(store().aggregates().happened(assistant.ref(), commit.id()))
            .isEqualTo(commit.equals(winner));
      }
    }
  }

  private List<SaveOutcome> saveTogether(List<Change> changes) {
    return Together.run(
        changes.stream()
            .<Callable<SaveOutcome>>map(change -> () -> store().aggregates().save(change))
            .toList());
  }

  @Test
  default void aCommitAndADeletionDoNotBothWin() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      Assistant assistant = author.edit(author.open(author.create("Race " + race)), "Better.");
      List<SaveOutcome> outcomes =
          saveTogether(List.of(author.commitChange(assistant), author.deletionChange(assistant)));

      assertThat(outcomes).containsOnlyOnce(new SaveOutcome.Saved());
      boolean deleted = outcomes.get(1).equals(new SaveOutcome.Saved());
      assertThat(outcomes.get(deleted ? 0 : 1))
          .isEqualTo(new SaveOutcome.Stale(deleted ? 0 : assistant.version() + 1));
      assertThat(author.find(assistant.id()).isEmpty()).isEqualTo(deleted);
      assertThat(store().eventLog().of(assistant.ref(), 0, 10)).hasSize(2);
    }
  }

  @Test
  default void oneOfTwoCreatorsGetsTheName() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      String name = "Race " + race;
      List<Change> creations = List.of(author.creationChange(name), author.creationChange(name));
      List<SaveOutcome> outcomes = saveTogether(creations);

      assertThat(outcomes)
          .containsExactlyInAnyOrder(new SaveOutcome.Saved(), new SaveOutcome.NameTaken());
      Change winner = creations.get(outcomes.indexOf(new SaveOutcome.Saved()));
      assertThat(author.named("ada:race-" + race))
          .contains(new AssistantId(winner.next().ref().id()));
    }
    assertThat(author.listed()).hasSize(RACES);
  }

  @Test
  default void oneOfTwoCreatorsOfAnIdWins() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      AssistantId id = Author.freshId();
      AssistantContent one = Author.content("One " + race, "x");
      AssistantContent two = Author.content("Two " + race, "x");
      List<SaveOutcome> outcomes =
          saveTogether(
              List.of(
                  author.creationChange(author.birth(id, Slug.of(one.name())), one, author.now()),
                  author.creationChange(author.birth(id, Slug.of(two.name())), two, author.now())));

      assertThat(outcomes)
          .containsExactlyInAnyOrder(new SaveOutcome.Saved(), new SaveOutcome.Stale(1));
    }
  }

  @Test
  default void oneOfTwoRequestsUnderOneKeyHasItsEffect() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));
      List<SaveOutcome> outcomes =
          saveTogether(
              List.of(
                  author.creationChange("Race " + race).with(receipt),
                  author.creationChange("Race " + race).with(receipt)));

      assertThat(outcomes)
          .containsExactlyInAnyOrder(new SaveOutcome.Saved(), new SaveOutcome.AlreadyDone(receipt));
    }
    assertThat(author.listed()).hasSize(RACES);
  }

  @Test
  default void aFormerNameIsNotTakenFromOneWhoTakesItBack() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      Assistant mover = author.create("Race " + race);
      Slug former = mover.slug();
      mover = author.saved(Author.renamingChange(mover, Slug.of("moved " + race)));
      Change back = Author.renamingChange(mover, former);
      Change taker = author.creationChange("Race " + race);
      List<SaveOutcome> outcomes = saveTogether(List.of(back, taker));

      assertThat(outcomes)
          .containsExactlyInAnyOrder(new SaveOutcome.Saved(), new SaveOutcome.NameTaken());
      Change winner = outcomes.getFirst().equals(new SaveOutcome.Saved()) ? back : taker;
      assertThat(author.named("ada:" + former.value()))
          .contains(new AssistantId(winner.next().ref().id()));
    }
  }

  @Test
  default void oneOfTwoUsersOfAFollowerGetsIt() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      Assistant follower = author.create("Follower " + race);
      List<Change> users =
          List.of(
              author.creationChange("One " + race).using(Author.follower(follower)),
              author.creationChange("Two " + race).using(Author.follower(follower)));
      List<SaveOutcome> outcomes = saveTogether(users);

      assertThat(outcomes)
          .containsExactlyInAnyOrder(new SaveOutcome.Saved(), new SaveOutcome.FollowerChanged());
      for (int i = 0; i < users.size(); i++) {
        assertThat(author.find(new AssistantId(users.get(i).next().ref().id())).isPresent())
            .isEqualTo(outcomes.get(i).equals(new SaveOutcome.Saved()));
      }
    }
  }

  @Test
  default void aFollowerIsEitherWrittenOrUsedUp() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      Assistant follower = author.create("Follower " + race);
      Change user = author.creationChange("User " + race).using(Author.follower(follower));
      Change edit =
          author.liveChange(follower, Author.content("Follower " + race, "Edited."), author.now());
      List<SaveOutcome> outcomes = saveTogether(List.of(user, edit));

      assertThat(outcomes).containsOnlyOnce(new SaveOutcome.Saved());
      if (outcomes.getFirst().equals(new SaveOutcome.Saved())) {
        assertThat(outcomes.getLast()).isEqualTo(new SaveOutcome.Stale(0));
        assertThat(author.find(follower.id())).isEmpty();
      } else {
        assertThat(outcomes.getFirst()).isEqualTo(new SaveOutcome.FollowerChanged());
        assertThat(author.read(follower.id()).version()).isEqualTo(2);
      }
    }
  }

  @Test
  default void twoThatWantToUseEachOtherUpDoNotBlockEachOther() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      Assistant one = author.create("One " + race);
      Assistant two = author.create("Two " + race);
      List<SaveOutcome> outcomes =
          saveTogether(
              List.of(
                  author.openChange(one).using(Author.follower(two)),
                  author.openChange(two).using(Author.follower(one))));

      assertThat(outcomes)
          .containsExactlyInAnyOrder(new SaveOutcome.Saved(), new SaveOutcome.Stale(0));
    }
  }

  @Test
  default void manySaveTheSameContentsAtOnce() {
    Author author = author();
    for (int race = 0; race < 5; race++) {
      String round = "Round " + race;
      List<AssistantContent> shared =
          IntStream.range(0, 4).mapToObj(i -> Author.content(round, "Shared " + i)).toList();
      List<Callable<SaveOutcome>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        AssistantContent own = shared.get(w % shared.size());
        AssistantContent other = shared.get((w + 1) % shared.size());
        String slug = round + " writer " + w;
        writers.add(() -> {
          Change creation =
              author.creationChange(
                  author.birth(Author.freshId(), Slug.of(slug)), own, author.now());
          // Both orders of two contents: stores that lock them have to lock them in one order.
          return store().aggregates().save(creation.with(other.snapshot(), own.snapshot()));
        });
      }
      assertThat(Together.run(writers)).containsOnly(new SaveOutcome.Saved());
      for (AssistantContent content : shared) {
        ContentHash hash = content.snapshot().hash();
        assertThat(store().snapshots().find(author.tenant(), hash)).isPresent();
      }
    }
  }

  @Test
  default void aReaderSeesEachSaveWholeOrNotAtAll() {
    Author author = author();
    Assistant first = author.create("Observed");
    int edits = 60;
    Callable<Integer> writer =
        () -> {
          Assistant current = first;
          for (int i = 0; i < edits; i++) {
            current = author.editLive(current, "Edit " + i);
          }
          return edits;
        };
    Callable<Integer> reader =
        () -> {
          int seen = 0;
          while (seen < 1 + edits) {
            Assistant read = author.read(first.id());
            seen = Math.toIntExact(read.version());
            assertThat(store().snapshots().find(author.tenant(), read.live().content()))
                .isPresent();
            assertThat(
                    store()
                        .revisions()
                        .find(author.tenant(), first.id(), read.live().revision())
                        .map(Revision::hash))
                .contains(read.live().hash());
            assertThat(store().eventLog().of(first.ref(), read.sequence() - 1, 1)).hasSize(1);
          }
          return seen;
        };
    Together.run(List.of(writer, reader, reader));
  }

  @Test
  default void namesGivenUpAndClaimedAtOnceEndUpWithOneHolder() {
    Author author = author();
    for (int race = 0; race < RACES; race++) {
      String name = "Race " + race;
      Assistant holder = author.create(name);
      Change taker = author.creationChange(name);
      List<SaveOutcome> outcomes = saveTogether(List.of(author.deletionChange(holder), taker));

      assertThat(outcomes.getFirst()).isEqualTo(new SaveOutcome.Saved());
      if (outcomes.getLast().equals(new SaveOutcome.NameTaken())) {
        assertThat(author.named("ada:race-" + race)).isEmpty();
        author.mustSave(taker.with(new NameChange.Claim("ada:race-" + race)));
      } else {
        assertThat(outcomes.getLast()).isEqualTo(new SaveOutcome.Saved());
      }
      assertThat(author.named("ada:race-" + race))
          .contains(new AssistantId(taker.next().ref().id()));
    }
  }
}
