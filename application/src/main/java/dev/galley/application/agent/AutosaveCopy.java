package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.CopyWriter;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.Snapshot;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Saves what an author has on his screen as the head of his working copy. */
public final class AutosaveCopy {
  private final AgentDesk desk;
  private final Copies copies;

  public AutosaveCopy(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /**
   * What is asked for.
   *
   * @param seen the version that the caller has seen; absent when he has seen no working copy
   * @param client how the caller's client calls itself
   */
  public record Command(
      CopyAddress address, AgentContent content, OptionalLong seen, Optional<String> client) {

    public Command {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(seen, "seen");
      Objects.requireNonNull(client, "client");
    }
  }

  /** The working copy with that head; a repeated call changes nothing. Needs the role Editor. */
  public Outcome<CopyView> handle(Command command) {
    return desk.saver()
        .settle(change ->
            Round.with(copies.place(command.address()), place -> round(command, place, change)));
  }

  private Round<CopyView> round(Command command, Copies.Place place, ChangeId change) {
    Optional<WorkingCopy> open = place.open();
    if (open.isEmpty()) {
      return command.seen().isPresent()
          ? Round.refused(place.gone())
          : start(command, place, change);
    }
    WorkingCopy copy = open.get();
    OpenCopy there = copy.open().orElseThrow();
    Snapshot content = command.content().snapshot();
    if (content.hash().equals(there.head())) {
      // Whatever was seen: a retry after a lost answer finds its work done.
      return Round.answer(Copies.view(place.agent(), copy, command.content()));
    }
    if (command.seen().isEmpty()) {
      return Round.refused(
          new Refusal.PreconditionRequired(
              "There is a draft with another content: send If-Match with the version that you"
                  + " have seen."));
    }
    if (command.seen().getAsLong() != copy.draftVersion().value()) {
      AgentContent head = desk.content(copy.tenant(), there.head());
      return Round.refused(Copies.stale(copy, AgentDesk.changed(command.content(), head)));
    }
    Transition<WorkingCopy> written =
        copy.write(
            CopyWrite.Kind.AUTOSAVE,
            content.hash(),
            desk.limits().retention(),
            copies.writer(command.address().caller(), command.client()),
            change);
    return new Round.Save<>(
        Change.of(change, written).with(content).near(there.head()),
        Copies.view(place.agent(), written.next(), command.content()));
  }

  private Round<CopyView> start(Command command, Copies.Place place, ChangeId change) {
    Agent agent = place.agent();
    String key = Keys.open(agent.id(), agent.incarnation(), place.place().user());
    int most = desk.limits().copies();
    if (desk.aggregates().count(agent.tenant(), key, most) >= most) {
      return Round.refused(new Refusal.TooManyDrafts(most));
    }
    Snapshot content = command.content().snapshot();
    WorkingCopy.Start start =
        new WorkingCopy.Start(desk.saver().ids().next(), content.hash(), place.base());
    CopyWriter writer = copies.writer(command.address().caller(), command.client());
    Optional<WorkingCopy> ended = place.here();
    Transition<WorkingCopy> opened =
        ended
            .map(copy -> copy.reopen(start, writer, change))
            .orElseGet(() ->
                WorkingCopy.create(
                    desk.saver().ids().next(),
                    agent.tenant(),
                    place.place(),
                    place.moved(),
                    start,
                    writer,
                    change));
    Snapshot[] contents =
        Stream.of(content, desk.snapshot(agent.tenant(), place.base()))
            .distinct()
            .toArray(Snapshot[]::new);
    Change save = Change.of(change, opened).with(contents).near(place.base());
    return new Round.Save<>(
        ended.isPresent() ? save : save.with(new NameChange.Claim(place.place().name())),
        Copies.view(agent, opened.next(), command.content()));
  }
}
