package dev.galley.application.agent;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.Role;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.content.ContentChange;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.JsonPatch;
import java.util.List;
import java.util.Optional;

/** Tells what differs between two states of an agent. */
public final class CompareAgent {
  private final AgentDesk desk;
  private final Copies copies;

  public CompareAgent(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /** A state that can be compared. */
  public sealed interface Side {

    /** A revision by its number; 0 for the empty state before the first. */
    record Numbered(long number) implements Side {}

    /** The revision that is current. */
    record Running() implements Side {}

    /** The revision that the working copy started from. */
    record Base() implements Side {}

    /** The working copy's head. */
    record Head() implements Side {}

    /** An entry of the working copy's history. */
    record Entry(SeqNo entry) implements Side {}

    /**
     * The side of that name: {@code revision:3}, {@code current}; of a working copy also {@code
     * base}, {@code head}, {@code entry:17}.
     *
     * @param ofCopy whether there is a working copy to speak of
     */
    static Optional<Side> parse(String text, boolean ofCopy) {
      if (text.matches("revision:(0|[1-9][0-9]{0,17})")) {
        return Optional.of(new Numbered(Long.parseLong(text.substring("revision:".length()))));
      }
      if (ofCopy && text.matches("entry:[1-9][0-9]{0,17}")) {
        return Optional.of(new Entry(new SeqNo(Long.parseLong(text.substring("entry:".length())))));
      }
      return switch (text) {
        case "current" -> Optional.of(new Running());
        case "base" -> ofCopy ? Optional.of(new Base()) : Optional.empty();
        case "head" -> ofCopy ? Optional.of(new Head()) : Optional.empty();
        default -> Optional.empty();
      };
    }
  }

  /** Two states to be told apart. */
  public record Comparison(Agent agent, AgentContent before, AgentContent after) {

    /** The differences as people tell them, in the order of their paths. */
    public List<ContentChange> changes() {
      return ContentComparison.changes(before.toJson(), after.toJson(), AgentContent.SHAPE);
    }

    /** The steps that make the first content the second. */
    public JsonPatch patch() {
      return JsonPatch.between(before.toJson(), after.toJson(), AgentContent.SHAPE);
    }
  }

  /** Compares revisions. Needs the role Viewer. */
  public Outcome<Comparison> revisions(
      Caller caller, String tenant, String id, Side from, Side to) {
    return desk.agent(caller, tenant, id, Role.VIEWER)
        .then(agent -> compare(agent, Optional.empty(), from, to));
  }

  /** Compares states of a working copy, and revisions. Needs the role Editor. */
  public Outcome<Comparison> copy(CopyAddress address, Side from, Side to) {
    return copies
        .place(address)
        .then(place ->
            place.open().isPresent()
                ? compare(place.agent(), place.open(), from, to)
                : Outcome.refused(new Refusal.NotFound("draft")));
  }

  private Outcome<Comparison> compare(Agent agent, Optional<WorkingCopy> copy, Side from, Side to) {
    return content(agent, copy, from)
        .then(
            before -> content(agent, copy, to).map(after -> new Comparison(agent, before, after)));
  }

  private Outcome<AgentContent> content(Agent agent, Optional<WorkingCopy> copy, Side side) {
    return switch (side) {
      case Side.Numbered(long number) -> desk.base(agent, number).map(AgentContent::fromSnapshot);
      case Side.Running running ->
          agent
              .current()
              .map(current -> desk.content(agent.tenant(), current.content()))
              .<Outcome<AgentContent>>map(Outcome::done)
              .orElseGet(() -> Outcome.refused(new Refusal.NotFound("current revision")));
      case Side.Base base -> Outcome.done(desk.content(agent.tenant(), open(copy).baseContent()));
      case Side.Head head -> Outcome.done(desk.content(agent.tenant(), open(copy).head()));
      case Side.Entry(SeqNo entry) ->
          copy.filter(c -> open(copy).kept().has(entry))
              .flatMap(c -> copies.entry(c, entry))
              .map(found -> desk.content(agent.tenant(), found.content()))
              .<Outcome<AgentContent>>map(Outcome::done)
              .orElseGet(() -> Outcome.refused(new Refusal.NotFound("history entry")));
    };
  }

  private static OpenCopy open(Optional<WorkingCopy> copy) {
    return copy.flatMap(WorkingCopy::open)
        .orElseThrow(() -> new IllegalArgumentException("side: of no working copy"));
  }
}
