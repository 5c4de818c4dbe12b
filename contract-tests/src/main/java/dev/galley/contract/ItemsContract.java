package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Aggregates.Found;
import dev.galley.application.store.Aggregates.Place;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.item.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Items are kept, found in their lists, and hold the contents that they refer to. */
public interface ItemsContract extends StoreContract {

  private static JsonObject said(String text) {
    return JsonObject.builder().put("text", text).build();
  }

  private static AggregateRef fresh(TenantId tenant, AggregateKind kind) {
    return new AggregateRef(tenant, kind, UUID.randomUUID());
  }

  private Item kept(AggregateRef ref, Item.Saying saying, Snapshot... contents) {
    ChangeId change = Author.change();
    Change creation = Change.of(change, Item.first(ref, saying, change)).with(contents);
    assertThat(store().aggregates().save(creation)).isEqualTo(new SaveOutcome.Saved());
    return (Item) creation.next();
  }

  private List<String> places(TenantId tenant, String key) {
    return store().aggregates().listed(tenant, key, "", 100).stream().map(Living::order).toList();
  }

  @Test
  default void anItemOfEveryKindIsFoundAsItWasSaved() {
    TenantId tenant = author().tenant();
    Arrays.stream(AggregateKind.values())
        .filter(AggregateKind::isItem)
        .forEach(kind -> {
          Item.Saying saying =
              new Item.Saying(
                  said("é \"" + kind.wireName() + "\""),
                  Set.of("a", "b/" + kind.wireName()),
                  kind.wireName());
          Item item = kept(fresh(tenant, kind), saying);
          assertThat(store().aggregates().find(item.ref())).contains(item);
          assertThat(store().aggregates().listed(tenant, "b/" + kind.wireName(), "", 9))
              .containsExactly(item);
        });
    assertThat(places(tenant, "a")).isSorted().hasSizeGreaterThan(5);
    assertThat(places(author().tenant(), "a")).isEmpty();
  }

  @Test
  default void anItemSaysSomethingElseInOtherLists() {
    TenantId tenant = author().tenant();
    Item item =
        kept(fresh(tenant, AggregateKind.CHAT), new Item.Saying(said("1"), Set.of("old"), "x"));
    ChangeId change = Author.change();
    Change next =
        Change.of(change, item.next(new Item.Saying(said("2"), Set.of("new"), "y"), change));
    assertThat(store().aggregates().save(next)).isEqualTo(new SaveOutcome.Saved());

    assertThat(store().aggregates().save(next)).isEqualTo(new SaveOutcome.Stale(2));
    assertThat(store().aggregates().find(item.ref())).contains((Item) next.next());
    assertThat(places(tenant, "old")).isEmpty();
    assertThat(places(tenant, "new")).containsExactly("y");
  }

  @Test
  default void anItemThatIsGoneIsInNoList() {
    Author author = author();
    Item item =
        kept(
            fresh(author.tenant(), AggregateKind.COMMENT),
            new Item.Saying(said("1"), Set.of("list"), "x"));
    ChangeId change = Author.change();
    Change removal = Change.of(change, item.remove(author.now(), change));
    assertThat(store().aggregates().save(removal)).isEqualTo(new SaveOutcome.Saved());

    assertThat(store().aggregates().find(item.ref())).isEmpty();
    assertThat(places(author.tenant(), "list")).isEmpty();
    assertThat(store().aggregates().count(author.tenant(), "list", 9)).isZero();
    assertThat(store().aggregates().everywhere("list", 100)).doesNotContain(item.ref());
    while (store().housekeeping().eraseDeleted(10) > 0) {}
    assertThat(store().aggregates().find(item.ref())).isEmpty();
  }

  @Test
  default void aListOfAllTenantsIsWalkedTenantByTenant() {
    String key = "walked/" + UUID.randomUUID();
    String prefix = UUID.randomUUID().toString();
    List<TenantId> tenants =
        Stream.of("", "-", "_", "a").map(end -> new TenantId(prefix + end)).toList();
    List<Place> all = new ArrayList<>();
    for (TenantId tenant : tenants.reversed()) {
      for (String order : List.of("é", "b/2", "a", "b", "z", "Z")) {
        kept(
            fresh(tenant, AggregateKind.CHAT),
            new Item.Saying(JsonObject.EMPTY, Set.of(key, "other"), order));
      }
    }
    for (TenantId tenant : tenants) {
      for (String order : List.of("Z", "a", "b", "b/2", "z", "é")) {
        all.add(new Place(tenant.value(), order));
      }
    }

    List<Place> walked = new ArrayList<>();
    List<Found> page = store().aggregates().everywhere(key, Place.BEGINNING, 5);
    while (!page.isEmpty()) {
      for (Found found : page) {
        Living living = store().aggregates().find(found.ref()).orElseThrow();
        assertThat(found.place())
            .isEqualTo(new Place(living.ref().tenant().value(), living.order()));
        walked.add(found.place());
      }
      page = store().aggregates().everywhere(key, walked.getLast(), 5);
    }
    assertThat(walked).isEqualTo(all);
    assertThat(store().aggregates().everywhere(key, Place.behind(tenants.get(1)), 1))
        .extracting(Found::place)
        .containsExactly(all.get(12));
    assertThat(store().aggregates().everywhere(key, Place.behind(tenants.getLast()), 1)).isEmpty();
    assertThat(store().aggregates().everywhere(key, 3))
        .extracting(AggregateRef::tenant)
        .containsOnly(tenants.getFirst());
  }

