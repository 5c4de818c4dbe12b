package dev.galley.testkit;

import dev.galley.application.gate.GateFinding;
import dev.galley.plugins.host.Trial;
import dev.galley.skill.api.CommitGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a commit gate through every rule that the server applies. */
public final class CommitGateKit {
  private enum Wanted {
    SILENCE,
    WARNING,
    BLOCK
  }

  private record Example(Wanted wanted, Map<String, ?> content, Map<String, ?> live) {}

  private final CommitGate gate;
  private final List<Example> examples = new ArrayList<>();

  private CommitGateKit(CommitGate gate) {
    this.gate = gate;
  }

  /** A kit for a gate. */
  public static CommitGateKit of(CommitGate gate) {
    return new CommitGateKit(gate);
  }

  /** Adds a commit of which the gate must say nothing. */
  public CommitGateKit passes(Map<String, ?> content, Map<String, ?> live) {
    examples.add(new Example(Wanted.SILENCE, content, live));
    return this;
  }

  /** Adds a commit of which the gate must warn without stopping it. */
  public CommitGateKit warnsOf(Map<String, ?> content, Map<String, ?> live) {
    examples.add(new Example(Wanted.WARNING, content, live));
    return this;
  }

  /** Adds a commit that the gate must stop. */
  public CommitGateKit blocks(Map<String, ?> content, Map<String, ?> live) {
    examples.add(new Example(Wanted.BLOCK, content, live));
    return this;
  }

  /** Everything that is wrong, one sentence each; empty when the server would take the gate. */
  public List<String> findings() {
    List<String> findings = new ArrayList<>();
    try (Trial trial = new Trial()) {
      Trial.Outcome<String> id = trial.id(gate);
      id.fault().ifPresent(findings::add);
      id.value()
          .filter(told -> !Trial.isGateId(told))
          .ifPresent(told ->
              findings.add(
                  "id(): '"
                      + Findings.shown(told)
                      + "' (expected: 1 to 60 lower-case letters, digits and hyphens, beginning with"
                      + " a letter)"));
      trial
          .review(gate, Map.of("name", "A"), Map.of("name", "A"))
          .fault()
          .ifPresent(fault -> findings.add("A commit of nothing but a name: " + fault));
      for (Example example : examples) {
        Trial.Outcome<List<GateFinding>> outcome =
            trial.review(gate, example.content(), example.live());
        outcome
            .fault()
            .ifPresent(fault ->
                findings.add("The commit " + Findings.shown(example.content()) + ": " + fault));
        outcome
            .value()
            .filter(said -> said(said) != example.wanted())
            .ifPresent(said ->
                findings.add(
                    "The commit "
                        + Findings.shown(example.content())
                        + " gets "
                        + said(said)
                        + " (expected: "
                        + example.wanted()
                        + ")"));
      }
    }
    return findings;
  }

  private static Wanted said(List<GateFinding> findings) {
    return findings.isEmpty()
        ? Wanted.SILENCE
        : findings.stream().anyMatch(GateFinding::blocking) ? Wanted.BLOCK : Wanted.WARNING;
  }

  /**
   * Fails when there is anything wrong.
   *
   * @throws AssertionError with all findings
   */
  public void verify() {
    Findings.verify("The server would not take this gate", findings());
  }
}
