package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each save's events are there, numbered without gaps. */
public interface EventLogContract extends StoreContract {

  @Test
  default void nothingHasHappenedToNothing() {
    assertThat(store().eventLog().of(author().creationChange("x").next().ref(), 0, 1_000))
        .isEmpty();
  }

  @Test
  default void eventsAreKeptAsTheyWereMade() {
    Author author = author();
    List<Event> expected = new ArrayList<>();
    Change creation = author.creationChange("Eventful");
    Assistant assistant = keep(author, creation, expected);
    assistant = keep(author, author.openChange(assistant), expected);
    assistant = keep(author, author.editChange(assistant, "Two."), expected);
    assistant = keep(author, author.commitChange(assistant), expected);
    assistant =
        keep(
            author,
            author.liveChange(assistant, Author.content("Eventful", "Three."), author.now()),
            expected);
    assistant = keep(author, author.openChange(assistant), expected);
    assistant = keep(author, author.commitChange(assistant), expected);
    Change deletion = author.deletionChange(assistant);
    author.mustSave(deletion);
    expected.addAll(deletion.events());

    assertThat(store().eventLog().of(assistant.ref(), 0, 1_000)).isEqualTo(expected);
    assertThat(expected)
        .extracting(Event::type)
        .containsExactly(
            EventType.ASSISTANT_CREATED,
            EventType.ASSISTANT_DRAFT_COMMITTED,
            EventType.ASSISTANT_LIVE_UPDATED,
            EventType.ASSISTANT_DELETED);
    assertThat(expected).extracting(Event::previous).containsExactly(0L, 0L, 1L, 3L);
    assertThat(store().eventLog().of(assistant.ref(), 1, 2)).isEqualTo(expected.subList(1, 3));
    assertThat(store().eventLog().of(assistant.ref(), 4, 2)).isEmpty();
  }

  private static Assistant keep(Author author, Change change, List<Event> events) {
    events.addAll(change.events());
    return author.saved(change);
  }

  @Test
  default void eventsBelongToOneAggregateOfOneTenant() {
    Author here = author();
    Author there = author();
    Assistant one = here.create("One");
    Assistant two = here.create("Two");
    Assistant same =
        there.saved(
            there.creationChange(
                there.birth(one.id(), one.slug()), Author.content("One", "x"), there.now()));

    assertThat(store().eventLog().of(one.ref(), 0, 10))
        .allMatch(event -> event.aggregate().equals(one.ref()))
        .hasSize(1);
    assertThat(store().eventLog().of(two.ref(), 0, 10)).hasSize(1);
    assertThat(store().eventLog().of(same.ref(), 0, 10))
        .allMatch(event -> event.aggregate().equals(same.ref()))
        .hasSize(1);
  }
}
