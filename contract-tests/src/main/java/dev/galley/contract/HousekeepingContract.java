package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Parked;
import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Receipt;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sweeps take what is no longer wanted, so many at a time, and can be run again at any time. */
public interface HousekeepingContract extends StoreContract {

  @Test
  default void theRevisionsAndHeadsOfADeletedAssistantAreErased() {
    Author author = author();
    Assistant doomed = author.edit(author.open(author.create("Doomed")), "Draft.");
    Assistant other = author.edit(author.open(author.create("Other")), "Draft.");
    UUID draft = doomed.draft().orElseThrow().id();
    UUID otherDraft = other.draft().orElseThrow().id();
    author.delete(doomed);
    erase();

    assertThat(store().revisions().find(author.tenant(), doomed.id(), 1)).isEmpty();
    assertThat(store().revisions().before(author.tenant(), doomed.id(), 99, 10)).isEmpty();
    assertThat(store().revisions().history(author.tenant(), doomed.id(), draft, 99, 10)).isEmpty();
    assertThat(store().revisions().before(author.tenant(), other.id(), 99, 10)).hasSize(1);
    assertThat(store().revisions().history(author.tenant(), other.id(), otherDraft, 99, 10))
        .hasSize(2);
    assertThat(store().eventLog().of(doomed.ref(), 0, 10)).hasSize(2);
  }

  private void erase() {
    while (store().housekeeping().eraseDeleted(10) > 0
        || store().housekeeping().eraseEndedDrafts(10) > 0) {}
  }

  @Test
  default void whatWasUsedUpIsErased() {
    Author author = author();
    Assistant follower = author.open(author.create("Used up"));
    author.mustSave(author.creationChange("User").using(Author.follower(follower)));
    erase();

    assertThat(store().revisions().before(author.tenant(), follower.id(), 99, 10)).isEmpty();
    assertThat(
            store()
                .revisions()
                .history(
                    author.tenant(), follower.id(), follower.draft().orElseThrow().id(), 99, 10))
        .isEmpty();
  }

  @Test
  default void deletedOnesAreErasedSoManyAtATime() {
    Author author = author();
    erase();
    for (int i = 0; i < 3; i++) {
      author.delete(author.create("Doomed " + i));
    }
    assertThat(store().housekeeping().eraseDeleted(2)).isEqualTo(2);
    assertThat(store().housekeeping().eraseDeleted(2)).isEqualTo(1);
    assertThat(store().housekeeping().eraseDeleted(2)).isZero();
  }

  @Test
  default void theHeadsOfEndedDraftsAreErased() {
    Author author = author();
    erase();
    Assistant assistant = author.edit(author.open(author.create("Drafted")), "One.");
    UUID committed = assistant.draft().orElseThrow().id();
    assistant = author.edit(author.open(author.commit(assistant)), "Two.");
    UUID discarded = assistant.draft().orElseThrow().id();
    assistant = author.edit(author.open(author.discard(assistant)), "Three.");
    UUID open = assistant.draft().orElseThrow().id();

    assertThat(store().housekeeping().eraseEndedDrafts(3)).isEqualTo(3);
    assertThat(store().housekeeping().eraseEndedDrafts(3)).isEqualTo(1);
    assertThat(store().housekeeping().eraseEndedDrafts(3)).isZero();
    for (UUID ended : List.of(committed, discarded)) {
      assertThat(store().revisions().history(author.tenant(), assistant.id(), ended, 99, 10))
          .isEmpty();
    }
    assertThat(store().revisions().history(author.tenant(), assistant.id(), open, 99, 10))
        .hasSize(2);
  }

  @Test
  default void oneCallErasesManyShortDrafts() {
    Author author = author();
    erase();
    for (int i = 0; i < 120; i++) {
      author.commit(author.edit(author.open(author.create("Short " + i)), "Better."));
    }
    assertThat(store().housekeeping().eraseEndedDrafts(500)).isEqualTo(240);
    assertThat(store().housekeeping().eraseEndedDrafts(500)).isZero();
  }

