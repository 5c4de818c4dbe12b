package dev.galley.bootstrap.command;

import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.FlowRules;
import dev.galley.domain.agent.StepType;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads flows of Flowise as contents of agents that are complete.
 *
 * <p>A node becomes a step with the node's inputs as its parameters; what else a node has stays in
 * the step under {@code flowise}. Nodes within a node (of an iteration) become steps within its
 * step, sticky notes become parameters of the entry. A loop leads back by an edge, and where a
 * person is asked, a slot {@code approver} is. An entry and an exit are added, and edges to and
 * from the steps that would lie aside from the way.
 */
public final class FlowiseFlow {
  private static final String APPROVER = "approver";
  private static final String LOOP_TARGET = "loopBackToNode";

  private final List<FieldError> errors = new ArrayList<>();
  private final Map<String, JsonObject> nodes = new LinkedHashMap<>();

  /** The ids of the nodes within each node, and of those within none, which are within "". */
  private final Map<String, List<String>> inner = new HashMap<>();

  /** For each node the one at the top level that it is, or is within. */
  private final Map<String, String> tops = new HashMap<>();

  private final List<String> notes = new ArrayList<>();
  private final List<Json> edges = new ArrayList<>();
  private final Set<String> edgeNames = new HashSet<>();
  private final Map<String, List<String>> nexts = new HashMap<>();
  private final Map<String, List<String>> previous = new HashMap<>();

  private FlowiseFlow() {}

  /**
   * The content of an agent that has the flow of a file, as a value that breaks no rule.
   *
   * @throws InvalidContent with the places of the file that are no flow's
   */
  public static JsonObject read(String text) {
    if (!(JsonReader.read(text) instanceof JsonObject flow)) {
      throw InvalidContent.at(JsonPointer.ROOT, "must be an object");
    }
    AgentContent content = AgentContent.parse(new FlowiseFlow().map(flow));
    List<FieldError> findings = FlowRules.findings(content);
    if (!findings.isEmpty()) {
      throw new InvalidContent(findings);
    }
    return content.toJson();
  }

  private JsonObject map(JsonObject flow) {
    readNodes(items(flow, "nodes"));
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    readEdges(items(flow, "edges"));
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    addLoops();
    String entry = free("entry");
    String exit = free("exit");
    connect(entry, exit);
    List<Json> steps = new ArrayList<>();
    steps.add(end(entry, StepType.ENTRY_POINT, "Entry", notes));
    steps.addAll(steps(""));
    steps.add(end(exit, StepType.EXIT_POINT, "Exit", List.of()));
    JsonObject.Builder content =
        JsonObject.builder()
            .putIfPresent(
                "comment",
                flow.text("description").map(text -> shortened(text, AgentContent.MAX_COMMENT)))
            .put(
                "flow",
                JsonObject.builder()
                    .put("steps", new JsonArray(steps))
                    .put("edges", new JsonArray(edges))
                    .build());
    if (nodes.values().stream().anyMatch(FlowiseFlow::asksAPerson)) {
      content.put(
          "slots",
          JsonArray.of(
              JsonObject.builder().put("name", APPROVER).put("displayName", "Approver").build()));
    }
    return content.build();
  }

  private void readNodes(List<Json> items) {
    for (int i = 0; i < items.size(); i++) {
      String pointer = JsonPointer.child("/nodes", i);
      if (!(items.get(i) instanceof JsonObject node)) {
        errors.add(new FieldError(pointer, "must be an object"));
        continue;
      }
      if (node.text("type").filter("stickyNote"::equals).isPresent()) {
        inputs(node).text("note").ifPresent(notes::add);
        continue;
      }
      String id = node.text("id").orElse("");
      if (id.isBlank() || nodes.containsKey(id)) {
        errors.add(
            new FieldError(
                JsonPointer.child(pointer, "id"),
                id.isBlank() ? "is missing" : "must be unique; it is there twice"));
        continue;
      }
      // React Flow has parents before their children; no circle can come of that.
      String parent = node.text("parentNode").filter(nodes::containsKey).orElse("");
      nodes.put(id, node);
      inner.computeIfAbsent(parent, any -> new ArrayList<>()).add(id);
      tops.put(id, parent.isEmpty() ? id : tops.getOrDefault(parent, id));
    }
  }

