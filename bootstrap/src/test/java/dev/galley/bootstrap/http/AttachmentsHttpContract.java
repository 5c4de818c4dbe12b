package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonNull;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datasets and references: added, changed and removed on live and on drafts. */
interface AttachmentsHttpContract extends HttpContract {

  private static String dataset(String path, String id) {
    return path + "/datasets/" + id;
  }

  @Test
  default void aDatasetIsAddedChangedAndRemoved() {
    Person alice = alice();
    String path = alice.has("A");

    Answer added =
        alice
            .post(
                path + "/datasets",
                Body.of("datasetId", "deals:2026", "filter", Body.of("region", "EU")))
            .expect(201)
            .shows("/id", "deals:2026", "/datasetId", "deals:2026", "/filter/region", "EU");
    assertThat(added.header("Location")).isEqualTo(dataset(path, "deals:2026"));
    for (String relation : added.names("/_links")) {
      alice.get(added.link(relation)).expect(200);
    }
    Answer read = alice.get(added.header("Location")).expect(200);
    assertThat(read.object()).isEqualTo(added.object());
    alice.get(added.header("Location")).ifNoneMatch(read.etag()).expect(304);
    Answer changed =
        alice
            .put(dataset(path, "deals:2026"), Body.of("filter", Body.of("region", "US")))
            .ifMatch(read.etag())
            .expect(200)
            .shows("/filter/region", "US");
    alice
        .put(dataset(path, "deals:2026"), Body.of("filter", Body.of()))
        .ifMatch(read.etag())
        .refused(412, "precondition-failed");
    alice.put(dataset(path, "deals:2026"), changed.object()).expect(200);
    alice
        .get(path + "/datasets")
        .expect(200)
        .shows("/total", 1, "/_embedded/inf:dataset-knowledge/0/filter/region", "US");
    alice.get(path).expect(200).shows("/revision", 3);
    alice.get(alice.get(path).expect(200).link("inf:datasets")).expect(200);
    alice.delete(dataset(path, "deals:2026")).expect(204);
    alice.get(dataset(path, "deals:2026")).refused(404, "not-found");
    alice.delete(dataset(path, "deals:2026")).refused(404, "not-found");
    alice.get(path + "/datasets").expect(200).shows("/total", 0);
  }

  @Test
  default void aReferenceIsAddedChangedAndRemoved() {
    Person alice = alice();
    String path = alice.has("A");
    String reference = path + "/references/page-7";

    alice
        .post(
            path + "/references",
            Body.of("targetId", "page-7", "targetType", "page", "description", "Prices"))
        .expect(201)
        .shows("/targetId", "page-7", "/targetType", "page", "/description", "Prices");
    alice
        .put(reference, Body.of("targetType", "report", "description", JsonNull.NULL))
        .expect(200)
        .shows("/targetType", "report", "/description", JsonNull.NULL);
    assertThat(alice.get(path + "/references").expect(200).texts("", "targetId"))
        .containsExactly("page-7");
    alice.delete(reference).expect(204);
    assertThat(alice.get(path + "/references").expect(200).items("")).isEmpty();
  }

  @Test
  default void whatIsWrongWithAnAttachmentIsNamedAndChangesNothing() {
    Person alice = alice();
    String path = alice.has("A");

    alice
        .post(path + "/datasets", Body.of("datasetId", "a/b", "filter", 5, "rows", 1))
        .invalid("/datasetId", "/filter", "/rows");
    alice.post(path + "/datasets", Body.of("filter", Body.of())).invalid("/datasetId");
    for (String id : List.of(".", "..")) {
      // Clients take these away, and ask for what stands before them.
      alice.post(path + "/datasets", Body.of("datasetId", id)).invalid("/datasetId");
      alice
          .post(path + "/references", Body.of("targetId", id, "targetType", "page"))
          .invalid("/targetId");
    }
    alice
        .post(
            path + "/datasets",
            Body.of("datasetId", "d", "filter", Body.of("x", "y".repeat(70_000))))
        .invalid("/filter");
    alice
        .post(path + "/references", Body.of("description", "x"))
        .invalid("/targetId", "/targetType");
    alice
        .post(path + "/references", Body.of("targetId", "", "targetType", JsonNull.NULL))
        .invalid("/targetId", "/targetType");
    alice.post(path + "/datasets", Body.of("datasetId", "d")).expect(201);
    alice
        .post(path + "/datasets", Body.of("datasetId", "d"))
        .refused(409, "already-attached")
        .shows("/id", "d");
    alice.put(dataset(path, "d"), Body.of("datasetId", "other")).invalid("/datasetId");
    alice.put(dataset(path, "e"), Body.of("filter", Body.of())).refused(404, "not-found");
    alice.get(path).expect(200).shows("/revision", 2);
  }

