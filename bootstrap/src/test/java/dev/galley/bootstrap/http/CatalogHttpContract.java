package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags, skill templates and models. */
interface CatalogHttpContract extends HttpContract {

  @Test
  default void tagsAreReadAndReplacedAsAList() {
    Person alice = alice();
    String path = alice.has("A");
    Answer none = alice.get(path + "/tags").expect(200);
    assertThat(none.texts("")).isEmpty();

    Answer set = alice.put(path + "/tags", List.of("red", "blue")).ifMatch(none.etag()).expect(200);

    assertThat(set.texts("")).containsExactly("red", "blue");
    assertThat(alice.get(path + "/tags").expect(200).etag()).isEqualTo(set.etag());
    alice.get(path).expect(200).shows("/tags", List.of("red", "blue"), "/revision", 2);
    alice.put(path + "/tags", List.of()).ifMatch(none.etag()).refused(412, "precondition-failed");
    String draft = alice.post(path + "/_edit").expect(201).header("Location");
    alice.put(draft + "/tags", List.of("green")).expect(200);
    assertThat(alice.get(path + "/tags").expect(200).texts("")).containsExactly("red", "blue");
    assertThat(alice.get(draft + "/tags").expect(200).texts("")).containsExactly("green");
  }

  @Test
  default void tagsHaveTheirRules() {
    Person alice = alice();
    String path = alice.has("A") + "/tags";
    alice.put(path, Body.of()).invalid("");
    alice.put(path, Body.NULL).invalid("");
    alice.put(path, List.of("a", 5, "a", "")).invalid("/1", "/2", "/3");
    alice.put(path, List.of("t".repeat(61))).invalid("/0");
    alice.put(path, IntStream.range(0, 51).mapToObj(i -> "t" + i).toList()).invalid("");
    alice.put(path, List.of("a", "A", " a")).expect(200);
  }

  @Test
  default void tagsAreCountedOverWhatTheCallerCanRead() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    alice.creates(Body.of("name", "1", "tags", List.of("red", "blue")));
    alice.creates(Body.of("name", "2", "tags", List.of("red")));
    alice.creates(Body.of("name", "3", "tags", List.of("green"), "shared", true));
    String draft = alice.post("/api/assistants/alice:1/_edit").expect(201).header("Location");
    alice.put(draft + "/tags", List.of("secret")).expect(200);

    Answer hers = alice.get("/api/assistant-tags").expect(200);
    assertThat(hers.texts("/_embedded/inf:assistant-tag", "tag"))
        .containsExactly("red", "blue", "green");
    hers.shows(
        "/_embedded/inf:assistant-tag/0/count", 2,
        "/_embedded/inf:assistant-tag/1/count", 1,
        "/total", 3);
    assertThat(hers.has("/totalIsLowerBound")).isFalse();
    List<String> walked = new ArrayList<>();
    String next = "/api/assistant-tags?limit=1&after=";
    while (!next.isEmpty()) {
      Answer page = alice.get(next).expect(200).shows("/total", 3);
      walked.addAll(page.texts("/_embedded/inf:assistant-tag", "tag"));
      next = page.links("next") ? page.link("next") : "";
    }
    assertThat(walked).containsExactly("red", "blue", "green");
    Answer others = tenant.user("bob").get("/api/assistant-tags").expect(200);
    assertThat(others.texts("/_embedded/inf:assistant-tag", "tag")).containsExactly("green");
    tenant().user("alice").get("/api/assistant-tags").expect(200).shows("/total", 0);
    alice.get("/api/assistant-tags?colour=1").refused(400, "invalid-request");
  }

  @Test
  default void templatesTellWhatSkillsThereAre() {
    Person alice = alice();
    Answer list = alice.get("/api/assistant-skill-templates").expect(200);

    assertThat(list.texts("/_embedded/inf:skill-template", "id"))
        .contains("dataset-query", "web-search");
    list.shows("/_links/self/href", "/api/assistant-skill-templates", "/start", 0);
    Answer one = alice.get("/api/assistant-skill-templates/web-search").expect(200);
    one.shows("/id", "web-search", "/name", "Web Search", "/description", "Search the internet");
    assertThat(one.texts("/fields", "name")).contains("maxResults");
    alice.get(one.link("self")).expect(200);
    alice.get("/api/assistant-skill-templates/none").refused(404, "not-found");
    Answer second = alice.get("/api/assistant-skill-templates?start=1&limit=1").expect(200);
    second.shows("/count", 1, "/start", 1);
    alice.get(second.link("prev")).expect(200).shows("/start", 0);
  }

  @Test
  default void everyTenantBeginsWithModelsAndItsAdminsAddToThem() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person admin = tenant.user("root").tenantAdmin();
    assertThat(alice.get("/api/models").expect(200).texts("/_embedded/inf:model", "id"))
        .contains("claude-opus-4", "claude-sonnet-4");
    alice.put("/api/models/own", Body.of("name", "Own", "tier", "fast")).refused(403, "forbidden");

    admin
        .put("/api/models/own", Body.of("name", "Own", "tier", "fast"))
        .expect(200)
        .shows("/id", "own", "/name", "Own", "/tier", "fast");

    alice.creates(Body.of("name", "A", "modelId", "own")).shows("/model/name", "Own");
    admin.put("/api/models/own", Body.of("name", "Renamed", "tier", "slow")).expect(200);
    alice.get("/api/assistants/alice:a").expect(200).shows("/model/name", "Renamed");
    Person elsewhere = tenant().user("alice");
    elsewhere.post("/api/assistants", Body.of("name", "A", "modelId", "own")).invalid("/modelId");
    assertThat(elsewhere.get("/api/models").expect(200).texts("/_embedded/inf:model", "id"))
        .doesNotContain("own");
  }

  @Test
  default void modelsHaveTheirRules() {
    Person admin = tenant().user("root").tenantAdmin();
    admin.put("/api/models/m", Body.of()).invalid("/name", "/tier");
    admin.put("/api/models/m", Body.of("name", "", "tier", 5)).invalid("/name", "/tier");
    admin.put("/api/models/m", Body.of("name", "n".repeat(201), "tier", "x")).invalid("/name");
    admin
        .put("/api/models/m", Body.of("name", "N", "tier", "t", "id", "other", "colour", 1))
        .invalid("/id", "/colour");
    admin.put("/api/models/m", Body.of("name", "N", "tier", "t", "id", "m")).expect(200);
    admin
        .put("/api/models/a%2Fb", Body.of("name", "N", "tier", "t"))
        .refused(400, "invalid-request");
    admin
        .put("/api/models/" + "m".repeat(201), Body.of("name", "N", "tier", "t"))
        .refused(400, "invalid-request");
    admin
        .put("/api/models/m%20%2B", Body.of("name", "N", "tier", "t"))
        .expect(200)
        .shows("/id", "m +");
  }
}
