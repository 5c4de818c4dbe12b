package dev.galley.application.assistant;

import dev.galley.application.gate.CommitGates;
import dev.galley.application.gate.GateFinding;
import dev.galley.application.store.Round;
import dev.galley.application.support.Refusal;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.NaturalId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the gates say of one commit. A commit that was overtaken is decided again, and asks them
 * again only if there is something else to look at.
 */
final class GateReview {
  private record Asked(
      AssistantContent content, AssistantContent live, List<GateFinding> findings) {}

  private final CommitGates gates;
  private Optional<Asked> last = Optional.empty();

  GateReview(CommitGates gates) {
    this.gates = gates;
  }

  /** The commit with its warnings, unless a gate stops it. */
  <T> Round<T> of(
      NaturalId assistant,
      AssistantContent content,
      AssistantContent live,
      Function<List<GateFinding>, Round<T>> commit) {
    List<GateFinding> findings =
        last.filter(asked -> asked.content().equals(content) && asked.live().equals(live))
            .map(Asked::findings)
            .orElseGet(() -> gates.review(assistant, content, live));
    last = Optional.of(new Asked(content, live, findings));
    return findings.stream().anyMatch(GateFinding::blocking)
        ? Round.refused(new Refusal.CommitBlocked(findings))
        : commit.apply(findings);
  }
}
