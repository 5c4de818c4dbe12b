package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.Parked;
import dev.galley.application.store.Change;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Role;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.item.Item;
import dev.galley.domain.model.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Something of everything that a store can hold, with what must not leave it. */
public final class Everything {
  /** Tenants whose order by UTF-16, or with their slash, is another one. */
  public static final List<TenantId> TENANTS =
      List.of(
          new TenantId("acme"),
          new TenantId("acme-test"),
          new TenantId("acme test"),
          new TenantId("\uFF21cme"),
          new TenantId("\uD83D\uDE80"));

  /** What lets somebody in. */
  public static final ContentHash LIVE_TOKEN = ContentHash.ofText("the token of live");

  /** What will let somebody in. */
  public static final ContentHash DRAFT_TOKEN = ContentHash.ofText("the token of a draft");

  /** What items say that wait to be swept. */
  public static final String LEFT_BEHIND = "left behind";

  /** Something of everything. */
  public static void into(StoreUnderTest store) {
    Publishing publishing = Publishing.takeOver(store);
    for (TenantId tenant : TENANTS) {
      Author author = Author.in(tenant, store);
      AssistantContent old = Author.content("Aged", "0");
      Assistant aged =
          author.saved(
              author.creationChange(
                  author.birth(old),
                  old,
                  new Stamp(Instant.parse("1990-01-01T00:00:00Z"), Author.NAME)));
      author.editLive(aged, "Younger.");
      author.delete(author.commit(author.edit(author.open(author.create("Erased")), "1")));
      publishing.place();
      while (store.housekeeping().eraseDeleted(100) > 0) {}
      while (store.housekeeping().forgetEvents(Duration.ofDays(10_000), false, 100) > 0) {}
      while (store.housekeeping().pruneRevisions(1, Duration.ofDays(10_000), 100) > 0) {}
      assertThat(store.revisions().find(tenant, aged.id(), 1))
          .matches(r -> r.orElseThrow().pruned());

      Assistant drafted = author.open(author.create(AssistantSamples.full("Drafted", 4)));
      author.edit(author.edit(drafted, "One."), "Two.");
      Assistant discarded =
          author.discard(author.edit(author.open(author.create("Discarded")), "1"));
      author.edit(author.open(discarded), "Again.");
      Assistant renamed = author.create("Renamed");
      author.mustSave(Author.renamingChange(renamed, Slug.of("called otherwise")));
      author.mustSave(
          Author.sharingChange(
              author.create("Shared"), List.of(new Share(Principal.user("eve"), Level.WRITE))));
      Assistant deleted = author.commit(author.edit(author.open(author.create("Deleted")), "1"));
      author.delete(author.edit(author.open(deleted), "Lost."));
      Assistant usedUp = author.create("Used up");
      author.mustSave(author.creationChange("User").using(Author.follower(usedUp)));
      author.mustSave(
          author
              .creationChange("Traced")
              .in("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
              .with(Author.receipt(Instant.parse("2026-03-03T03:03:03.003Z"))));
      publishing.published(publishing.pendingOf(renamed.ref()));
      publishing.place();
      Assistant parked = author.create("Parked");
      store
          .outbox()
          .park(
              publishing.on(parked.ref()),
              new Parked(
                  parked.ref(), 1, "Too \"long\".", Instant.ofEpochMilli(1_790_000_000_000L)));
      author.editLive(parked, "More.");
      RandomAssistants random = new RandomAssistants(new Random(tenant.value().hashCode()), author);
      for (int i = 0; i < 12; i++) {
        for (Change change : random.next()) {
          author.mustSave(change);
        }
      }
      populateAgents(tenant, store);
      populateItems(author, deleted);
      store.models().put(tenant, new Model("model-" + tenant.value(), "Model \u00fc", "fast"));
      store.models().put(tenant, new Model("own", "Own", "balanced"));
    }
    // Not even the content of what was pruned is there.
    store.awaitGrace();
    while (store.housekeeping().collectSnapshots(store.shortestGrace(), 100) > 0) {}
  }

  /** Tokens, and items of every kind: one that is there, one that is gone, one left behind. */
  private static void populateItems(Author author, Assistant deleted) {
    AssistantContent content = Author.content("With a token", "Help.");
    Assistant tokened =
        author.saved(
            author.creationChange(
                new Assistant.Birth(
                    Author.freshId(),
                    author.tenant(),
                    Author.SELF,
                    Slug.of("with a token"),
                    Optional.empty(),
                    List.of(),
                    Optional.of(LIVE_TOKEN)),
                content,
                author.now()));
    Assistant open = author.open(tokened);
    ChangeId id = Author.change();
    author.mustSave(
        Change.of(
            id,
            open.editDraft(
                    open.draft().orElseThrow().head(),
                    new TokenChange.Set(DRAFT_TOKEN),
                    author.now(),
                    id)
                .orElseThrow()));
    for (AggregateKind kind : AggregateKind.values()) {
      if (kind.isItem()) {
        item(author, kind, "there", tokened);
        Item gone = item(author, kind, "gone", tokened);
        ChangeId change = Author.change();
        author.mustSave(Change.of(change, gone.remove(author.now(), change)));
        item(author, kind, LEFT_BEHIND, deleted);
      }
    }
  }

  private static Item item(Author author, AggregateKind kind, String place, Assistant on) {
    Snapshot bytes = Snapshot.of(Json.of("bytes of " + kind.wireName() + " " + place));
    ChangeId change = Author.change();
    Item.Saying saying =
        new Item.Saying(
            JsonObject.builder().put("text", "é " + kind.wireName() + ' ' + place).build(),
            Set.of("on/" + on.id().value(), "every/" + kind.wireName()),
            kind.wireName() + place,
            Set.of(bytes.hash()));
    AggregateRef ref = new AggregateRef(author.tenant(), kind, UUID.randomUUID());
    Change creation = Change.of(change, Item.first(ref, saying, change)).with(bytes);
    author.mustSave(creation);
    return (Item) creation.next();
  }

  /** Agents and working copies in every state that there is. */
  private static void populateAgents(TenantId tenant, StoreUnderTest store) {
    AgentAuthor author = AgentAuthor.in(tenant, store);
    Agent demo = author.create("demo", 3);
    author.deploy("demo", 2);
    author.role("demo", "eve:x%", Optional.of(Role.EDITOR));
    for (String text : List.of("One.", "Two.", "Three.")) {
      author.write("demo", 3, text);
    }
    author.undo("demo", 3);
    author.pin("demo", 3, 3, "Undone");
    author.write("demo", 3, "Four.");
    author.write("demo", 2, "Thrown away.");
    author.discard("demo", 2);
    AgentAuthor eve = author.as("eve:x%");
    eve.saved(eve.copyChange(demo, 3, "Hers."));
    author.create("committed", 1);
    author.write("committed", 1, "Better.");
    author.commit("committed", 1);
    author.create("to-commit", 1);
    author.write("to-commit", 1, "Better.");
    author.create("moved", 1);
    author.write("moved", 1, "Revision 1 of moved");
    author.mint("moved", "Revision 2 of moved");
    author.rebase("moved", 1);
    author.discard("moved", 2);
    author.write("moved", 1, "The next one there.");
    author.create("again", 2);
    author.write("again", 2, "Of the first life.");
    author.delete("again");
    author.create("again", 1);
    author.sleep(Duration.ofHours(1));
    author.clear();
    author.create("gone", 1);
    author.write("gone", 1, "Not cleared yet.");
    author.delete("gone");
  }

  private Everything() {}
}
