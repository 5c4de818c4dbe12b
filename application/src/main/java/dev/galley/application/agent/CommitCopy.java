package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentCommit;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.FlowRules;
import dev.galley.domain.agent.Minted;
import dev.galley.domain.agent.Role;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.FieldError;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Makes a revision of a working copy, which is used up by that. */
public final class CommitCopy {
  private static final int TOLD = 20;
  private static final int SKIPPED = 1_000;

  private final AgentDesk desk;
  private final Copies copies;

  public CommitCopy(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /**
   * What is asked for.
   *
   * @param seen the version that the caller has seen
   * @param force whether to commit although there are newer revisions than the base
   * @param expectedRevision the newest revision that a forced commit goes over, as an earlier
   *     refusal has named it
   */
  public record Command(
      CopyAddress address,
      OptionalLong seen,
      Optional<String> client,
      AgentForms.Commit wish,
      boolean force,
      OptionalLong expectedRevision) {

    public Command {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(seen, "seen");
      Objects.requireNonNull(client, "client");
      Objects.requireNonNull(wish, "wish");
      Objects.requireNonNull(expectedRevision, "expectedRevision");
    }
  }

  /**
   * What has come of it.
   *
   * @param skipped the newest of the revisions between the base and this one, in their order
   */
  public record Committed(Agent agent, Revision revision, List<Long> skipped) {

    public Committed {
      skipped = List.copyOf(skipped);
    }
  }

  /** Commits. Needs the role Editor; to deploy as well, Admin. */
  public Outcome<Committed> handle(Command command) {
    return desk.saver()
        .settle(change -> Round.with(deploying(command), place -> round(command, place, change)));
  }

  private Outcome<Copies.Place> deploying(Command command) {
    CopyAddress address = command.address();
    Outcome<Copies.Place> found = copies.writable(address, command.seen());
    return command.wish().deploy()
        ? desk.agent(address.caller(), address.tenant(), address.agent(), Role.ADMIN)
            .then(agent -> found)
        : found;
  }

  private Round<Committed> round(Command command, Copies.Place place, ChangeId change) {
    if (command.force() && command.expectedRevision().isEmpty()) {
      return Round.refused(
          new Refusal.PreconditionRequired(
              "force=true needs expectedRevision: the newest revision that you have seen and want"
                  + " to commit over."));
    }
    Agent agent = place.agent();
    WorkingCopy copy = place.open().orElseThrow();
    AgentContent head = desk.content(agent.tenant(), copy.open().orElseThrow().head());
    Agent.Authored authored =
        new Agent.Authored(head.snapshot().hash(), AgentDesk.changed(desk.newest(agent), head));
    AgentCommit decision =
        agent.commit(
            copy,
            authored,
            command.force() ? command.expectedRevision() : OptionalLong.empty(),
            command.wish().comment().or(() -> head.toJson().text("comment")),
            command.wish().deploy(),
            copies.writer(command.address().caller(), command.client()),
            change);
    long base = place.place().base();
    return switch (decision) {
      case AgentCommit.BaseOutdated(Minted newest) ->
          Round.refused(
              new Refusal.BaseOutdated(
                  agent.id().value(),
                  base,
                  newest.revision(),
                  desk.revisions().before(agent.ref(), newest.revision() + 1, TOLD).stream()
                      .filter(revision -> revision.number() > Math.max(base, agent.floor()))
                      .toList()));
      case AgentCommit.Committed(Transition<Agent> made, WorkingCopy left) -> {
        List<FieldError> findings = FlowRules.findings(head);
        if (!findings.isEmpty()) {
          yield Round.refused(new Refusal.InvalidFlow(findings));
        }
        Revision revision = made.revisions().getFirst();
        long first = Math.max(Math.max(base, agent.floor()), revision.number() - 1 - SKIPPED);
        List<Long> skipped =
            LongStream.rangeClosed(first + 1, revision.number() - 1).boxed().toList();
        yield new Round.Save<>(
            Change.of(change, made).with(head.snapshot()).using(Follower.ending(left)),
            new Committed(made.next(), revision, skipped));
      }
    };
  }
}
