package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Deleting what is live, and drafts by their id. */
interface DeleteHttpContract extends HttpContract {

  @Test
  default void whatIsDeletedIsUnreachableInOneStep() {
    Person alice = alice();
    String live = alice.has("A");
    String skill =
        alice.post(live + "/skills", Body.of("type", "web-search")).expect(201).text("/id");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");

    assertThat(alice.delete(live).expect(204).body()).isEmpty();

    for (String path :
        List.of(
            live,
            live + "/draft",
            live + "/tags",
            live + "/skills",
            live + "/skills/" + skill,
            live + "/skills/" + skill + "/driver",
            live + "/revisions",
            live + "/revisions/1",
            live + "/_compare",
            draft,
            draft + "/skills",
            "/api/assistants/alice:a",
            "/api/assistants/alice:a-draft")) {
      alice.get(path).refused(404, "not-found");
    }
    alice.delete(live).refused(404, "not-found");
    alice.put(draft, Body.of("name", "x")).refused(404, "not-found");
    alice.post(live + "/draft/_commit").refused(404, "not-found");
    alice.get("/api/assistants").expect(200).shows("/total", 0);
    assertThat(alice.get("/api/assistants-list").expect(200).items("")).isEmpty();
    alice.creates(Body.of("name", "Again", "slug", "a")).shows("/revision", 1);
  }

  @Test
  default void deletingLiveNeedsLevelThreeAndDiscardingByIdLevelTwo() {
    Tenant tenant = tenant();
    Person admin = tenant.user("alice").adminOf("sales");
    Person writer = tenant.user("bob").writerOf("sales");
    String live = admin.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    String draft = writer.post(live + "/_edit").expect(201).header("Location");

    writer.delete(live).refused(403, "forbidden");
    tenant.user("carol").readerOf("sales").delete(draft).refused(403, "forbidden");
    writer.delete(draft).expect(204);
    writer.get(live).expect(200);
    writer.delete(draft).refused(404, "no-draft");
    writer.post(live + "/_edit").expect(201);
    writer.delete("/api/assistants/sales:a-draft").expect(204);
    admin.delete(live).expect(204);
  }

  @Test
  default void aDeleteMayNameTheStateThatItIsMeantFor() {
    Person alice = alice();
    Answer created = alice.creates(Body.of("name", "A"));
    String live = created.header("Location");
    Answer changed = alice.put(live, Body.of("name", "B")).expect(200);

    alice.delete(live).ifMatch(created.etag()).refused(412, "precondition-failed");
    alice.delete(live).ifMatch(changed.etag()).expect(204);
  }
}
