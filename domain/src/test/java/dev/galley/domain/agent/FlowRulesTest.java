package dev.galley.domain.agent;

import static dev.galley.domain.fixtures.FlowFixture.edge;
import static dev.galley.domain.fixtures.FlowFixture.flow;
import static dev.galley.domain.fixtures.FlowFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowRulesTest {
  private static final JsonObject ENTRY = step("in", "ENTRY_POINT");
  private static final JsonObject EXIT = step("out", "EXIT_POINT");

  @Test
  void aWayFromEntryToExitIsComplete() {
    assertThat(
            findings(
                flow(
                    List.of(ENTRY, step("a", "AGENT"), step("b", "CLAUDE_BOX"), EXIT),
                    List.of(edge("in", "a"), edge("a", "b"), edge("b", "a"), edge("b", "out")))))
        .isEmpty();
  }

  @Test
  void aFlowWithoutStepsLacksBothEnds() {
    List<FieldError> findings = FlowRules.findings(AgentContent.EMPTY);

    assertThat(findings).extracting(FieldError::pointer).containsOnly("/flow/steps");
    assertThat(findings)
        .extracting(FieldError::detail)
        .containsExactly(
            "must have one step of the type ENTRY_POINT; it has none",
            "must have one step of the type EXIT_POINT; it has none");
    assertThat(findings(JsonObject.EMPTY.with("flow", JsonObject.EMPTY))).hasSize(2);
  }

  @Test
  void waysToAnEndThatIsMissingAreNotLookedFor() {
    JsonObject step = step("a", "TOOL");

    assertThat(findings(flow(List.of(step, EXIT), List.of(edge("a", "out")))))
        .containsExactly("/flow/steps");
    assertThat(findings(flow(List.of(ENTRY, step), List.of(edge("in", "a")))))
        .containsExactly("/flow/steps");
  }

  @Test
  void secondEndsAreTold() {
    JsonObject content =
        flow(
            List.of(ENTRY, EXIT, step("in2", "ENTRY_POINT"), step("out2", "EXIT_POINT")),
            List.of(edge("in", "out"), edge("in2", "out2")));

    assertThat(findings(content)).containsExactly("/flow/steps/2/type", "/flow/steps/3/type");
  }

  @Test
  void stepsAsideFromTheWayAreTold() {
    JsonObject content =
        flow(
            List.of(
                ENTRY, EXIT, step("dead", "TOOL"), step("orphan", "TOOL"), step("alone", "TOOL")),
            List.of(edge("in", "out"), edge("in", "dead"), edge("orphan", "out")));

    assertThat(FlowRules.findings(AgentContent.parse(content)))
        .containsExactly(
            new FieldError("/flow/steps/2", "does not reach the EXIT_POINT step"),
            new FieldError("/flow/steps/3", "can't be reached from the ENTRY_POINT step"),
            new FieldError("/flow/steps/4", "can't be reached from the ENTRY_POINT step"),
            new FieldError("/flow/steps/4", "does not reach the EXIT_POINT step"));
  }

  @Test
  void aLoopAloneIsNoWay() {
    JsonObject content =
        flow(
            List.of(ENTRY, EXIT, step("a", "TOOL"), step("b", "TOOL")),
            List.of(edge("in", "out"), edge("a", "b"), edge("b", "a"), edge("a", "a")));

    assertThat(findings(content))
        .containsExactly("/flow/steps/2", "/flow/steps/2", "/flow/steps/3", "/flow/steps/3");
  }

  @Test
  void typesOfAllLevelsAreChecked() {
    JsonObject odd =
        step("a", "MAGIC")
            .with(
                "steps",
                JsonArray.of(
                    step("b", "tool"),
                    step("c", "TOOL").with("steps", JsonArray.of(step("d", "ENTRY_POINT")))));

    assertThat(
            findings(flow(List.of(ENTRY, odd, EXIT), List.of(edge("in", "a"), edge("a", "out")))))
        .containsExactly(
            "/flow/steps/1/type",
            "/flow/steps/1/steps/0/type",
            "/flow/steps/1/steps/1/steps/0/type");
  }

  @Test
  void edgesOfStepsWithinAStepAreEdgesOfTheStepAroundThem() {
    JsonObject loop =
        step("loop", "TOOL").with("steps", JsonArray.of(step("x", "AGENT"), step("y", "AGENT")));
    List<Json> steps = List.of(ENTRY, loop, EXIT);

    assertThat(findings(flow(steps, List.of(edge("in", "x"), edge("y", "out"))))).isEmpty();
    assertThat(findings(flow(steps, List.of(edge("in", "x"), edge("x", "y")))))
        .containsExactly("/flow/steps/0", "/flow/steps/1", "/flow/steps/2");
  }

  @Test
  void aVeryLongFlowIsWalked() {
    int length = 20_000;
    List<Json> steps = new ArrayList<>();
    List<Json> edges = new ArrayList<>();
    steps.add(EXIT);
    for (int i = 0; i < length; i++) {
      steps.add(step("s" + i, "TOOL"));
      edges.add(edge(i == 0 ? "in" : "s" + (i - 1), "s" + i));
    }
    steps.add(ENTRY);

    // The last step is not joined to the exit yet.
    List<String> findings = findings(flow(steps, edges));
    assertThat(findings).hasSize(101).last().isEqualTo("");

    edges.add(edge("s" + (length - 1), "out"));
    assertThat(findings(flow(steps, edges))).isEmpty();
  }

  private static List<String> findings(JsonObject content) {
    return FlowRules.findings(AgentContent.parse(content)).stream()
        .map(FieldError::pointer)
        .toList();
  }
}
