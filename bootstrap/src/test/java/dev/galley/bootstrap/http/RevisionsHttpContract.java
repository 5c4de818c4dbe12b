package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Housekeeping;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was live, and what differs between two states. */
interface RevisionsHttpContract extends HttpContract {

  @Test
  default void revisionsAreListedNewestFirstAndChained() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String live = alice.has("A");
    alice.put(live, Body.of("name", "B")).expect(200);
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "C")).expect(200);
    alice.post(live + "/draft/_commit", Body.of("comment", "third")).expect(200);

    Answer list = alice.get(live + "/revisions").expect(200);

    list.shows("/total", 3, "/count", 3);
    assertThat(list.texts("/_embedded/inf:revision", "kind"))
        .containsExactly("commit", "update", "created");
    list.shows(
        "/_embedded/inf:revision/0/revision",
        3,
        "/_embedded/inf:revision/0/comment",
        "third",
        "/_embedded/inf:revision/0/changedPaths",
        List.of("/name"),
        "/_embedded/inf:revision/2/parentHash",
        Body.NULL);
    for (int i = 0; i < 2; i++) {
      list.shows(
          "/_embedded/inf:revision/" + i + "/parentHash",
          list.at("/_embedded/inf:revision/" + (i + 1) + "/hash"));
    }
    alice.get(live + "/revisions").ifNoneMatch(list.etag()).expect(304);
    assertThat(list.etag()).startsWith('"' + list.text("/_embedded/inf:revision/0/hash") + '.');
    assertThat(alice.get(live + "/revisions?start=1").expect(200).etag()).isNotEqualTo(list.etag());

    // The owner's name is in the links, and no part of the chain.
    alice.put(live + "/owner", Body.of("ownerId", "carl")).expect(200);
    tenant
        .user("root")
        .tenantAdmin()
        .get(live + "/revisions")
        .ifNoneMatch(list.etag())
        .expect(200)
        .shows("/_links/self/href", "/api/assistants/carl:a/revisions");
  }

  @Test
  default void aRevisionShowsTheContentThatWasLive() {
    Person alice = alice();
    String live = alice.has("A");
    alice.put(live, Body.of("name", "B", "welcome", "w")).expect(200);

    alice
        .get(live + "/revisions/1")
        .expect(200)
        .shows("/revision", 1, "/content", Body.of("name", "A"), "/author", "alice");
    alice.get(live + "/revisions/2").expect(200).shows("/content/welcome", "w");
    for (String none : List.of("3", "0", "-1", "x", "01", "99999999999999999999")) {
      alice.get(live + "/revisions/" + none).refused(404, "not-found");
    }
  }

  @Test
  default void revisionsArePaged() {
    Person alice = alice();
    String live = alice.has("0");
    for (int i = 1; i < 7; i++) {
      alice.put(live, Body.of("name", "" + i)).expect(200);
    }
    List<String> hashes = new ArrayList<>();
    String next = live + "/revisions?limit=3";
    while (!next.isEmpty()) {
      Answer page = alice.get(next).expect(200);
      hashes.addAll(page.texts("/_embedded/inf:revision", "contentHash"));
      next = page.links("next") ? page.link("next") : "";
    }
    assertThat(hashes).hasSize(7).doesNotHaveDuplicates();
    alice.get(live + "/revisions?start=7").expect(200).shows("/count", 0, "/total", 7);
    List<String> walked = new ArrayList<>();
    next = live + "/revisions?limit=3&after=";
    while (!next.isEmpty()) {
      Answer page = alice.get(next).expect(200).shows("/total", 7);
      walked.addAll(page.texts("/_embedded/inf:revision", "contentHash"));
      next = page.links("next") ? page.link("next") : "";
    }
    assertThat(walked).isEqualTo(hashes);
    alice.get(live + "/revisions?after=1").expect(200).shows("/count", 0);
    alice.get(live + "/revisions?after=0").expect(400).namesParameters("after");
    alice.get(live + "/revisions?limit=201").refused(400, "invalid-request");
  }

  @Test
  default void twoStatesAreCompared() {
    Person alice = alice();
    String live = alice.has("A");
    String skill =
        alice.post(live + "/skills", Body.of("type", "web-search")).expect(201).text("/id");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B", "tags", List.of("t"))).expect(200);
    alice.delete(draft + "/skills/" + skill).expect(204);

    Answer compared = alice.get(live + "/_compare").expect(200);

    assertThat(compared.texts("/changedPaths")).contains("/name");
    compared.shows("/changes/0/path", "/name", "/changes/0/kind", "changed");
    compared.shows("/changes/0/before", "A", "/changes/0/after", "B");
    assertThat(compared.body()).contains("/skills", "/tags");
    assertThat(alice.get(draft + "/_compare?from=live&to=draft").expect(200).body())
        .isEqualTo(compared.body());
    alice
        .get(live + "/_compare?from=draft&to=draft")
        .expect(200)
        .shows("/changes", List.of(), "/changedPaths", List.of());
    alice
        .get(live + "/_compare?from=revision:1&to=live")
        .expect(200)
        .shows("/changes/0/kind", "added");
    alice.get(live + "/_compare?from=base&to=live").expect(200).shows("/changes", List.of());
    alice.get(live + "/_compare?from=revision:9").refused(404, "not-found");
    for (String bad : List.of("from=x", "to=revision:", "from=revision:0", "from=live&from=live")) {
      alice.get(live + "/_compare?" + bad).refused(400, "invalid-request");
    }
    alice.delete(live + "/draft").expect(204);
    alice.get(live + "/_compare").refused(404, "no-draft").shows("/lastDraft/outcome", "discarded");
    alice.get(live + "/_compare?from=revision:1&to=revision:2").expect(200);
  }

  @Test
  default void theChainIsVerified() {
    Person alice = alice();
    String live = alice.has("A");
    alice.put(live, Body.of("name", "B")).expect(200);
    String newest =
        alice.get(live + "/revisions").expect(200).text("/_embedded/inf:revision/0/hash");

    alice
        .get(live + "/revisions/_verify")
        .expect(200)
        .shows("/valid", true, "/revisions", 2, "/newestHash", newest, "/firstInvalid", Body.NULL);
    alice.get(live + "/revisions/_verify?deep=true").refused(400, "invalid-request");
    alice.get("/api/assistants/alice:none/revisions/_verify").refused(404, "not-found");
  }

  private static void laterThan(Answer answer) {
    Instant at = Instant.parse(answer.text("/updatedAt"));
    while (!Instant.now().truncatedTo(ChronoUnit.MILLIS).isAfter(at)) {
      Thread.onSpinWait();
    }
  }

  @Test
  default void whatWasLiveAtATimeIsShown() {
    Person alice = alice();
    Answer first = alice.creates(Body.of("name", "1"));
    String live = first.header("Location");
    List<Answer> states = new ArrayList<>(List.of(first));
    for (int i = 2; i <= 9; i++) {
      laterThan(states.getLast());
      states.add(alice.put(live, Body.of("name", "" + i)).expect(200));
    }
    alice.post(live + "/_edit").expect(201);

    for (int i = 1; i <= 9; i++) {
      Answer state = states.get(i - 1);
      Instant at = Instant.parse(state.text("/updatedAt"));
      // Just then, and just before the next.
      List<Instant> times = new ArrayList<>(List.of(at));
      if (i < 9) {
        times.add(Instant.parse(states.get(i).text("/updatedAt")).minusNanos(1));
      }
      for (Instant time : times) {
        Answer then = alice.get(live + "?asOf=" + time).expect(200);
        then.shows("/name", "" + i, "/revision", i, "/updatedAt", state.text("/updatedAt"));
        assertThat(then.etag().substring(0, 25)).isEqualTo(state.etag().substring(0, 25));
        alice.get(then.link("inf:revision")).expect(200).shows("/content/name", "" + i);
        alice.get(then.link("self")).ifNoneMatch(then.etag()).expect(304);
        assertThat(then.links("inf:draft")).isEqualTo(i == 9);
      }
    }
    alice.get(live + "?asOf=2100-01-01T01:00:00%2B01:00").expect(200).shows("/revision", 9);
  }

  @Test
  default void whatWasLiveIsAskedForByATimeAtWhichThereWasSomething() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").adminOf("sales");
    Answer created = alice.creates(Body.of("name", "A", "ownerId", "sales", "shared", true));
    String live = created.header("Location");
    Instant at = Instant.parse(created.text("/createdAt"));
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    laterThan(created);
    alice.put(live, Body.of("name", "B")).expect(200);

    alice
        .get(live + "?asOf=" + at.minusMillis(1))
        .refused(404, "not-found")
        .shows("/createdAt", created.text("/createdAt"));
    for (String bad :
        List.of(
            "", "now", "2026-03-01", "2026-03-01T12:00", "2026-02-30T12:00:00Z", "1770000000")) {
      alice.get(live + "?asOf=" + bad).refused(400, "invalid-request").namesParameters("asOf");
    }
    alice.get(draft + "?asOf=" + at).refused(400, "invalid-request").namesParameters("asOf");
    // What is live now is no secret to readers, what was live is.
    Person reader = tenant.user("carol").readerOf("sales");
    reader.get(live + "?asOf=2100-01-01T00:00:00Z").expect(200).shows("/name", "B");
    reader.get(live + "?asOf=" + at).refused(403, "forbidden");
    tenant.user("eve").get(live + "?asOf=2100-01-01T00:00:00Z").refused(403, "forbidden");
    tenant().user("mallory").get(live + "?asOf=" + at).refused(404, "not-found");
  }

  @Test
  default void aCommitOfARestoredRevisionSaysSo() {
    Person alice = alice();
    String live = alice.has("A");
    alice.put(live, Body.of("name", "B")).expect(200);
    alice.post(live + "/revisions/1/_restore").expect(201);
    alice.post(live + "/draft/_commit").expect(200).shows("/name", "A", "/revision", 3);
    String draft = alice.post(live + "/revisions/2/_restore").expect(201).header("Location");
    alice.put(draft, Body.of("icon", "star")).expect(200);
    alice.post(live + "/draft/_commit").expect(200).shows("/name", "B", "/revision", 4);

    assertThat(alice.get(live + "/revisions").expect(200).texts("/_embedded/inf:revision", "kind"))
        .containsExactly("commit", "restore", "update", "created");
    alice.get(live + "/revisions/_verify").expect(200).shows("/valid", true);
  }

  @Test
  default void discardedDraftsAreListed() {
    Person alice = alice();
    String live = alice.has("A");
    alice.get(live + "/discarded").expect(200).shows("/total", 0);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Answer draft = alice.post(live + "/_edit").expect(201);
      ids.addFirst(draft.text("/id"));
      alice.put(draft.header("Location"), Body.of("name", "Draft " + i)).expect(200);
      alice.delete(live + "/draft").expect(204);
      alice.put(live, Body.of("icon", "" + i)).expect(200);
    }

    Answer list = alice.get(live + "/discarded").expect(200).shows("/total", 10);

    assertThat(list.texts("/_embedded/inf:discarded-draft", "id")).isEqualTo(ids.subList(0, 10));
    list.shows(
        "/_embedded/inf:discarded-draft/9/base",
        3,
        "/_embedded/inf:discarded-draft/9/discardedBy",
        "alice");
    String restore = list.text("/_embedded/inf:discarded-draft/9/_links/inf:restore/href");
    alice.post(restore).expect(201).shows("/name", "Draft 2", "/base", 3);
    alice.get(live + "/discarded?limit=3&start=9").expect(200).shows("/count", 1);
    alice.get(live + "/discarded?all=true").refused(400, "invalid-request");
  }

  /** Contents that are given up when no more than the newest is to be kept. */
  private void prune(Person person, String live, long number) {
    Housekeeping housekeeping = galley().context().getBean(Housekeeping.class);
    Instant end = Instant.now().plusSeconds(120);
    // A store may have the newest revisions elsewhere for a while.
    while (!person
        .get(live + "/revisions?start=0&limit=200")
        .expect(200)
        .items("/_embedded/inf:revision")
        .stream()
        .filter(r -> ((JsonObject) r).get("revision").equals(Optional.of(Json.of(number))))
        .allMatch(r -> ((JsonObject) r).get("pruned").equals(Optional.of(Json.of(true))))) {
      assertThat(Instant.now()).isBefore(end);
      housekeeping.pruneRevisions(1, Duration.ofHours(-1), 1_000);
    }
  }

  @Test
  default void aPrunedRevisionStaysWithoutItsContent() {
    Person alice = alice();
    Answer first = alice.creates(Body.of("name", "A"));
    String live = first.header("Location");
    laterThan(first);
    Answer second = alice.put(live, Body.of("name", "B")).expect(200);
    laterThan(second);
    String hashes = live + "/revisions?limit=2&start=0";
    List<String> before = alice.get(hashes).expect(200).texts("/_embedded/inf:revision", "hash");
    alice.put(live, Body.of("name", "C")).expect(200);
    String unpruned = alice.get(live + "/revisions").expect(200).etag();
    prune(alice, live, 1);
    prune(alice, live, 2);

    Answer list = alice.get(live + "/revisions").ifNoneMatch(unpruned).expect(200);
    list.shows(
        "/_embedded/inf:revision/0/pruned",
        false,
        "/_embedded/inf:revision/1/pruned",
        true,
        "/_embedded/inf:revision/2/pruned",
        true);
    assertThat(list.texts("/_embedded/inf:revision", "hash").subList(1, 3)).isEqualTo(before);
    Answer gone = alice.get(live + "/revisions/1").refused(410, "revision-pruned");
    gone.shows("/revision", 1);
    alice.get(gone.link("inf:revisions")).expect(200);
    alice.post(live + "/revisions/2/_restore").refused(410, "revision-pruned");
    alice.get(live + "/_compare?from=revision:1&to=live").refused(410, "revision-pruned");
    alice.get(live + "/_compare?from=live&to=revision:2").refused(410, "revision-pruned");
    alice.get(live + "?asOf=" + first.text("/updatedAt")).refused(410, "revision-pruned");
    alice.get(live + "/revisions/3").expect(200).shows("/content/name", "C");
    alice.get(live + "/revisions/_verify").expect(200).shows("/valid", true, "/revisions", 3);
    // Who has read it before it was pruned is told all the same that he comes too late.
    alice
        .put(live, Body.of("name", "D", "revision", 1))
        .refused(409, "changed-since-read")
        .shows("/currentRevision", 3);
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("icon", "star")).expect(200);
    alice.put(live, Body.of("name", "D")).expect(200);
    alice.post(live + "/draft/_rebase").expect(200).shows("/name", "D", "/icon", "star");
    alice.post(live + "/draft/_commit").expect(200).shows("/revision", 5);
  }
}
