package dev.galley.domain.agent;

import static dev.galley.domain.fixtures.FlowFixture.edge;
import static dev.galley.domain.fixtures.FlowFixture.flow;
import static dev.galley.domain.fixtures.FlowFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Reference;
import dev.galley.domain.fixtures.FlowFixture;
import dev.galley.domain.fixtures.JsonFixture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AgentContentLawsTest {

  @Property(tries = 300)
  void completeContentsComeBackAndBreakNoRule(
      @ForAll("completeContents") JsonObject written, @ForAll Random random) {
    AgentContent content = AgentContent.parse(JsonFixture.shuffled(written, random));

    assertThat(content.toJson()).isEqualTo(written);
    assertThat(AgentContent.parse(content.toJson())).isEqualTo(content);
    assertThat(FlowRules.findings(content)).isEmpty();
    assertThat(Reference.dangling(content.toJson(), AgentContent.SHAPE)).isEmpty();
  }

  @Property(tries = 300)
  void whateverIsInAStepComesBack(
      @ForAll("values") Json value, @ForAll("names") String name, @ForAll("names") String other) {
    JsonObject step =
        step("a", "TOOL")
            .with("parameters", JsonObject.EMPTY.with(name, value))
            .with("x" + other, value);

    assertThat(AgentContent.parse(flow(List.of(step), List.of())).toJson())
        .isEqualTo(flow(List.of(step), List.of()));
  }

  @Property(tries = 1_000)
  void whateverStandsAnywhereIsTakenOrRefusedInAnOrderlyWay(
      @ForAll("completeContents") JsonObject written,
      @ForAll("values") Json value,
      @ForAll Random random) {
    Json damaged = damage(written, value, random);
    InvalidContent refused =
        catchThrowableOfType(InvalidContent.class, () -> AgentContent.parse(damaged));
    if (refused == null) {
      AgentContent content = AgentContent.parse(damaged);
      assertThat(AgentContent.parse(content.toJson())).isEqualTo(content);
      assertThat(FlowRules.findings(content)).isNotNull();
      assertThat(Reference.dangling(content.toJson(), AgentContent.SHAPE)).isEmpty();
    }
  }

  @Property(tries = 1_000)
  void eachBrokenRuleOfTheShapeIsToldAtItsPlace(
      @ForAll("completeContents") JsonObject written, @ForAll("shapeBreaks") Break rule) {
    InvalidContent refused =
        catchThrowableOfType(
            InvalidContent.class, () -> AgentContent.parse(rule.change.apply(written)));

    assertThat(refused).as(rule.rule).isNotNull();
    assertThat(refused.errors())
        .as(rule.rule)
        .extracting(FieldError::pointer)
        .containsExactly(rule.pointer);
  }

  @Property(tries = 1_000)
  void eachBrokenRuleOfTheFlowIsToldAtItsPlace(
      @ForAll("completeContents") JsonObject written, @ForAll("flowBreaks") Break rule) {
    AgentContent content = AgentContent.parse(rule.change.apply(written));

    assertThat(FlowRules.findings(content))
        .as(rule.rule)
        .extracting(FieldError::pointer)
        .contains(rule.pointer.replace("LAST", String.valueOf(steps(content.toJson()).size() - 1)));
  }

  @Property(tries = 2_000)
  void waysAreThoseOfANaiveSearch(@ForAll("graphs") Graph graph) {
    List<Json> steps = new ArrayList<>();
    for (int i = 0; i < graph.size; i++) {
      steps.add(step("s" + i, i == 0 ? "ENTRY_POINT" : i == 1 ? "EXIT_POINT" : "TOOL"));
    }
    List<Json> edges = new ArrayList<>();
    boolean[][] ways = new boolean[graph.size][graph.size];
    for (int i = 0; i < graph.size; i++) {
      ways[i][i] = true;
    }
    for (int edge : graph.edges) {
      int source = edge / graph.size;
      int target = edge % graph.size;
      ways[source][target] = true;
      edges.add(edge("s" + source, "s" + target));
    }
    for (int k = 0; k < graph.size; k++) {
      for (int i = 0; i < graph.size; i++) {
        for (int j = 0; j < graph.size; j++) {
          ways[i][j] |= ways[i][k] && ways[k][j];
        }
      }
    }
    List<FieldError> expected = new ArrayList<>();
    for (int i = 0; i < graph.size; i++) {
      if (!ways[0][i]) {
        expected.add(
            new FieldError("/flow/steps/" + i, "can't be reached from the ENTRY_POINT step"));
      }
      if (!ways[i][1]) {
        expected.add(new FieldError("/flow/steps/" + i, "does not reach the EXIT_POINT step"));
      }
    }

    assertThat(FlowRules.findings(AgentContent.parse(flow(steps, edges)))).isEqualTo(expected);
  }

  /** A change of a complete content, and the pointer to what it breaks. */
  record Break(String rule, String pointer, UnaryOperator<JsonObject> change) {
    @Override
    public String toString() {
      return rule;
    }
  }

  /** Edges are {@code source * size + target}. */
  record Graph(int size, Set<Integer> edges) {}

  @Provide
  Arbitrary<Graph> graphs() {
    return Arbitraries.randomValue(random -> {
      int size = 2 + random.nextInt(8);
      Set<Integer> edges = new HashSet<>();
      for (int i = random.nextInt(2 * size + 1); i > 0; i--) {
        edges.add(random.nextInt(size * size));
      }
      return new Graph(size, edges);
    });
  }

  @Provide
  Arbitrary<Break> shapeBreaks() {
    return Arbitraries.of(SHAPE_BREAKS);
  }

  @Provide
  Arbitrary<Break> flowBreaks() {
    return Arbitraries.of(FLOW_BREAKS);
  }

  @Provide
  Arbitrary<JsonObject> completeContents() {
    return FlowFixture.completeContents();
  }

  @Provide
  Arbitrary<Json> values() {
    return JsonFixture.values();
  }

  @Provide
  Arbitrary<String> names() {
    return JsonFixture.texts();
  }

  /** Changes of a complete content that make it none. */
  private static final List<Break> SHAPE_BREAKS =
      List.of(
          new Break("other member", "/nodes", content -> content.with("nodes", JsonArray.EMPTY)),
          new Break(
              "other flow member", "/flow/name", content -> inFlow(content, "name", Json.of("x"))),
          new Break("null flow", "/flow", content -> content.with("flow", JsonNull.NULL)),
          new Break("comment", "/comment", content -> content.with("comment", Json.of(true))),
          new Break(
              "bindings",
              "/integrationBindings",
              content -> content.with("integrationBindings", Json.of("x"))),
          new Break(
              "step without type",
              "/flow/steps/1/type",
              content -> inStep(content, "type", JsonNull.NULL)),
          new Break(
              "step id twice",
              "/flow/steps/2/id",
              content -> insert(content, "steps", 2, step("s0", "TOOL"))),
          new Break(
              "step id of an inner step",
              "/flow/steps/2/id",
              content -> insert(content, "steps", 2, step("inner", "TOOL"))),
          new Break(
              "step id missing",
              "/flow/steps/2/id",
              content ->
                  insert(content, "steps", 2, JsonObject.EMPTY.with("type", Json.of("TOOL")))),
          new Break(
              "step no object",
              "/flow/steps/0",
              content -> insert(content, "steps", 0, Json.of("s9"))),
          new Break(
              "inner step id twice",
              "/flow/steps/1/steps/0/id",
              content -> inStep(content, "steps", JsonArray.of(step("s0", "TOOL")))),
          new Break(
              "approval without slot",
              "/flow/steps/1/humanApprovalConfig/slotName",
              content -> content.without("slots")),
          new Break(
              "parameters",
              "/flow/steps/1/parameters",
              content -> inStep(content, "parameters", Json.of(1))),
          new Break(
              "edge from nowhere",
              "/flow/edges/0/source",
              content -> insert(content, "edges", 0, edge("gone", "exit"))),
          new Break(
              "edge to nowhere",
              "/flow/edges/1/target",
              content -> insert(content, "edges", 1, edge("entry", "gone"))),
          new Break(
              "edge without target",
              "/flow/edges/1/target",
              content -> insert(content, "edges", 1, edge("entry", "").without("target"))),
          new Break(
              "edge id twice",
              "/flow/edges/1/id",
              content ->
                  insert(content, "edges", 1, edge("exit", "exit").with("id", Json.of("e0")))),
          new Break(
              "edge ends twice",
              "/flow/edges/1",
              content ->
                  insert(
                      insert(content, "edges", 0, edge("exit", "exit")),
                      "edges",
                      1,
                      edge("exit", "exit"))),
          new Break(
              "slot twice",
              "/slots/1/name",
              content -> {
                Json slot = JsonObject.EMPTY.with("name", Json.of("approver"));
                return content.with("slots", JsonArray.of(slot, slot));
              }),
          new Break("asset twice", "/assets/1/id", content -> twice(content, "assets")),
          new Break("sub agent twice", "/subAgents/1/id", content -> twice(content, "subAgents")),
          new Break(
              "integration slot twice",
              "/integrationSlots/1/id",
              content -> twice(content, "integrationSlots")));

  /** Changes of a complete content that make it incomplete; LAST is the position of the exit. */
  private static final List<Break> FLOW_BREAKS =
      List.of(
          new Break("no entry", "/flow/steps", content -> retype(content, 0, "TOOL")),
          new Break(
              "no exit",
              "/flow/steps",
              content -> retype(content, steps(content).size() - 1, "TOOL")),
          new Break(
              "two entries", "/flow/steps/1/type", content -> retype(content, 1, "ENTRY_POINT")),
          new Break(
              "two exits", "/flow/steps/LAST/type", content -> retype(content, 1, "EXIT_POINT")),
          new Break("unknown type", "/flow/steps/1/type", content -> retype(content, 1, "SWITCH")),
          new Break(
              "unknown inner type",
              "/flow/steps/1/steps/0/type",
              content -> inStep(content, "steps", JsonArray.of(step("inner", "SWITCH")))),
          new Break(
              "inner exit",
              "/flow/steps/1/steps/0/type",
              content -> inStep(content, "steps", JsonArray.of(step("inner", "EXIT_POINT")))),
          new Break("not reached", "/flow/steps/1", content -> without(content, "edges", 0)),
          new Break(
              "reaches nothing", "/flow/steps/LAST", content -> without(content, "edges", -1)),
          new Break(
              "alone",
              "/flow/steps/2",
              content -> insert(content, "steps", 2, step("alone", "TOOL"))));

  private static Json damage(Json at, Json value, Random random) {
    if (random.nextInt(4) == 0) {
      return value;
    }
    if (at instanceof JsonObject object && !object.isEmpty()) {
      List<String> names = List.copyOf(object.members().keySet());
      String name = names.get(random.nextInt(names.size()));
      return object.with(name, damage(object.members().get(name), value, random));
    }
    if (at instanceof JsonArray(List<Json> items) && !items.isEmpty()) {
      List<Json> others = new ArrayList<>(items);
      int i = random.nextInt(items.size());
      others.set(i, damage(items.get(i), value, random));
      return new JsonArray(others);
    }
    return value;
  }

  private static JsonObject inFlow(JsonObject content, String name, Json value) {
    return content.with("flow", ((JsonObject) content.get("flow").orElseThrow()).with(name, value));
  }

  private static List<Json> list(JsonObject content, String name) {
    JsonObject flow = (JsonObject) content.get("flow").orElseThrow();
    return new ArrayList<>(((JsonArray) flow.get(name).orElseThrow()).items());
  }

  private static List<Json> steps(JsonObject content) {
    return list(content, "steps");
  }

  private static JsonObject insert(JsonObject content, String list, int at, Json item) {
    List<Json> items = list(content, list);
    items.add(at, item);
    return inFlow(content, list, new JsonArray(items));
  }

  /** Without an item; a negative position counts from the end. */
  private static JsonObject without(JsonObject content, String list, int at) {
    List<Json> items = list(content, list);
    items.remove(at < 0 ? items.size() + at : at);
    return inFlow(content, list, new JsonArray(items));
  }

  /** A member of the step {@code s0}. */
  private static JsonObject inStep(JsonObject content, String name, Json value) {
    List<Json> steps = steps(content);
    steps.set(1, ((JsonObject) steps.get(1)).with(name, value));
    return inFlow(content, "steps", new JsonArray(steps));
  }

  private static JsonObject retype(JsonObject content, int at, String type) {
    List<Json> steps = steps(content);
    steps.set(at, ((JsonObject) steps.get(at)).with("type", Json.of(type)));
    return inFlow(content, "steps", new JsonArray(steps));
  }

  private static JsonObject twice(JsonObject content, String list) {
    Json item = ((JsonArray) content.get(list).orElseThrow()).items().getFirst();
    return content.with(list, JsonArray.of(item, item));
  }
}
