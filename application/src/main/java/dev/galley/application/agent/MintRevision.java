package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.FlowRules;
import dev.galley.domain.agent.Role;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.FieldError;
import java.util.List;

/** Makes a revision of an agent out of a content, past all working copies. */
public final class MintRevision {
  private final AgentDesk desk;

  public MintRevision(AgentDesk desk) {
    this.desk = desk;
  }

  /** The agent with its new revision. */
  public record Minted(Agent agent, Revision revision) {}

  /**
   * Makes it. Needs the role Editor.
   *
   * @param content what the revision's comment is taken from too
   */
  public Outcome<Minted> handle(Caller caller, String tenant, String id, AgentContent content) {
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.agent(caller, tenant, id, Role.EDITOR),
                agent -> {
                  List<FieldError> findings = FlowRules.findings(content);
                  if (!findings.isEmpty()) {
                    return Round.refused(new Refusal.InvalidFlow(findings));
                  }
                  ChangedPaths paths = AgentDesk.changed(desk.newest(agent), content);
                  Transition<Agent> minted =
                      agent.mint(
                          new Agent.Authored(content.snapshot().hash(), paths),
                          content.toJson().text("comment"),
                          desk.stamp(caller),
                          change);
                  return new Round.Save<>(
                      Change.of(change, minted)
                          .with(content.snapshot())
                          .near(desk.newest(agent).snapshot().hash()),
                      new Minted(minted.next(), minted.revisions().getFirst()));
                }));
  }
}
