package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonNumber;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drafts of agents become revisions. */
interface CopyCommitHttpContract extends HttpContract {

  @Test
  default void aCommitMakesTheNextRevisionAndUsesTheDraftUp() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.saves(alice, 0, Studio.content("first", "a"));
    Answer committed =
        alice
            .post(studio.draft(0) + ":commit", Body.of("comment", "The beginning"))
            .ifMatch("1")
            .expect(201)
            .shows(
                "/agentId",
                "helper",
                "/revision",
                1,
                "/current",
                true,
                "/deployed",
                false,
                "/skipped",
                List.of(),
                "/committedBy",
                "alice",
                "/comment",
                "The beginning");
    assertThat(committed.header("Location")).isEqualTo(studio.path() + "/revisions/1");
    Answer revision =
        alice
            .get(committed.header("Location"))
            .expect(200)
            .shows(
                "/contentHash", committed.at("/contentHash"),
                "/hash", committed.at("/hash"),
                "/createdAt", committed.at("/committedAt"),
                "/comment", "The beginning");
    assertThat(revision.text("/content/comment")).isEqualTo("first");
    alice.get(studio.draft(0)).expect(204);
    alice
        .post(studio.draft(0) + ":commit")
        .ifMatch("1")
        .refused(409, "draft-gone")
        .shows("/lastDraft/revision", 1);

    studio.saves(alice, 1, Studio.content("second", "a", "b"));
    alice
        .post(studio.draft(1) + ":commit")
        .ifMatch("1")
        .expect(201)
        .shows("/revision", 2, "/current", false, "/comment", "second");
    alice.get(studio.path()).expect(200).shows("/currentRevision", 1, "/newestRevision", 2);
  }

  @Test
  default void aCommitNeedsACompleteFlow() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.saves(alice, 0, Studio.sketch("unfinished"));
    Answer refused =
        alice
            .post(studio.draft(0) + ":commit")
            .ifMatch("1")
            .refused(422, "invalid-flow")
            .namesPointers("/flow/steps", "/flow/steps");
    assertThat(refused.items("/errors"))
        .isEqualTo(alice.get(studio.draft(0)).expect(200).items("/warnings"));
    alice.get(studio.path()).expect(200).shows("/newestRevision", 0);
    alice
        .post(studio.draft(0) + ":commit", Body.of("comment", 1, "deploy", "x", "y", 1))
        .ifMatch("1")
        .invalid("/comment", "/deploy", "/y");
    alice
        .post(studio.draft(0) + ":commit?force=x&expectedRevision=0&z=1")
        .ifMatch("1")
        .expect(400)
        .namesParameters("force", "expectedRevision", "z");
  }

  @Test
  default void aCommitCanDeployInTheSameStep() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    Studio studio = Studio.of(tenant, alice);
    studio.give(alice, "bob", "Editor");
    studio.mints(alice, "first");
    studio.saves(bob, 1, Studio.content("bob's"));
    bob.post(studio.draft(1) + ":commit", Body.of("deploy", true))
        .ifMatch("1")
        .refused(403, "forbidden");
    bob.get(studio.draft(1)).expect(200).shows("/version", 1);
    alice.get(studio.path()).expect(200).shows("/newestRevision", 1);

    studio.saves(alice, 1, Studio.content("alice's"));
    alice
        .post(studio.draft(1) + ":commit", Body.of("deploy", true))
        .ifMatch("1")
        .expect(201)
        .shows("/revision", 2, "/current", true, "/deployed", true);
    alice
        .get(studio.path() + "/revisions/deploys")
        .expect(200)
        .shows("/items/0/revision", 2, "/items/0/previousRevision", 1);
  }

  @Test
  default void anOutdatedDraftIsNotCommittedUnseen() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first", "a");
    studio.saves(alice, 1, Studio.content("mine", "a", "b"));
    studio.mints(alice, "second", "a", "c");
    studio.mints(alice, "third", "a", "c", "d");
    String draft = studio.draft(1);
    alice.get(draft).expect(200).shows("/outdated", true);

    Answer refused =
        alice
            .post(draft + ":commit")
            .ifMatch("1")
            .refused(409, "base-outdated")
            .shows("/currentRevision", 3, "/baseRevision", 1, "/revisions/0/revision", 3);
    assertThat(refused.items("/revisions")).hasSize(2);
    assertThat(refused.at("/revisions/0/createdAt")).isInstanceOf(JsonNumber.class);
    assertThat(alice.get(refused.link("compare")).expect(200).items("/changes")).isNotEmpty();
    assertThat(refused.link("rebase")).isEqualTo(draft + ":rebase");
    alice.get(refused.link("draft")).expect(200);

    alice
        .post(draft + ":commit?expectedRevision=3")
        .ifMatch("1")
        .expect(400)
        .namesParameters("expectedRevision");
    alice.post(draft + ":commit?force=true").ifMatch("1").refused(428, "precondition-required");
    alice
        .post(draft + ":commit?force=true&expectedRevision=2")
        .ifMatch("1")
        .refused(409, "base-outdated");
    alice
        .post(draft + ":commit?force=true&expectedRevision=3")
        .ifMatch("1")
        .expect(201)
        .shows("/revision", 4, "/skipped", List.of(2, 3));
  }

  @Test
  default void afterARollbackItsRevisionIsTheOneToGoOnFrom() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first");
    studio.mints(alice, "second");
    studio.mints(alice, "third");
    alice.post(studio.path() + "/revisions/3:deploy").expect(200);
    studio.saves(alice, 1, Studio.content("fixed"));
    alice.get(studio.draft(1)).expect(200).shows("/outdated", true);
    alice.post(studio.path() + "/revisions/1:deploy").expect(200);
    alice.get(studio.draft(1)).expect(200).shows("/outdated", false);
    alice
        .post(studio.draft(1) + ":commit")
        .ifMatch("1")
        .expect(201)
        .shows("/revision", 4, "/skipped", List.of(2, 3), "/current", false);
    // The rollback was to what was newest then; now something newer is.
    studio.saves(alice, 1, Studio.content("fixed again"));
    alice.get(studio.draft(1)).expect(200).shows("/outdated", true);
  }

  @Test
  default void eachStepIsOneEvent() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.saves(alice, 0, Studio.content("first"));
    alice.post(studio.draft(0) + ":commit").ifMatch("1").expect(201);
    studio.saves(alice, 1, Studio.content("second"));
    alice.post(studio.draft(1) + ":commit", Body.of("deploy", true)).ifMatch("1").expect(201);
    studio.mints(alice, "third");
    alice.post(studio.path() + "/revisions/1:deploy").expect(200);
    alice.patch(studio.path(), Body.of("displayName", "H")).expect(200);
    alice.delete(studio.path()).expect(204);

    Answer page =
        new Feed(galley()).page(tenant.user("indexer").eventReader(), "?content=false", 8);
    assertThat(page.texts("/events", "type"))
        .containsExactly(
            "dev.galley.agent.created.v1",
            "dev.galley.agent.draft-committed.v1",
            "dev.galley.agent.draft-committed.v1",
            "dev.galley.agent.deployed.v1",
            "dev.galley.agent.revision-created.v1",
            "dev.galley.agent.deployed.v1",
            "dev.galley.agent.live-updated.v1",
            "dev.galley.agent.deleted.v1");
    page.shows(
        "/events/1/data/naturalId", "helper",
        "/events/1/data/baseRevision", 0,
        "/events/1/data/revision", 1,
        "/events/3/data/revision", 2);
  }
}
