package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the contract of record, path by path as they are printed there. */
interface WalkThroughHttpContract extends HttpContract {

  private static Answer salesAssistant(Person writer) {
    return writer.creates(
        Body.of(
            "name", "Sales Assistant",
            "description", "Helps with sales data analysis",
            "instructions", "You are a helpful sales analyst...",
            "welcome", "Hello! How can I help with sales today?",
            "suggestions", List.of("Show me this month's top deals"),
            "model", "claude-opus-4",
            "icon", "briefcase",
            "shared", true,
            "data", Body.of("customField", "value")));
  }

  @Test
  default void theDraftWorkflowRunsAsItIsPrinted() {
    Person writer = tenant().user("alice").writerOf("team");
    Answer original = salesAssistant(writer);
    original.shows("/naturalId", "team:sales-assistant", "/editingId", Body.NULL);

    Answer draft = writer.post("/api/assistants/team:sales-assistant/_edit").expect(201);
    draft.shows(
        "/naturalId", "team:sales-assistant-draft",
        "/name", "Sales Assistant",
        "/instructions", "You are a helpful sales analyst...",
        "/modelId", "claude-opus-4",
        "/data/customField", "value",
        "/editingId", original.text("/id"));

    writer
        .put(
            "/api/assistants/team:sales-assistant-draft",
            Body.of(
                "instructions",
                "Updated instructions...",
                "suggestions",
                List.of("New suggestion")))
        .expect(200)
        .shows("/instructions", "Updated instructions...");
    writer
        .post(
            "/api/assistants/team:sales-assistant-draft/skills",
            Body.of("type", "web-search", "name", "Web Search"))
        .expect(201)
        .shows("/type", "web-search", "/name", "Web Search");

    writer
        .get("/api/assistants/team:sales-assistant")
        .expect(200)
        .shows("/instructions", "You are a helpful sales analyst...", "/skills", List.of());

    Answer live = writer.post("/api/assistants/team:sales-assistant/draft/_commit").expect(200);
    live.shows(
        "/id",
        original.text("/id"),
        "/naturalId",
        "team:sales-assistant",
        "/instructions",
        "Updated instructions...",
        "/suggestions",
        List.of("New suggestion"),
        "/skills/0/type",
        "web-search",
        "/editingId",
        Body.NULL,
        "/revision",
        2);
    writer.get("/api/assistants/team:sales-assistant/draft").refused(404, "no-draft");
    writer.get("/api/assistants/team:sales-assistant-draft").refused(404, "no-draft");
    assertThat(writer.get("/api/assistants/team:sales-assistant").expect(200).object())
        .isEqualTo(live.object());
  }

  @Test
  default void aDiscardedDraftLeavesTheOriginalAsItWas() {
    Person writer = tenant().user("alice").writerOf("team");
    Answer original = salesAssistant(writer);
    writer.post("/api/assistants/team:sales-assistant/_edit").expect(201);
    writer.put("/api/assistants/team:sales-assistant-draft", Body.of("name", "Other")).expect(200);

    Answer gone = writer.delete("/api/assistants/team:sales-assistant/draft").expect(204);

    assertThat(gone.body()).isEmpty();
    assertThat(writer.get("/api/assistants/team:sales-assistant").expect(200).body())
        .isEqualTo(original.body());
  }

  @Test
  default void creatingAnswersWithTheExampleOfTheContract() {
    Person writer = tenant().user("alice").writerOf("team");

    Answer created =
        writer.creates(
            Body.of(
                "name", "Marketing Assistant",
                "description", "Helps with marketing campaign analysis",
                "instructions", "You are an expert marketing analyst...",
                "welcome", "Hi! I can help analyze marketing campaigns.",
                "suggestions", List.of("Show campaign performance", "Analyze email open rates"),
                "model", "claude-sonnet-4",
                "icon", "megaphone",
                "shared", true));

    created.shows(
        "/naturalId", "team:marketing-assistant",
        "/name", "Marketing Assistant",
        "/description", "Helps with marketing campaign analysis",
        "/dispatcher", false,
        "/suggestions", List.of("Show campaign performance", "Analyze email open rates"),
        "/modelId", "claude-sonnet-4",
        "/token", Body.NULL,
        "/icon", "megaphone",
        "/shared", true,
        "/data", Body.of(),
        "/_links/self/href", "/api/assistants/team:marketing-assistant");
    assertThat(created.text("/createdAt")).isEqualTo(created.text("/updatedAt"));
  }

  @Test
  default void theListShowsWhatTheContractPrints() {
    Person writer = tenant().user("alice").writerOf("analytics");
    salesAssistant(writer);

    Answer list = writer.get("/api/assistants").expect(200);

    list.shows("/_links/self/href", "/api/assistants", "/start", 0, "/count", 1, "/total", 1);
    assertThat(list.names("/_embedded/inf:assistant/0"))
        .contains(
            "_links",
            "id",
            "slug",
            "name",
            "description",
            "instructions",
            "welcome",
            "dispatcher",
            "suggestions",
            "modelId",
            "token",
            "shared",
            "embedded",
            "data",
            "ownerId",
            "folderId",
            "skills",
            "createdAt",
            "updatedAt");
    String id = list.text("/_embedded/inf:assistant/0/id");
    list.shows(
        "/_embedded/inf:assistant/0/_links/self/href",
        "/api/assistants/" + id,
        "/_embedded/inf:assistant/0/_links/inf:assistant-skills/href",
        "/api/assistants/analytics:sales-assistant/skills");
  }
}
