package dev.galley.benchmarks;

import dev.galley.bootstrap.command.FlowiseFlow;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Flows as a studio edits them. */
final class StudioFlow {
  private static final int MADE_STEPS = 60;

  private StudioFlow() {}

  /** The real flows of a directory as contents of agents, the smallest first; or one made up. */
  static List<JsonObject> all(Optional<Path> directory) throws IOException {
    Optional<Path> data =
        directory.or(() -> Optional.ofNullable(System.getenv("GALLEY_DATA")).map(Path::of));
    Optional<Path> folder =
        data.map(path -> path.resolve("flowise-flows")).filter(Files::isDirectory);
    if (folder.isEmpty()) {
      System.out.println("no real flows (GALLEY_DATA or --flows names none): one is made up");
      return List.of(madeUp());
    }
    List<JsonObject> flows = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.get())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        flows.add(FlowiseFlow.read(Files.readString(file)));
      }
    }
    flows.sort(Comparator.comparingInt(StudioFlow::size));
    return flows;
  }

  /** How many bytes its canonical form has. */
  static int size(JsonObject flow) {
    return AgentContent.parse(flow).snapshot().canonical().length();
  }

  private static JsonObject madeUp() {
    StringBuilder nodes = new StringBuilder();
    StringBuilder edges = new StringBuilder();
    for (int i = 0; i < MADE_STEPS; i++) {
      nodes.append(i == 0 ? "" : ",").append("{\"id\":\"node_").append(i);
      nodes.append("\",\"data\":{\"name\":\"llm\",\"inputs\":{\"prompt\":\"");
      nodes.append(("Sentence " + i + " of a prompt. ").repeat(85)).append("\"}}}");
      if (i > 0) {
        edges.append(i == 1 ? "" : ",").append("{\"source\":\"node_").append(i - 1);
        edges.append("\",\"target\":\"node_").append(i).append("\"}");
      }
    }
    return FlowiseFlow.read("{\"nodes\":[" + nodes + "],\"edges\":[" + edges + "]}");
  }

  /** The flow with another text in one field of one of its steps. */
  static JsonObject edited(JsonObject flow, int step, String text) {
    JsonObject inner = (JsonObject) flow.get("flow").orElseThrow();
    List<Json> steps = new ArrayList<>(((JsonArray) inner.get("steps").orElseThrow()).items());
    int at = Math.floorMod(step, steps.size());
    JsonObject changed = (JsonObject) steps.get(at);
    JsonObject parameters =
        changed.get("parameters").map(JsonObject.class::cast).orElse(JsonObject.EMPTY);
    steps.set(at, changed.with("parameters", parameters.with("note", Json.of(text))));
    return flow.with("flow", inner.with("steps", new JsonArray(steps)));
  }
}