  @Test
  default void noMoreThanSoManyDatasetsAreTaken() {
    Person alice = alice();
    String path = alice.has("A");
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    for (int i = 0; i < 200; i++) {
      alice.post(draft + "/datasets", Body.of("datasetId", "d" + i)).expect(201);
    }
    alice.post(draft + "/datasets", Body.of("datasetId", "d200")).invalid("");
    alice.get(draft + "/datasets?limit=1&start=199").expect(200).shows("/total", 200, "/count", 1);
  }

  @Test
  default void attachmentsOfADraftAreInvisibleUntilTheCommitAndGoWithADiscard() {
    Person alice = alice();
    String path = alice.has("A");
    alice.post(path + "/datasets", Body.of("datasetId", "kept")).expect(201);
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    alice.post(draft + "/datasets", Body.of("datasetId", "new")).expect(201);
    alice.delete(draft + "/datasets/kept").expect(204);
    alice.post(draft + "/references", Body.of("targetId", "t", "targetType", "page")).expect(201);

    assertThat(ids(alice, path)).containsExactly("kept");
    assertThat(ids(alice, draft)).containsExactly("new");
    assertThat(alice.get(path + "/references").expect(200).items("")).isEmpty();
    assertThat(alice.get(path + "/_compare").expect(200).texts("/changes", "path"))
        .contains("/datasets/new", "/datasets/kept", "/references/t");
    alice.delete(path + "/draft").expect(204);
    assertThat(ids(alice, path)).containsExactly("kept");

    draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    alice.post(draft + "/datasets", Body.of("datasetId", "new")).expect(201);
    alice.post(path + "/draft/_commit").expect(200);
    assertThat(ids(alice, path)).containsExactly("kept", "new");
    alice.get(path + "/revisions/3").expect(200).shows("/content/datasets/1/id", "new");
  }

  private static List<String> ids(Person person, String path) {
    return person
        .get(path + "/datasets")
        .expect(200)
        .texts("/_embedded/inf:dataset-knowledge", "datasetId");
  }

  @Test
  default void aPartOfACommitCannotLeaveTheDatasetOfItsSkillBehind() {
    Person alice = alice();
    String path = alice.has("A");
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    alice.post(draft + "/datasets", Body.of("datasetId", "deals")).expect(201);
    String skill =
        alice
            .post(
                draft + "/skills",
                Body.of("type", "dataset-query", "name", "Deals", "datasetId", "deals"))
            .expect(201)
            .text("/id");

    alice
        .post(path + "/draft/_commit", Body.of("paths", List.of("/skills/" + skill)))
        .refused(422, "commit-incomplete")
        .shows("/references/0/missing", "/datasets/deals");
    alice
        .post(
            path + "/draft/_commit",
            Body.of("paths", List.of("/skills/" + skill, "/datasets/deals")))
        .expect(200);
  }

  @Test
  default void bothSidesOfARebaseKeepTheirAttachments() {
    Person alice = alice();
    String path = alice.has("A");
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    alice.post(draft + "/datasets", Body.of("datasetId", "of-draft")).expect(201);
    alice.post(path + "/datasets", Body.of("datasetId", "of-live")).expect(201);
    alice.post(path + "/secrets", Body.of("name", "k", "value", "v")).expect(201);

    alice.post(path + "/draft/_rebase").expect(200);
    alice.post(path + "/draft/_commit").expect(200);
    assertThat(ids(alice, path)).containsExactlyInAnyOrder("of-draft", "of-live");
    alice
        .get(path + "/secrets")
        .expect(200)
        .shows("/_embedded/inf:assistant-secret/0/valueMissing", false);
  }

  @Test
  default void aProtectedAssistantTakesAttachmentsThroughDraftsOnly() {
    Person alice = alice();
    String path = alice.has("A");
    alice.put(path, Body.of("protected", true)).expect(200);

    alice.post(path + "/datasets", Body.of("datasetId", "d")).refused(409, "draft-required");
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    alice.post(draft + "/datasets", Body.of("datasetId", "d")).expect(201);
  }
}
