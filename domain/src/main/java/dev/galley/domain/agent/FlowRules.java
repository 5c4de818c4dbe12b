package dev.galley.domain.agent;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a flow is complete, so that it can become a revision: it has one entry and one exit, and
 * each step lies on a way from the one to the other. A flow that is being written need not be.
 *
 * <ul>
 *   <li>Exactly one step is an {@link StepType#ENTRY_POINT}, and exactly one an {@link
 *       StepType#EXIT_POINT}; both stand at the top level.
 *   <li>Every step, of any level, is of a {@link StepType}.
 *   <li>Every step of the top level is reachable from the entry and reaches the exit. Steps within
 *       a step are a part of it: an edge from or to one of them counts as one of the top-level step
 *       around it, and edges between them say nothing about ways through the flow.
 * </ul>
 *
 * <p>Of several entries or exits, a way from or to any of them counts; when there is none, ways
 * from or to it are not looked for. Time is linear in the steps and edges.
 */
public final class FlowRules {
  private static final String STEPS = "/flow/steps";

  private final List<StepPlace> steps;
  private final Findings findings = new Findings();

  private FlowRules(List<StepPlace> steps) {
    this.steps = steps;
  }

  /**
   * Every place that keeps a flow from being complete, as a pointer (RFC 6901) by positions; of
   * more than 100 the first ones, and at the root the number of the others. Empty when it is
   * complete.
   */
  public static List<FieldError> findings(AgentContent content) {
    FlowRules rules = new FlowRules(StepPlace.all(content.toJson()));
    rules.check(edges(content.toJson()));
    return rules.findings.all();
  }

  private void check(List<Json> edges) {
    types();
    BitSet entries = only(StepType.ENTRY_POINT);
    BitSet exits = only(StepType.EXIT_POINT);
    int[] sources = new int[edges.size()];
    int[] targets = new int[edges.size()];
    Map<String, Integer> tops = HashMap.newHashMap(steps.size());
    steps.forEach(step -> tops.put(text(step.value(), "id"), step.top()));
    for (int i = 0; i < sources.length; i++) {
      sources[i] = tops.get(text(edges.get(i), "source"));
      targets[i] = tops.get(text(edges.get(i), "target"));
    }
    BitSet afterEntry = reached(entries, sources, targets);
    BitSet beforeExit = reached(exits, targets, sources);
    for (StepPlace step : steps) {
      if (step.nested()) {
        continue;
      }
      if (!entries.isEmpty() && !afterEntry.get(step.top())) {
        findings.add(step.pointer(), "can't be reached from the ENTRY_POINT step");
      }
      if (!exits.isEmpty() && !beforeExit.get(step.top())) {
        findings.add(step.pointer(), "does not reach the EXIT_POINT step");
      }
    }
  }

  private void types() {
    for (StepPlace step : steps) {
      String name = text(step.value(), "type");
      Optional<StepType> type = StepType.named(name);
      if (type.isEmpty()) {
        findings.add(
            step.at("type"), "must be one of " + StepType.NAMES + ", not " + Findings.quoted(name));
      } else if (step.nested()
          && (type.get() == StepType.ENTRY_POINT || type.get() == StepType.EXIT_POINT)) {
        findings.add(
            step.at("type"),
            "must not be " + name + " within a step; it has to be at the top level");
      }
    }
  }

  /** The positions of the top-level steps of a type, of which there should be one. */
  private BitSet only(StepType type) {
    BitSet found = new BitSet();
    for (StepPlace step : steps) {
      if (!step.nested() && text(step.value(), "type").equals(type.name())) {
        if (!found.isEmpty()) {
          findings.add(
              step.at("type"),
              "must not be "
                  + type
                  + " a second time; "
                  + STEPS
                  + "/"
                  + found.nextSetBit(0)
                  + " is it already");
        }
        found.set(step.top());
      }
    }
    if (found.isEmpty()) {
      findings.add(STEPS, "must have one step of the type " + type + "; it has none");
    }
    return found;
  }

  /** The positions that edges lead to from the ones given, those included. */
  private BitSet reached(BitSet starts, int[] sources, int[] targets) {
    int count = steps.isEmpty() ? 0 : steps.getLast().top() + 1;
    // The targets of a step stand together, from firsts[step] to firsts[step + 1].
    int[] firsts = new int[count + 1];
    for (int source : sources) {
      firsts[source + 1]++;
    }
    for (int i = 0; i < count; i++) {
      firsts[i + 1] += firsts[i];
    }
    int[] free = firsts.clone();
    int[] nexts = new int[targets.length];
    for (int i = 0; i < targets.length; i++) {
      nexts[free[sources[i]]++] = targets[i];
    }
    BitSet reached = new BitSet(count);
    int[] waiting = new int[count];
    int length = 0;
    for (int step = starts.nextSetBit(0); step >= 0; step = starts.nextSetBit(step + 1)) {
      reached.set(step);
      waiting[length++] = step;
    }
    while (length > 0) {
      int step = waiting[--length];
      for (int i = firsts[step]; i < firsts[step + 1]; i++) {
        if (!reached.get(nexts[i])) {
          reached.set(nexts[i]);
          waiting[length++] = nexts[i];
        }
      }
    }
    return reached;
  }

  private static List<Json> edges(JsonObject content) {
    return content
        .get("flow")
        .flatMap(flow -> ((JsonObject) flow).get("edges"))
        .map(edges -> ((JsonArray) edges).items())
        .orElse(List.of());
  }

  private static String text(Json holder, String name) {
    return ((JsonObject) holder).text(name).orElseThrow();
  }
}
