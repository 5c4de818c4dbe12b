package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.assistant.Leftovers;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What hangs on an assistant goes when it is deleted, and not before. */
public interface LeftoversContract extends StoreContract {
  /** Longer than anybody can be at work on a deleted assistant. */
  Duration LONGER = Duration.ofMinutes(11);

  private void hang(Assistant assistant, AggregateKind kind, int count) {
    for (int i = 0; i < count; i++) {
      UUID id = UUID.randomUUID();
      Snapshot content = Snapshot.of(Json.of("bytes of " + id));
      ChangeId change = Author.change();
      Item.Saying saying =
          new Item.Saying(
              JsonObject.EMPTY,
              Set.of(AssistantKeys.on(assistant.id()), "mine"),
              kind + "/" + id,
              Set.of(content.hash()));
      AggregateRef ref = new AggregateRef(assistant.tenant(), kind, id);
      assertThat(
              store()
                  .aggregates()
                  .save(Change.of(change, Item.first(ref, saying, change)).with(content)))
          .isEqualTo(new SaveOutcome.Saved());
    }
  }

  private List<Living> on(Assistant assistant) {
    return store()
        .aggregates()
        .listed(assistant.tenant(), AssistantKeys.on(assistant.id()), "", 1_000);
  }

  private List<Living> notes(TenantId tenant) {
    return store().aggregates().listed(tenant, AssistantKeys.LEFTOVERS, "", 100);
  }

  private static void clear(Office office) {
    while (office.clear(500) > 0) {}
  }

  @Test
  default void whatHangsOnADeletedAssistantIsErasedLater() {
    Author author = author();
    Office office = Office.of(author, store());
    Assistant deleted = author.create("Deleted");
    Assistant other = author.create("Other");
    hang(deleted, AggregateKind.FILE, 120);
    hang(deleted, AggregateKind.COMMENT, 1);
    office.report(office.chat(deleted, "bob"), "m1", "1");
    hang(other, AggregateKind.COMMENT, 2);
    office.delete(deleted);
    clear(office);
    assertThat(on(deleted)).hasSize(123);

    office.later(LONGER);
    clear(office);
    assertThat(on(deleted)).isEmpty();
    assertThat(on(other)).hasSize(2);
    assertThat(notes(author.tenant())).isEmpty();
    assertThat(store().aggregates().listed(author.tenant(), "mine", "", 10)).hasSize(2);
    assertThat(office.clear(500)).isZero();
  }

  @Test
  default void noMoreIsErasedAtOnceThanWasAskedFor() {
    Author author = author();
    Office office = Office.of(author, store());
    Assistant deleted = author.create("Deleted");
    hang(deleted, AggregateKind.COMMENT, 130);
    office.delete(deleted);
    office.later(LONGER);

    assertThat(office.clear(110)).isEqualTo(110);
    assertThat(on(deleted)).hasSize(20);
    assertThat(notes(author.tenant())).hasSize(1);
    assertThat(office.clear(110)).isEqualTo(20);
    assertThat(notes(author.tenant())).isEmpty();
  }

  @Test
  default void anAssistantThatStayedKeepsWhatItHas() {
    Author author = author();
    Assistant assistant = author.create("Staying");
    hang(assistant, AggregateKind.COMMENT, 3);
    Office failing = Office.of(author, store(), new NothingIsDeleted(store().aggregates()));
    assertThatThrownBy(() -> failing.delete(assistant)).isInstanceOf(StoreUnavailable.class);
    assertThat(notes(author.tenant())).hasSize(1);

    Office office = Office.of(author, store());
    clear(office);
    assertThat(notes(author.tenant())).hasSize(1);
    office.later(LONGER);
    clear(office);
    assertThat(notes(author.tenant())).isEmpty();
    assertThat(on(assistant)).hasSize(3);

    office.delete(assistant);
    assertThat(notes(author.tenant())).hasSize(1);
    office.later(LONGER);
    clear(office);
    assertThat(on(assistant)).isEmpty();
    assertThat(notes(author.tenant())).isEmpty();
  }

