package dev.galley.application.assistant;

import dev.galley.application.gate.CommitGates;
import dev.galley.application.gate.GateFinding;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Secret;
import java.util.List;
import java.util.Objects;

/** Asks the gates what they would say if the draft were committed now. Changes nothing. */
public final class CheckDraft {
  private final AssistantDesk desk;
  private final CommitGates gates;
  private final SecretMaker secrets;

  public CheckDraft(AssistantDesk desk, CommitGates gates, SecretMaker secrets) {
    this.desk = desk;
    this.gates = gates;
    this.secrets = secrets;
  }

  /**
   * What they say.
   *
   * @param view the draft as far as the caller sees it; they have looked at all of it
   * @param findings those that speak of what he sees
   * @param valueless the secrets of that view that have no value
   * @param blocked whether a commit would be refused for what they have found
   */
  public record Checked(
      AssistantView view, List<GateFinding> findings, List<Secret> valueless, boolean blocked) {

    public Checked {
      Objects.requireNonNull(view, "view");
      findings = List.copyOf(findings);
      valueless = List.copyOf(valueless);
    }
  }

  /** Looks at the draft of the assistant that the id means. */
  public Outcome<Checked> handle(Caller caller, String id) {
    return desk.finder().draft(caller, id).map(this::check);
  }

  private Checked check(Found found) {
    Assistant assistant = found.assistant();
    AssistantContent live = desk.contents().get(assistant.tenant(), assistant.live().content());
    AssistantContent head = desk.contents().get(assistant.tenant(), found.content());
    // A draft that is like live is no commit at all.
    List<GateFinding> findings =
        head.equals(live) ? List.of() : gates.review(assistant.naturalId(), head, live);
    AssistantContent seen = Rights.seen(head, found.level());
    return new Checked(
        desk.view(assistant, found.draft(), seen),
        findings.stream().filter(finding -> Rights.isSeen(finding.path(), found.level())).toList(),
        secrets.valueless(assistant.tenant(), seen),
        findings.stream().anyMatch(GateFinding::blocking));
  }
}
