package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.FlowRules;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowiseFlowTest {

  @Test
  void nodesBecomeStepsOnAWayFromEntryToExit() {
    assertThat(
            FlowiseFlow.read(
                """
                {"description": "Greets.", "usecases": ["Basic"],
                 "nodes": [
                   {"id": "start_0", "type": "agentFlow", "position": {"x": 1, "y": 2},
                    "data": {"id": "start_0", "label": "Start", "name": "startAgentflow",
                             "inputs": {"startInputType": "chatInput"}}},
                   {"id": "llm_0", "type": "agentFlow",
                    "data": {"label": "Greeter", "name": "llmAgentflow", "inputs": ""}},
                   {"id": "note_0", "type": "stickyNote", "data": {"inputs": {"note": "Be kind"}}}],
                 "edges": [
                   {"id": "e", "source": "start_0", "target": "llm_0", "sourceHandle": "out",
                    "data": {"edgeLabel": "0"}},
                   {"id": "e", "source": "start_0", "target": "llm_0"},
                   {"id": "f", "source": "start_0", "target": "note_0"}]}
                """))
        .isEqualTo(
            JsonReader.read(
                """
                {"comment": "Greets.",
                 "flow": {
                   "steps": [
                     {"id": "entry", "type": "ENTRY_POINT", "name": "Entry",
                      "parameters": {"notes": ["Be kind"]}},
                     {"id": "start_0", "type": "TOOL", "name": "Start",
                      "parameters": {"startInputType": "chatInput"},
                      "flowise": {"type": "agentFlow", "position": {"x": 1, "y": 2},
                                  "data": {"name": "startAgentflow"}}},
                     {"id": "llm_0", "type": "AGENT", "name": "Greeter", "parameters": {},
                      "flowise": {"type": "agentFlow", "data": {"name": "llmAgentflow"}}},
                     {"id": "exit", "type": "EXIT_POINT", "name": "Exit"}],
                   "edges": [
                     {"id": "e", "source": "start_0", "target": "llm_0", "sourceHandle": "out",
                      "condition": "0"},
                     {"source": "entry", "target": "start_0"},
                     {"source": "llm_0", "target": "exit"}]}}
                """));
  }

  @Test
  void nodesWithinANodeBecomeStepsWithinItsStep() {
    JsonObject content =
        FlowiseFlow.read(
            """
            {"nodes": [{"id": "loop"}, {"id": "body", "parentNode": "loop"},
                       {"id": "deep", "parentNode": "body"}, {"id": "next"}],
             "edges": [{"source": "body", "target": "deep"}, {"source": "loop", "target": "next"}]}
            """);

    assertThat(CanonicalJson.write(content))
        .contains("\"steps\":[{\"flowise\":{\"data\":{}},\"id\":\"deep\"");
    assertThat(edges(content)).containsExactly("body>deep", "loop>next", "entry>loop", "next>exit");
  }

  @Test
  void loopsLeadBackAndPeopleAreAskedThroughASlot() {
    JsonObject content =
        FlowiseFlow.read(
            """
            {"nodes": [
               {"id": "a_1"}, {"id": "a_1-b"},
               {"id": "loop", "data": {"inputs": {"loopBackToNode": "a_1-b-Ask Bo"}}},
               {"id": "ask", "data": {"name": "humanInputAgentflow"}}],
             "edges": [{"source": "a_1", "target": "a_1-b"}, {"source": "a_1-b", "target": "loop"}]}
            """);

    assertThat(edges(content))
        .containsExactly(
            "a_1>a_1-b",
            "a_1-b>loop",
            "loop>a_1-b",
            "entry>a_1",
            "entry>ask",
            "ask>exit",
            "loop>exit");
    assertThat(CanonicalJson.write(content))
        .contains("\"humanApprovalConfig\":{\"slotName\":\"approver\"}");
  }

  @Test
  void aCircleIsJoinedToTheWay() {
    JsonObject content =
        FlowiseFlow.read(
            """
            {"nodes": [{"id": "a"}, {"id": "b"}],
             "edges": [{"source": "a", "target": "b"}, {"source": "b", "target": "a"}]}
            """);

    assertThat(edges(content)).containsExactly("a>b", "b>a", "entry>a", "b>exit");
  }

  @Test
  void namesOfTheEndsAreFree() {
    assertThat(
            edges(
                FlowiseFlow.read(
                    "{\"nodes\": [{\"id\": \"entry\"}, {\"id\": \"exit\"}], \"edges\": []}")))
        .containsExactly("entry_>entry", "entry_>exit", "exit>exit_", "entry>exit_");
    assertThat(edges(FlowiseFlow.read("{\"nodes\": [], \"edges\": []}")))
        .containsExactly("entry>exit");
  }

  @Test
  void anyGraphBecomesComplete() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      int size = 1 + random.nextInt(7);
      String nodes =
          IntStream.range(0, size)
              .mapToObj(n ->
                  "{\"id\": \"n%d\", \"parentNode\": \"n%d\"}"
                      .formatted(n, random.nextInt(3 * size)))
              .collect(Collectors.joining(","));
      String edges =
          IntStream.range(0, random.nextInt(2 * size))
              .mapToObj(e ->
                  "{\"source\": \"n%d\", \"target\": \"n%d\"}"
                      .formatted(random.nextInt(size), random.nextInt(size + 1)))
              .collect(Collectors.joining(","));

      assertThat(read("{\"nodes\": [%s], \"edges\": [%s]}".formatted(nodes, edges))).isNotNull();
    }
  }

  @Test
  void whatIsNoFlowIsRefusedWithItsPlaces() {
    assertThatThrownBy(() -> FlowiseFlow.read("[]")).isInstanceOf(InvalidContent.class);
    assertThatThrownBy(() -> FlowiseFlow.read("{\"edges\": []}"))
        .isInstanceOf(InvalidContent.class)
        .hasMessage("/nodes: must be an array");
    assertThatThrownBy(() ->
            FlowiseFlow.read(
                "{\"nodes\": [{\"id\": \"a\"}, {}, 1, {\"id\": \"a\"}], \"edges\": []}"))
        .isInstanceOfSatisfying(
            InvalidContent.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(error -> error.pointer())
                    .containsExactly("/nodes/1/id", "/nodes/2", "/nodes/3/id"));
  }

  @Test
  void everyRealFlowIsComplete() throws IOException {
    String data = System.getProperty("galley.data", System.getenv("GALLEY_DATA"));
    assumeThat(data).as("no real flows: name their directory in GALLEY_DATA").isNotNull();
    int count = 0;
    int largest = 0;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of(data).resolve("flowise-flows"), "*.json")) {
      for (Path file : files) {
        JsonObject content = read(Files.readString(file));
        count++;
        largest = Math.max(largest, CanonicalJson.bytes(content).length);
      }
    }
    System.out.printf("%d flows, the largest %d bytes%n", count, largest);
    assertThat(count).isPositive();
    assertThat(largest).isGreaterThan(64 * 1024);
  }

  private static JsonObject read(String text) {
    JsonObject content = FlowiseFlow.read(text);
    assertThat(AgentContent.parse(content).toJson()).isEqualTo(content);
    assertThat(FlowRules.findings(AgentContent.parse(content))).isEmpty();
    return content;
  }

  private static List<String> edges(JsonObject content) {
    JsonObject flow = (JsonObject) content.get("flow").orElseThrow();
    return ((JsonArray) flow.get("edges").orElseThrow())
        .items().stream()
            .map(JsonObject.class::cast)
            .map(edge -> edge.text("source").orElse("") + ">" + edge.text("target").orElse(""))
            .toList();
  }
}