  private void readEdges(List<Json> items) {
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof JsonObject edge)) {
        errors.add(new FieldError(JsonPointer.child("/edges", i), "must be an object"));
        continue;
      }
      // Edges to notes and to nodes that are gone are left out.
      Optional<String> source = edge.text("source").filter(nodes::containsKey);
      Optional<String> target = edge.text("target").filter(nodes::containsKey);
      if (source.isPresent() && target.isPresent()) {
        Optional<String> condition =
            edge.get("data").flatMap(data -> object(data).text("edgeLabel"));
        addEdge(
            JsonObject.builder()
                .putIfPresent(
                    "id",
                    edge.text("id")
                        .filter(id -> !id.isBlank() && id.length() <= AgentContent.MAX_ID))
                .put("source", source.get())
                .put("target", target.get())
                .putIfPresent("condition", condition)
                .putIfPresent("sourceHandle", edge.text("sourceHandle"))
                .putIfPresent("targetHandle", edge.text("targetHandle"))
                .build());
      }
    }
  }

  /** A loop node names where it leads back to by the id and the label of that node. */
  private void addLoops() {
    nodes.forEach((id, node) ->
        inputs(node)
            .text(LOOP_TARGET)
            .flatMap(place ->
                nodes.keySet().stream()
                    .filter(other -> place.startsWith(other + "-"))
                    .max((a, b) -> Integer.compare(a.length(), b.length())))
            .ifPresent(target -> addEdge(edge(id, target))));
  }

  private void addEdge(JsonObject edge) {
    Optional<String> name =
        Optional.ofNullable(AgentContent.SHAPE.lists().get("/flow/edges"))
            .flatMap(key -> key.of(edge));
    if (name.isPresent() && edgeNames.add(name.get())) {
      edges.add(edge);
      String source = top(edge.text("source").orElseThrow());
      String target = top(edge.text("target").orElseThrow());
      if (!source.equals(target)) {
        nexts.computeIfAbsent(source, any -> new ArrayList<>()).add(target);
        previous.computeIfAbsent(target, any -> new ArrayList<>()).add(source);
      }
    }
  }

  /** Joins all that lies aside from the way between the two: what has no neighbour there first. */
  private void connect(String entry, String exit) {
    List<String> all = inner.getOrDefault("", List.of());
    for (String step : aside(all, previous, nexts)) {
      addEdge(edge(entry, step));
    }
    // The last of a circle is where it ends, as the first is where it begins.
    for (String step : aside(all.reversed(), nexts, previous)) {
      addEdge(edge(step, exit));
    }
    if (all.isEmpty()) {
      addEdge(edge(entry, exit));
    }
  }

  /**
   * Steps from which all others are reached: those that nothing leads to, and one of each circle.
   */
  private static List<String> aside(
      List<String> all, Map<String, List<String>> before, Map<String, List<String>> after) {
    List<String> starts = new ArrayList<>();
    Set<String> reached = new HashSet<>();
    List<String> first = all.stream().filter(step -> !before.containsKey(step)).toList();
    for (List<String> steps : List.of(first, all)) {
      for (String step : steps) {
        if (!reached.contains(step)) {
          starts.add(step);
          reach(step, after, reached);
        }
      }
    }
    return starts;
  }

  private static void reach(String start, Map<String, List<String>> after, Set<String> reached) {
    Deque<String> waiting = new ArrayDeque<>();
    reached.add(start);
    waiting.push(start);
    while (!waiting.isEmpty()) {
      for (String next : after.getOrDefault(waiting.pop(), List.of())) {
        if (reached.add(next)) {
          waiting.push(next);
        }
      }
    }
  }

  private List<Json> steps(String parent) {
    return inner.getOrDefault(parent, List.of()).stream().<Json>map(this::step).toList();
  }

  private JsonObject step(String id) {
    JsonObject node = nodes.getOrDefault(id, JsonObject.EMPTY);
    JsonObject data = data(node);
    List<Json> within = steps(id);
    JsonObject rest =
        node.without("id")
            .without("parentNode")
            .with("data", data.without("id").without("label").without("inputs"));
    return JsonObject.builder()
        .put("id", id)
        .put("type", type(data).name())
        .putIfPresent(
            "name", data.text("label").map(label -> shortened(label, AgentContent.MAX_NAME)))
        .put("parameters", inputs(node))
        .putIf(
            asksAPerson(node),
            "humanApprovalConfig",
            JsonObject.builder().put("slotName", APPROVER).build())
        .putIf(!within.isEmpty(), "steps", new JsonArray(within))
        .put("flowise", rest)
        .build();
  }

  /** Agents are what asks a model: all of the newer nodes are of one category. */
  private static StepType type(JsonObject data) {
    String name = data.text("name").orElse("");
    String category = data.text("category").orElse("");
    boolean asksAModel =
        Set.of("agentAgentflow", "llmAgentflow", "conditionAgentAgentflow").contains(name)
            || category.endsWith("Agents");
    return asksAModel ? StepType.AGENT : StepType.TOOL;
  }

  private static boolean asksAPerson(JsonObject node) {
    return data(node).text("name").filter("humanInputAgentflow"::equals).isPresent();
  }

  private static JsonObject end(String id, StepType type, String name, List<String> notes) {
    return JsonObject.builder()
        .put("id", id)
        .put("type", type.name())
        .put("name", name)
        .putIf(
            !notes.isEmpty(),
            "parameters",
            JsonObject.builder().put("notes", JsonArray.ofTexts(notes)).build())
        .build();
  }

  private static JsonObject edge(String source, String target) {
    return JsonObject.builder().put("source", source).put("target", target).build();
  }

  private static JsonObject data(JsonObject node) {
    return node.get("data").map(FlowiseFlow::object).orElse(JsonObject.EMPTY);
  }

  private static JsonObject inputs(JsonObject node) {
    return data(node).get("inputs").map(FlowiseFlow::object).orElse(JsonObject.EMPTY);
  }

  private static JsonObject object(Json value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private List<Json> items(JsonObject flow, String name) {
    if (flow.get(name).orElse(JsonObject.EMPTY) instanceof JsonArray(List<Json> items)) {
      return items;
    }
    errors.add(new FieldError("/" + name, "must be an array"));
    return List.of();
  }

  /** The step at the top level; the ends that are added are there themselves. */
  private String top(String id) {
    return tops.getOrDefault(id, id);
  }

  private String free(String id) {
    return nodes.containsKey(id) ? free(id + "_") : id;
  }

  private static String shortened(String text, int length) {
    return text.codePoints()
        .limit(length)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
