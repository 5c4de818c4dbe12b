package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients follow what others of the same user do to a draft. */
interface DraftStreamsHttpContract extends HttpContract {

  private static void tells(Following stream, String event, Object... members) {
    Following.Block block = stream.event();
    assertThat(block.event()).as(block.data()).isEqualTo(event);
    assertThat(block.json()).isEqualTo(Body.of(members));
  }

  private static Call save(Person alice, Studio studio, String comment, int seen, String client) {
    return alice
        .put(studio.draft(0), Studio.content(comment))
        .ifMatch(Integer.toString(seen))
        .header("X-Client-Id", client);
  }

  @Test
  default void otherClientsWritesAreTold() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String draft = studio.draft(0);
    alice.put(draft, Studio.content("one")).header("X-Client-Id", "phone").expect(200);
    try (Following laptop = Following.at(galley(), alice, draft + ":subscribe?clientId=laptop");
        Following nameless = Following.at(galley(), alice, draft + ":subscribe")) {
      assertThat(laptop.status()).isEqualTo(200);
      assertThat(laptop.header("Content-Type")).isEqualTo("text/event-stream");
      for (Following stream : List.of(laptop, nameless)) {
        tells(stream, "draft", "version", 1, "changeKind", "created", "originClientId", "phone");
      }
      save(alice, studio, "two", 1, "laptop").expect(200);
      save(alice, studio, "three", 2, "phone").expect(200);
      alice.post(draft + ":undo").ifMatch("3").expect(200);
      tells(laptop, "draft", "version", 3, "changeKind", "autosave", "originClientId", "phone");
      tells(laptop, "draft", "version", 4, "changeKind", "undo", "originClientId", Body.NULL);
      tells(nameless, "draft", "version", 2, "changeKind", "autosave", "originClientId", "laptop");
      tells(nameless, "draft", "version", 3, "changeKind", "autosave", "originClientId", "phone");
      tells(nameless, "draft", "version", 4, "changeKind", "undo", "originClientId", Body.NULL);
    }
  }

  @Test
  default void aStreamEndsWithItsDraft() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String follow = studio.draft(0) + ":subscribe?clientId=laptop";
    studio.saves(alice, 0, Studio.sketch("one"));
    try (Following stream = Following.at(galley(), alice, follow)) {
      tells(stream, "draft", "version", 1, "changeKind", "created", "originClientId", Body.NULL);
      alice.delete(studio.draft(0)).header("X-Client-Id", "phone").expect(204);
      tells(stream, "draft", "version", 2, "changeKind", "discard", "originClientId", "phone");
      tells(stream, "end", "reason", "discarded");
      stream.ends();
    }
    studio.saves(alice, 0, Studio.content("two"));
    try (Following stream = Following.at(galley(), alice, follow)) {
      tells(stream, "draft", "version", 3, "changeKind", "created", "originClientId", Body.NULL);
      alice
          .post(studio.draft(0) + ":commit")
          .ifMatch("3")
          .header("X-Client-Id", "laptop")
          .expect(201);
      tells(stream, "end", "revision", 1, "reason", "committed");
      stream.ends();
    }
    studio.saves(alice, 1, Studio.content("three"));
    studio.mints(alice, "four");
    try (Following stream = Following.at(galley(), alice, studio.draft(1) + ":subscribe")) {
      tells(stream, "draft", "version", 1, "changeKind", "created", "originClientId", Body.NULL);
      alice
          .post(
              studio.draft(1) + ":rebase",
              Body.of("resolutions", List.of(Body.of("path", "/comment", "take", "draft"))))
          .ifMatch("1")
          .expect(200);
      tells(stream, "draft", "version", 2, "changeKind", "rebase", "originClientId", Body.NULL);
      tells(stream, "end", "baseRevision", 2, "reason", "moved");
      stream.ends();
    }
  }

  @Test
  default void aStreamDoesNotTellHowAnotherDraftEnded() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first");
    studio.saves(alice, 1, Studio.content("second"));
    alice.post(studio.draft(1) + ":commit").ifMatch("1").expect(201).shows("/revision", 2);
    studio.saves(alice, 1, Studio.content("second"));
    studio.saves(alice, 2, Studio.sketch("in the way"));
    try (Following stream = Following.at(galley(), alice, studio.draft(2) + ":subscribe")) {
      tells(stream, "draft", "version", 1, "changeKind", "created", "originClientId", Body.NULL);
      alice.post(studio.draft(1) + ":rebase?replace=true").ifMatch("3").expect(200);
      tells(stream, "end", "reason", "gone");
      stream.ends();
    }
  }

  @Test
  default void whoHasNoRoleAnyMoreHearsNothingMore() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    Studio studio = Studio.of(tenant, alice);
    studio.give(alice, "bob", "Editor");
    studio.saves(bob, 0, Studio.sketch("bob's"));
    try (Following stream = Following.at(galley(), bob, studio.draft(0) + ":subscribe")) {
      stream.event();
      alice.delete(studio.path() + "/members/bob").expect(204);
      stream.ends();
    }
    assertThat(Following.at(galley(), bob, studio.draft(0) + ":subscribe").status()).isEqualTo(404);
  }

  @Test
  default void whereThereIsNoDraftThereIsNothingToFollow() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String follow = studio.draft(0) + ":subscribe";
    alice.get(follow).header("Accept", "text/event-stream").refused(404, "not-found");
    studio.saves(alice, 0, Studio.sketch("one"));
    for (String bad : List.of("?clientId=", "?clientId=" + "c".repeat(201), "?clientId=%0A")) {
      alice.get(follow + bad).expect(400).namesParameters("clientId");
    }
    alice.get(follow + "?x=1").expect(400).namesParameters("x");
    alice.call("HEAD", follow).expect(200);
  }
}
