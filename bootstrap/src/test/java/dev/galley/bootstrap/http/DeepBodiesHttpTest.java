package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that takes bodies which are nested as deeply as it can be told to take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeepBodiesHttpTest {
  private static final int DEPTH = 512;

  private final Galley galley = Galley.inMemory(Map.of("galley.rest.max-json-depth", DEPTH));
  private final Tenant tenant = galley.newTenant();
  private final Person alice = tenant.user("alice");

  @AfterAll
  void stop() {
    galley.close();
  }

  /** So many objects in each other, with a text in the innermost. */
  private static String nested(int depth, String leaf) {
    return "{\"a\":".repeat(depth - 1) + "{\"leaf\":\"" + leaf + "\"}" + "}".repeat(depth - 1);
  }

  private static String withData(String leaf, int depth) {
    return "{\"name\":\"A\",\"data\":" + nested(depth, leaf) + "}";
  }

  private Answer sends(String method, String path, String body) {
    return alice.call(method, path).json(body).send();
  }

  private void shows(String path, String leaf) {
    assertThat(alice.get(path).expect(200).body()).contains("\"" + leaf + "\"");
  }

  @Test
  void anAssistantIsComparedRebasedCommittedAndRestored() {
    sends("POST", "/api/assistants", withData("x", DEPTH)).is(400);
    String live =
        sends("POST", "/api/assistants", withData("one", DEPTH - 1)).is(201).header("Location");
    shows(live, "one");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    sends("PUT", draft, withData("draft", DEPTH - 1)).is(200);
    sends("PUT", live, withData("live", DEPTH - 1)).is(200);
    shows(live + "/_compare", "draft");
    String patch = "application/json-patch+json";
    assertThat(alice.get(live + "/_compare").header("Accept", patch).expect(200).body())
        .contains("draft");
    assertThat(alice.post(live + "/draft/_rebase").expect(409).body()).contains("merge-conflict");
    String path = "/data" + "/a".repeat(DEPTH - 2) + "/leaf";
    String taken =
        "{\"resolutions\":[{\"path\":\"" + path + "\",\"take\":\"value\",\"value\":\"both\"}]}";
    sends("POST", live + "/draft/_rebase", taken).is(200);
    alice.post(live + "/draft/_check").expect(200);
    alice.post(live + "/draft/_commit").expect(200);
    shows(live, "both");
    shows(live + "/revisions/1", "one");
    alice.post(live + "/revisions/1/_restore").expect(201);
    shows(live + "/draft", "one");
    alice.post(live + "/draft/_undo").send();
    shows(live + "/draft/history/1", "one");
    alice.post(live + "/datasets", Body.of("datasetId", "d")).expect(201);
    sends("PUT", live + "/datasets/d", "{\"filter\":" + nested(DEPTH - 1, "f") + "}").is(200);
    shows(live + "/datasets/d", "f");
    String skill =
        "{\"type\":\"http-request\",\"data\":{\"url\":\"https://a.example\",\"headers\":"
            + nested(DEPTH - 2, "h")
            + "}}";
    sends("POST", live + "/skills", skill).isProblem(400, "invalid-request");
  }

  @Test
  void anAgentIsComparedRebasedAndCommitted() {
    Studio studio = Studio.of(tenant, alice);
    sends("POST", studio.path() + "/revisions", flow("one")).is(201);
    String draft = studio.draft(1);
    sends("PUT", draft, flow("draft")).is(200);
    sends("POST", studio.path() + "/revisions", flow("newest")).is(201);
    shows(draft + ":compare", "draft");
    assertThat(alice.post(draft + ":rebase").ifMatch("1").expect(409).body())
        .contains("merge-conflict");
    alice.post(draft + ":commit?force=true&expectedRevision=2").ifMatch("1").expect(201);
    shows(studio.path() + "/revisions/3", "draft");
    shows(studio.path() + "/_compare?from=revision:1&to=revision:3", "draft");
  }

  /**
   * As deep as it may be: the body, the flow, its steps and a step lie around the configuration.
   */
  private static String flow(String leaf) {
    String step =
        """
        {"id":"s","type":"AGENT","name":"S","config":%s}\
        """
            .formatted(nested(DEPTH - 4, leaf));
    return """
    {"comment":"c","flow":{"steps":[
      {"id":"in","type":"ENTRY_POINT"},%s,{"id":"out","type":"EXIT_POINT"}],
      "edges":[{"source":"in","target":"s"},{"source":"s","target":"out"}]}}\
    """
        .formatted(step);
  }
}