  @Test
  default void aClockFarAheadSettlesNoNoteOfWhatIsAboutToGo() {
    Author author = author();
    Office ahead = Office.of(author, store());
    ahead.later(LONGER);
    Assistant first = author.create("Settled before it goes");
    Office.of(
            author,
            store(),
            new Meanwhile(
                store().aggregates(),
                change -> change.next() instanceof Tombstone,
                () -> clear(ahead)))
        .delete(first);
    assertThat(notes(author.tenant())).hasSize(1);

    Assistant second = author.create("Settled as it goes");
    Office failing = Office.of(author, store(), new NothingIsDeleted(store().aggregates()));
    assertThatThrownBy(() -> failing.delete(second)).isInstanceOf(StoreUnavailable.class);
    Office settling =
        Office.of(
            author,
            store(),
            new Meanwhile(
                store().aggregates(),
                change -> change.next() instanceof Item item && item.keys().isEmpty(),
                () -> author.delete(second)));
    settling.later(LONGER);
    settling.clear(500);
    assertThat(notes(author.tenant()))
        .extracting(note -> Leftovers.of((Item) note).assistant())
        .contains(second.id());
  }

  @Test
  default void whoTriesAgainHasTheNoteWaitAnew() {
    Author author = author();
    Assistant assistant = author.create("Tried twice");
    hang(assistant, AggregateKind.COMMENT, 1);
    Office failing = Office.of(author, store(), new NothingIsDeleted(store().aggregates()));
    assertThatThrownBy(() -> failing.delete(assistant)).isInstanceOf(StoreUnavailable.class);
    Office office = Office.of(author, store());
    office.later(LONGER);
    office.delete(assistant);
    office.later(Duration.ofMinutes(9));
    clear(office);
    assertThat(on(assistant)).hasSize(1);
    assertThat(Leftovers.of((Item) notes(author.tenant()).getFirst()).noted().by())
        .isEqualTo(Author.NAME);

    office.later(Duration.ofMinutes(2));
    clear(office);
    assertThat(on(assistant)).isEmpty();
  }

  @Test
  default void oneThatCannotBeClearedKeepsNoOtherFromItsTurn() {
    Author author = author();
    Assistant first = author.create("First");
    Assistant second = author.create("Second");
    Assistant third = author.create("Third");
    List<Assistant> all = List.of(first, second, third);
    all.forEach(assistant -> hang(assistant, AggregateKind.COMMENT, 2));
    Office failing =
        Office.of(
            author, store(), new NotListed(store().aggregates(), AssistantKeys.on(second.id())));
    all.forEach(failing::delete);
    failing.later(LONGER);

    assertThatThrownBy(() -> failing.clear(500)).isInstanceOf(StoreUnavailable.class);
    assertThat(on(first)).isEmpty();
    assertThat(on(second)).hasSize(2);
    assertThat(on(third)).isEmpty();
    Office office = Office.of(author, store());
    office.later(LONGER);
    clear(office);
    assertThat(on(second)).isEmpty();
  }

  /** A store that is lost whenever an assistant is to be deleted. */
  final class NothingIsDeleted extends ForwardingAggregates {

    NothingIsDeleted(Aggregates store) {
      super(store);
    }

    @Override
    public SaveOutcome save(Change change) {
      if (change.next() instanceof Tombstone
          && change.next().ref().kind() == AggregateKind.ASSISTANT) {
        throw new StoreUnavailable("planted", null);
      }
      return super.save(change);
    }
  }

  /** A store in which something happens before a certain save. */
  final class Meanwhile extends ForwardingAggregates {
    private final Predicate<Change> before;
    private final Runnable what;

    Meanwhile(Aggregates store, Predicate<Change> before, Runnable what) {
      super(store);
      this.before = before;
      this.what = what;
    }

    @Override
    public SaveOutcome save(Change change) {
      if (before.test(change)) {
        what.run();
      }
      return super.save(change);
    }
  }

  /** A store that does not tell what is in one list. */
  final class NotListed extends ForwardingAggregates {
    private final String key;

    NotListed(Aggregates store, String key) {
      super(store);
      this.key = key;
    }

    @Override
    public List<Living> listed(TenantId tenant, String list, String after, int limit) {
      if (list.equals(key)) {
        throw new StoreUnavailable("planted", null);
      }
      return super.listed(tenant, list, after, limit);
    }
  }
}