  @Test
  default void anItemChangesAnotherOneInTheSameSave() {
    TenantId tenant = author().tenant();
    Item parent =
        kept(fresh(tenant, AggregateKind.COMMENT), new Item.Saying(said("0"), Set.of("p"), "a"));
    AggregateRef ref = fresh(tenant, AggregateKind.COMMENT);
    ChangeId change = Author.change();
    Item counted = parent.next(new Item.Saying(said("1"), Set.of("p", "q"), "a"), change).next();
    Change reply =
        Change.of(change, Item.first(ref, new Item.Saying(said("re"), Set.of("p"), "b"), change))
            .using(Follower.ending(counted));
    assertThat(store().aggregates().save(reply)).isEqualTo(new SaveOutcome.Saved());
    assertThat(store().aggregates().find(parent.ref())).contains(counted);
    assertThat(places(tenant, "p")).containsExactly("a", "b");
    assertThat(places(tenant, "q")).containsExactly("a");

    // Who has seen it before that counts on something else.
    ChangeId late = Author.change();
    Change second =
        Change.of(
                late,
                Item.first(
                    fresh(tenant, AggregateKind.COMMENT),
                    new Item.Saying(said("late"), Set.of("p"), "c"),
                    late))
            .using(
                Follower.ending(
                    parent.next(new Item.Saying(said("1"), Set.of("p"), "a"), late).next()));
    assertThat(store().aggregates().save(second)).isEqualTo(new SaveOutcome.FollowerChanged());
    assertThat(places(tenant, "p")).containsExactly("a", "b");

    ChangeId end = Author.change();
    Item again = counted.next(new Item.Saying(said("0"), Set.of("p"), "a"), end).next();
    Item child = (Item) reply.next();
    Change removal =
        Change.of(end, child.remove(author().now(), end)).using(Follower.ending(again));
    assertThat(store().aggregates().save(removal)).isEqualTo(new SaveOutcome.Saved());
    assertThat(store().aggregates().find(parent.ref())).contains(again);
    assertThat(places(tenant, "p")).containsExactly("a");
    assertThat(places(tenant, "q")).isEmpty();
  }

  @Test
  default void whatAnItemRefersToStaysAsLongAsItDoes() {
    Author author = author();
    Snapshot content = Snapshot.of(Json.of("bytes " + UUID.randomUUID()));
    Item item =
        kept(
            fresh(author.tenant(), AggregateKind.FILE),
            new Item.Saying(said("1"), Set.of(), "x", Set.of(content.hash())),
            content);
    collectAll();
    assertThat(store().snapshots().find(author.tenant(), content.hash())).contains(content);

    ChangeId change = Author.change();
    store().aggregates().save(Change.of(change, item.remove(author.now(), change)));
    collectAll();
    assertThat(store().snapshots().find(author.tenant(), content.hash())).isEmpty();
  }

  private void collectAll() {
    store().awaitGrace();
    while (store().housekeeping().collectSnapshots(store().shortestGrace(), 1_000) > 0) {}
  }

  @Test
  default void anAssistantIsFoundByItsOpenDraft() {
    Author author = author();
    Assistant assistant = author.create("With a draft");
    String mine = AssistantKeys.drafts(Author.SELF);
    assertThat(places(author.tenant(), mine)).isEmpty();
    assistant = author.open(assistant);

    assertThat(store().aggregates().listed(author.tenant(), mine, "", 9))
        .containsExactly(assistant);
    assertThat(store().aggregates().listed(author.tenant(), AssistantKeys.DRAFTS, "", 9))
        .containsExactly(assistant);
    assertThat(places(author.tenant(), AssistantKeys.drafts(Principal.user("eve")))).isEmpty();
    author.discard(assistant);
    assertThat(places(author.tenant(), mine)).isEmpty();
    assertThat(places(author.tenant(), AssistantKeys.DRAFTS)).isEmpty();
  }
}
