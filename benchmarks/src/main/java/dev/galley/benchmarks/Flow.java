package dev.galley.benchmarks;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The content of an agent that is little but a flow.
 *
 * @param name where it is from
 * @param made whether it is made up
 */
record Flow(String name, boolean made, List<JsonObject> nodes, List<JsonObject> edges) {
  /** As many steps and characters as make a flow of the size of the largest real one. */
  private static final int MADE_STEPS = 16;

  private static final int MADE_TEXT = 2_300;
  private static final int MADE_PARAMETERS = 40;

  Flow {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** The largest of {@code flowise-flows/*.json} in a directory; without any, one made up. */
  static Flow find(Optional<Path> directory) {
    Optional<Path> folder =
        directory.map(data -> data.resolve("flowise-flows")).filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return madeUp();
    }
    List<Flow> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get(), "*.json")) {
      for (Path file : files) {
        JsonObject flow = (JsonObject) JsonReader.read(Files.readString(file));
        found.add(
            new Flow(
                file.getFileName().toString(),
                false,
                objects(flow.get("nodes")),
                objects(flow.get("edges"))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().max(Comparator.comparingInt(Flow::size)).orElseGet(Flow::madeUp);
  }

  private static List<JsonObject> objects(Optional<Json> list) {
    return ((JsonArray) list.orElse(JsonArray.EMPTY))
        .items().stream().map(item -> (JsonObject) item).toList();
  }

  private static Flow madeUp() {
    List<JsonObject> nodes = new ArrayList<>();
    List<JsonObject> edges = new ArrayList<>();
    for (int i = 0; i < MADE_STEPS; i++) {
      List<Json> parameters = new ArrayList<>();
      for (int p = 0; p < MADE_PARAMETERS; p++) {
        parameters.add(
            JsonObject.builder()
                .put("name", "parameter" + p)
                .put("label", "A parameter of the step")
                .put("type", "string")
                .put("optional", p % 2 == 0)
                .put("default", p)
                .build());
      }
      nodes.add(
          JsonObject.builder()
              .put("id", "step_" + i)
              .put(
                  "data",
                  JsonObject.builder()
                      .put("prompt", "Say it again. ".repeat(MADE_TEXT / 14))
                      .put("inputParams", new JsonArray(parameters))
                      .build())
              .build());
      if (i > 0) {
        edges.add(
            JsonObject.builder()
                .put("id", "edge_" + i)
                .put("source", "step_" + (i - 1))
                .put("target", "step_" + i)
                .build());
      }
    }
    return new Flow("a flow that is made up", true, nodes, edges);
  }

  /** So many copies in one flow, each with ids of its own. */
  Flow times(int copies) {
    List<JsonObject> allNodes = new ArrayList<>();
    List<JsonObject> allEdges = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      for (JsonObject node : nodes) {
        allNodes.add(renamed(node, copy, "id"));
      }
      for (JsonObject edge : edges) {
        allEdges.add(renamed(edge, copy, "id", "source", "target"));
      }
    }
    return new Flow(name, made, allNodes, allEdges);
  }

  private static JsonObject renamed(JsonObject object, int copy, String... members) {
    JsonObject renamed = object;
    for (String member : members) {
      Optional<String> id = object.text(member);
      if (id.isPresent()) {
        renamed = renamed.with(member, Json.of(id.get() + "." + copy));
      }
    }
    return renamed;
  }

  int steps() {
    return nodes.size();
  }

  /** The same flow with one field more in a step, which is thereby another. */
  Flow withChangedStep(int index) {
    List<JsonObject> changed = new ArrayList<>(nodes);
    JsonObject node = changed.get(index);
    JsonObject step =
        node.get("data").orElse(JsonObject.EMPTY) instanceof JsonObject d ? d : JsonObject.EMPTY;
    changed.set(index, node.with("data", step.with("label", Json.of("Another label"))));
    return new Flow(name, made, changed, edges);
  }

  /** A content that shares no value with any other. */
  Json content() {
    return JsonReader.read(CanonicalJson.write(json()));
  }

  /** The bytes of the canonical form. */
  int size() {
    return CanonicalJson.bytes(json()).length;
  }

  private JsonObject json() {
    return JsonObject.builder()
        .put(
            "flow",
            JsonObject.builder()
                .put("steps", new JsonArray(new ArrayList<>(nodes)))
                .put("edges", new JsonArray(new ArrayList<>(edges)))
                .build())
        .put("slots", JsonArray.EMPTY)
        .build();
  }
}