  @Test
  default void receiptsAreForgottenWithAge() {
    Author author = author();
    Instant now = Instant.now();
    while (store().housekeeping().forgetReceipts(Duration.ofHours(24), 100) > 0) {}
    List<Receipt> old = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      old.add(Author.receipt(now.minus(Duration.ofHours(30 - i))));
      author.mustSave(author.creationChange("Old " + i).with(old.getLast()));
    }
    Receipt young = Author.receipt(now.minus(Duration.ofHours(20)));
    author.mustSave(author.creationChange("Young").with(young));

    assertThat(store().housekeeping().forgetReceipts(Duration.ofHours(24), 2)).isEqualTo(2);
    assertThat(store().receipts().find(author.tenant(), old.getLast().key())).isPresent();
    assertThat(store().housekeeping().forgetReceipts(Duration.ofHours(24), 2)).isEqualTo(1);
    assertThat(store().housekeeping().forgetReceipts(Duration.ofHours(24), 2)).isZero();
    for (Receipt receipt : old) {
      assertThat(store().receipts().find(author.tenant(), receipt.key())).isEmpty();
    }
    assertThat(store().receipts().find(author.tenant(), young.key())).isPresent();
  }

  /** Older than any event of other tests, by any clock. */
  private static Stamp longAgo(int second) {
    return new Stamp(Instant.parse("1971-01-01T00:00:00Z").plusSeconds(second), Author.NAME);
  }

  private static Stamp farAhead(int second) {
    return new Stamp(Instant.parse("2200-01-01T00:00:00Z").plusSeconds(second), Author.NAME);
  }

  private int forget(boolean publishedOnly, int limit) {
    return store().housekeeping().forgetEvents(Duration.ofDays(10_000), publishedOnly, limit);
  }

  private static Assistant created(Author author, String name, Stamp stamp) {
    AssistantContent content = Author.content(name, "0");
    return author.saved(author.creationChange(author.birth(content), content, stamp));
  }

  private static Assistant edited(Author author, Assistant assistant, String text, Stamp stamp) {
    AssistantContent content = Author.content(assistant.live().summary().name(), text);
    return author.saved(author.liveChange(assistant, content, stamp));
  }

  private List<Event> feedOf(Author author) {
    return store().eventFeed().after(author.tenant(), 0, 1_000).entries().stream()
        .map(FeedPage.Entry::event)
        .toList();
  }

  private long horizon(Author author) {
    return store().eventFeed().after(author.tenant(), 0, 1).horizon();
  }

  /** Events of that age that other tests have left are gone, and all have positions. */
  private Publishing afterAllOthers() {
    Publishing publishing = Publishing.afterAllOthers(store());
    while (forget(false, 1_000) > 0) {}
    return publishing;
  }

  @Test
  default void eventsAreForgottenWithAge() {
    Publishing publishing = afterAllOthers();
    Author author = author();
    Author other = author();
    Assistant assistant = created(author, "Aged", longAgo(1));
    assistant = edited(author, assistant, "1", longAgo(1));
    assistant = edited(author, assistant, "2", farAhead(1));
    created(other, "Young", farAhead(2));
    publishing.place();
    List<FeedPage.Entry> entries = store().eventFeed().after(author.tenant(), 0, 10).entries();
    assertThat(entries).hasSize(3);

    assertThat(forget(false, 1_000)).isEqualTo(2);
    assertThat(forget(false, 1_000)).isZero();
    assertThat(store().eventLog().of(assistant.ref(), 0, 10))
        .extracting(Event::sequence)
        .containsExactly(3L);
    assertThat(publishing.pendingOf(assistant.ref()))
        .extracting(Event::sequence)
        .containsExactly(3L);
    FeedPage left = store().eventFeed().after(author.tenant(), 0, 10);
    assertThat(left.entries()).isEqualTo(entries.subList(2, 3));
    assertThat(left.horizon()).isEqualTo(entries.get(1).position());
    assertThat(horizon(other)).isZero();
    assertThat(feedOf(other)).hasSize(1);
    assertThat(author.read(assistant.id())).isEqualTo(assistant);
  }

  @Test
  default void eventsAreForgottenSoManyAtATimeOldestFirst() {
    Publishing publishing = afterAllOthers();
    Author author = author();
    Assistant assistant = created(author, "Aged", longAgo(1));
    for (int i = 2; i <= 5; i++) {
      assistant = edited(author, assistant, "" + i, longAgo(i));
    }
    publishing.place();

    assertThat(forget(false, 2)).isEqualTo(2);
    assertThat(feedOf(author)).extracting(Event::sequence).containsExactly(3L, 4L, 5L);
    assertThat(publishing.pendingOf(assistant.ref()))
        .extracting(Event::sequence)
        .containsExactly(3L, 4L, 5L);
    assertThat(forget(false, 2)).isEqualTo(2);
    assertThat(forget(false, 2)).isEqualTo(1);
    assertThat(forget(false, 2)).isZero();
    assertThat(feedOf(author)).isEmpty();
  }

  @Test
  default void anEventWithoutAPositionIsNotForgotten() {
    Publishing publishing = afterAllOthers();
    Author author = author();
    Assistant assistant = created(author, "Unplaced", longAgo(1));
    publishing.published(publishing.pendingOf(assistant.ref()));

    assertThat(forget(false, 1_000)).isZero();
    assertThat(store().eventLog().of(assistant.ref(), 0, 10)).hasSize(1);
    publishing.place();
    assertThat(forget(false, 1_000)).isEqualTo(1);
  }

  @Test
  default void anUnpublishedEventIsKeptWhereItIsAskedFor() {
    Publishing publishing = afterAllOthers();
    Author author = author();
    Assistant waiting = created(author, "Waiting", longAgo(1));
    Assistant parked = created(author, "Parked", longAgo(2));
    Assistant sent = created(author, "Sent", longAgo(3));
    publishing.place();
    publishing.published(publishing.pendingOf(sent.ref()));
    Parked park = new Parked(parked.ref(), 1, "Too long.", longAgo(9).at());
    store().outbox().park(publishing.on(parked.ref()), park);

    assertThat(forget(true, 1)).isEqualTo(1);
    assertThat(forget(true, 1)).isZero();
    assertThat(feedOf(author))
        .extracting(Event::aggregate)
        .containsExactly(waiting.ref(), parked.ref());
    assertThat(publishing.pendingOf(waiting.ref())).hasSize(1);

    assertThat(forget(false, 1_000)).isEqualTo(2);
    assertThat(publishing.pendingOf(waiting.ref())).isEmpty();
    assertThat(store().outbox().parked("", 1_000))
        .extracting(Parked::aggregate)
        .doesNotContain(parked.ref());
    assertThat(store().outbox().replay(parked.ref())).isEmpty();
    Assistant later = edited(author, parked, "Later.", farAhead(1));
    assertThat(publishing.pendingOf(parked.ref()))
        .extracting(Event::sequence)
        .containsExactly(later.sequence());
  }

  @Test
  default void aParkedAggregateWithAnEventLeftStaysParked() {
    Publishing publishing = afterAllOthers();
    Author author = author();
    Assistant assistant = created(author, "Parked", longAgo(1));
    assistant = edited(author, assistant, "1", farAhead(1));
    publishing.place();
    Parked park = new Parked(assistant.ref(), 1, "Too long.", longAgo(9).at());
    store().outbox().park(publishing.on(assistant.ref()), park);

    assertThat(forget(false, 1_000)).isEqualTo(1);
    assertThat(publishing.pendingOf(assistant.ref())).isEmpty();
    assertThat(store().outbox().replay(assistant.ref())).contains(park);
    assertThat(publishing.pendingOf(assistant.ref()))
        .extracting(Event::sequence)
        .containsExactly(2L);
  }

  @Test
  default void theHorizonDoesNotFallWhenAYoungerPositionWasTheOlderEvent() {
    Publishing publishing = afterAllOthers();
    Author author = author();
    created(author, "Younger, placed first", longAgo(5));
    publishing.place();
    created(author, "Older, placed late", longAgo(1));
    publishing.place();
    long last = store().eventFeed().last(author.tenant());

    assertThat(forget(false, 1)).isEqualTo(1);
    long horizon = horizon(author);
    assertThat(forget(false, 1)).isEqualTo(1);
    assertThat(horizon).isPositive();
    assertThat(horizon(author)).isEqualTo(last);
    assertThat(store().eventFeed().last(author.tenant())).isEqualTo(last);
  }

  @Test
  default void positionsGoOnWhenAllEventsAreForgotten() {
    Publishing publishing = afterAllOthers();
    Author author = author();
    Assistant assistant = created(author, "Forgotten", longAgo(1));
    publishing.place();
    long last = store().eventFeed().last(author.tenant());
    assertThat(last).isPositive();
    // Everything there is, of all tenants: positions must not come from what is left.
    while (store().housekeeping().forgetEvents(Duration.ofDays(-365_000), false, 1_000) > 0) {}

    assertThat(feedOf(author)).isEmpty();
    assertThat(store().eventFeed().last(author.tenant())).isEqualTo(last);
    assertThat(horizon(author)).isEqualTo(last);
    edited(author, assistant, "1", longAgo(2));
    publishing.place();
    assertThat(store().eventFeed().after(author.tenant(), last, 10).entries())
        .extracting(FeedPage.Entry::position)
        .containsExactly(last + 1);
    assertThat(store().eventFeed().last(author.tenant())).isEqualTo(last + 1);
    assertThat(horizon(author)).isEqualTo(last);
  }

  @Test
  default void aTombstoneGoesWithItsLastEventAndWithWhatIsToErase() {
    for (boolean eraseFirst : List.of(true, false)) {
      Publishing publishing = afterAllOthers();
      erase();
      Author author = author();
      Assistant early = created(author, "Early", longAgo(1));
      Assistant late = created(author, "Late", farAhead(1));
      Change deletionOfEarly = deletion(early, longAgo(2));
      Change deletionOfLate = deletion(late, farAhead(2));
      author.mustSave(deletionOfEarly);
      author.mustSave(deletionOfLate);
      publishing.place();
      assertThat(forget(false, 1)).isEqualTo(1);
      assertThat(happened(deletionOfEarly)).as("with an event left").isTrue();

      if (eraseFirst) {
        erase();
        assertThat(happened(deletionOfEarly)).as("with an event left").isTrue();
      }
      assertThat(forget(false, 1)).isEqualTo(1);
      erase();
      assertThat(happened(deletionOfEarly)).isFalse();
      assertThat(happened(deletionOfLate)).isTrue();
      assertThat(author.find(early.id())).isEmpty();
      assertThat(store().revisions().before(author.tenant(), early.id(), 99, 10)).isEmpty();
      assertThat(store().eventLog().of(late.ref(), 0, 10)).hasSize(2);
    }
  }

  private static Change deletion(Assistant assistant, Stamp stamp) {
    ChangeId id = Author.change();
    return Change.of(id, assistant.delete(stamp, id)).with(new NameChange.GiveUp());
  }

  private boolean happened(Change change) {
    return store().aggregates().happened(change.next().ref(), change.id());
  }

  private int prune(int keep, int limit) {
    return store().housekeeping().pruneRevisions(keep, Duration.ofDays(10_000), limit);
  }

  private Revision revision(Author author, Assistant assistant, long number) {
    return store().revisions().find(author.tenant(), assistant.id(), number).orElseThrow();
  }

  private List<Long> pruned(Author author, Assistant assistant) {
    return store().revisions().before(author.tenant(), assistant.id(), 99, 99).reversed().stream()
        .filter(Revision::pruned)
        .map(Revision::number)
        .toList();
  }

  /** An assistant with five revisions of long ago and two that are young, nothing inside. */
  private Assistant withOldRevisions(Author author) {
    Publishing publishing = afterAllOthers();
    while (prune(1, 1_000) > 0) {}
    Assistant assistant = created(author, "Old", longAgo(1));
    for (int i = 2; i <= 7; i++) {
      assistant = edited(author, assistant, "" + i, i <= 5 ? longAgo(i) : farAhead(i));
    }
    publishing.place();
    return assistant;
  }

  @Test
  default void anOldRevisionGivesUpItsContentAndStays() {
    Author author = author();
    Assistant assistant = withOldRevisions(author);
    Revision first = revision(author, assistant, 1);
    List<Revision> before =
        store().revisions().before(author.tenant(), assistant.id(), Long.MAX_VALUE, 99);

    assertThat(prune(7, 1_000)).isZero();
    assertThat(prune(4, 1_000)).isEqualTo(3);
    assertThat(pruned(author, assistant)).containsExactly(1L, 2L, 3L);
    assertThat(revision(author, assistant, 1)).isEqualTo(first.withoutContent());
    assertThat(prune(1, 1_000)).as("not the young ones").isEqualTo(2);
    assertThat(prune(1, 1_000)).isZero();
    assertThat(pruned(author, assistant)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(store().revisions().before(author.tenant(), assistant.id(), Long.MAX_VALUE, 99))
        .isEqualTo(before.stream().map(r -> r.number() <= 5 ? r.withoutContent() : r).toList())
        .allMatch(Revision::intact);
    assertThat(author.read(assistant.id())).isEqualTo(assistant);
    assertThat(revision(author, author.editLive(assistant, "On."), 8).parent())
        .contains(assistant.live().hash());
  }

  @Test
  default void revisionsArePrunedSoManyAtATime() {
    Author author = author();
    Assistant assistant = withOldRevisions(author);

    assertThat(prune(1, 2)).isEqualTo(2);
    assertThat(pruned(author, assistant)).hasSize(2);
    assertThat(prune(1, 2)).isEqualTo(2);
    assertThat(prune(1, 2)).isEqualTo(1);
    assertThat(prune(1, 2)).isZero();
  }

  @Test
  default void theContentOfAPrunedRevisionCanBeCollected() {
    Author author = author();
    Assistant assistant = withOldRevisions(author);
    var first = revision(author, assistant, 1).content();
    var fourth = revision(author, assistant, 4).content();
    assertThat(forget(false, 1_000)).isEqualTo(5);
    store().awaitGrace();
    while (store().housekeeping().collectSnapshots(store().shortestGrace(), 1_000) > 0) {}
    assertThat(store().snapshots().find(author.tenant(), first)).isPresent();

    assertThat(prune(4, 1_000)).isEqualTo(3);
    while (store().housekeeping().collectSnapshots(store().shortestGrace(), 1_000) > 0) {}
    assertThat(store().snapshots().find(author.tenant(), first)).isEmpty();
    assertThat(store().snapshots().find(author.tenant(), fourth)).isPresent();
  }

  @Test
  default void aRevisionThatSomethingStandsOnIsNotPruned() {
    Author author = author();
    Publishing publishing = afterAllOthers();
    // By its age anything may go; other tests are over.
    Duration anyAge = Duration.ofDays(-365_000);
    while (store().housekeeping().pruneRevisions(1, anyAge, 1_000) > 0) {}
    Assistant assistant = author.editLive(author.create("Stood upon"), "2");
    assistant = author.discard(author.edit(author.open(assistant), "Discarded on 2."));
    assistant = author.editLive(assistant, "3");
    assistant = author.edit(author.open(assistant), "Begun on 3.");
    assistant = author.editLive(author.editLive(assistant, "4"), "5");
    assistant = author.saved(author.rebaseChange(assistant, "Rebased onto 5."));
    assistant = author.editLive(author.editLive(assistant, "6"), "7");
    publishing.place();

    assertThat(store().housekeeping().pruneRevisions(1, anyAge, 1_000)).isEqualTo(3);
    assertThat(pruned(author, assistant)).containsExactly(1L, 4L, 6L);
    assistant = author.undo(assistant);
    assertThat(assistant.draft().orElseThrow().base()).isEqualTo(3);
    assistant = author.discard(assistant);
    assertThat(store().housekeeping().pruneRevisions(1, anyAge, 1_000)).isEqualTo(1);
    assertThat(pruned(author, assistant)).containsExactly(1L, 4L, 5L, 6L);
    author.mustSave(author.restoreChange(assistant));
  }

  @Test
  default void whatIsDeletedIsNotPruned() {
    Author author = author();
    Assistant assistant = withOldRevisions(author);
    author.delete(assistant);

    assertThat(prune(1, 1_000)).isZero();
    erase();
    assertThat(prune(1, 1_000)).isZero();
  }

  @Test
  default void theContentOfAForgottenEventCanBeCollected() {
    Publishing publishing = afterAllOthers();
    Author author = author();
    Assistant assistant = created(author, "Once", longAgo(1));
    var former = assistant.live().content();
    author.mustSave(deletion(assistant, longAgo(2)));
    publishing.place();
    assertThat(forget(false, 1_000)).isEqualTo(2);
    erase();
    store().awaitGrace();
    while (store().housekeeping().collectSnapshots(store().shortestGrace(), 1_000) > 0) {}

    assertThat(store().snapshots().find(author.tenant(), former)).isEmpty();
  }
}
