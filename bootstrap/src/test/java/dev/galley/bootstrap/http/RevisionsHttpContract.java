package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was live, and what differs between two states. */
interface RevisionsHttpContract extends HttpContract {

  @Test
  default void revisionsAreListedNewestFirstAndChained() {
    Person alice = alice();
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
    alice.get(live + "/revisions?start=10001").refused(400, "invalid-request");
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
}
