package dev.galley.application.assistant;

import dev.galley.application.gate.CommitGates;
import dev.galley.application.gate.GateFinding;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import java.util.List;
import java.util.Objects;

/** Asks the gates what they would say if the draft were committed now. Changes nothing. */
public final class CheckDraft {
  private final AssistantDesk desk;
  private final CommitGates gates;

  public CheckDraft(AssistantDesk desk, CommitGates gates) {
    this.desk = desk;
    this.gates = gates;
  }

  /**
   * What they say.
   *
   * @param view the draft that they have looked at
   */
  public record Checked(AssistantView view, List<GateFinding> findings) {

    public Checked {
      Objects.requireNonNull(view, "view");
      findings = List.copyOf(findings);
    }

    /** Whether a commit would be refused for them. */
    public boolean blocked() {
      return findings.stream().anyMatch(GateFinding::blocking);
    }
  }

  /** Looks at the draft of the assistant that the id means. */
  public Outcome<Checked> handle(Caller caller, String id) {
    return desk.finder().draft(caller, id).map(this::check);
  }

  private Checked check(Found found) {
    Assistant assistant = found.assistant();
    AssistantContent live = desk.contents().get(assistant.tenant(), assistant.live().content());
    AssistantView view = desk.view(found);
    // A draft that is like live is no commit at all.
    return new Checked(
        view,
        view.content().equals(live)
            ? List.of()
            : gates.review(assistant.naturalId(), view.content(), live));
  }
}
