package dev.galley.application.agent;

import dev.galley.application.assistant.RebaseDraft;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.CopyPlace;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.Merge;
import dev.galley.domain.content.MergeConflict;
import dev.galley.domain.content.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Brings a working copy onto the newest revision, so that no change of either side is lost. */
public final class RebaseCopy {
  private final AgentDesk desk;
  private final Copies copies;

  public RebaseCopy(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /**
   * What is asked for.
   *
   * @param replace whether a working copy that the caller has there already is to give way
   */
  public record Command(
      CopyAddress address,
      OptionalLong seen,
      Optional<String> client,
      RebaseDraft.Wish wish,
      boolean replace) {

    public Command {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(seen, "seen");
      Objects.requireNonNull(client, "client");
      Objects.requireNonNull(wish, "wish");
    }
  }

  /** What has come of it. */
  public sealed interface Result {}

  /** The working copy, on the newest revision. */
  public record Rebased(CopyView view) implements Result {}

  /**
   * What would come of it.
   *
   * @param content the merged content; where a conflict is unresolved, it has the newest revision's
   *     value
   * @param conflicts all of them, those with a resolution as well
   * @param unresolved those without one
   */
  public record Preview(
      Agent agent,
      long base,
      long newest,
      Json content,
      List<MergeConflict> conflicts,
      List<MergeConflict> unresolved)
      implements Result {

    public Preview {
      conflicts = List.copyOf(conflicts);
      unresolved = List.copyOf(unresolved);
    }
  }

  /** Does it, or tells what would come of it. Needs the role Editor. */
  public Outcome<Result> handle(Command command) {
    return desk.saver()
        .settle(change -> Round.with(found(command), place -> round(command, place, change)));
  }

  private Outcome<Copies.Place> found(Command command) {
    if (!command.wish().dryRun() || command.seen().isPresent()) {
      return copies.writable(command.address(), command.seen());
    }
    return copies
        .place(command.address())
        .then(place ->
            place.open().isPresent() ? Outcome.done(place) : Outcome.refused(place.gone()));
  }

  private Round<Result> round(Command command, Copies.Place place, ChangeId change) {
    Agent agent = place.agent();
    WorkingCopy copy = place.open().orElseThrow();
    long base = place.place().base();
    long newest = agent.newestRevision();
    RebaseDraft.Wish wish = command.wish();
    AgentContent head = desk.content(copy.tenant(), copy.open().orElseThrow().head());
    if (wish.expectedRevision().isPresent() && wish.expectedRevision().getAsLong() != newest) {
      return Round.refused(
          new Refusal.BaseOutdated(
              agent.id().value(),
              base,
              newest,
              desk.revisions().before(agent.ref(), newest + 1, 1)));
    }
    if (newest == base) {
      return Round.answer(
          wish.dryRun()
              ? new Preview(agent, base, newest, head.toJson(), List.of(), List.of())
              : new Rebased(Copies.view(agent, copy, head)));
    }
    AgentContent target = desk.newest(agent);
    Merge merge;
    try {
      merge =
          Merge.of(
              desk.content(agent.tenant(), place.base()).toJson(),
              target.toJson(),
              head.toJson(),
              AgentContent.SHAPE,
              wish.resolutions());
    } catch (InvalidContent e) {
      return Round.refused(
          new Refusal.Invalid(
              e.errors().stream()
                  .map(error -> new FieldError("/resolutions" + error.pointer(), error.detail()))
                  .toList()));
    }
    if (!merge.isClean()) {
      return wish.dryRun()
          ? Round.answer(
              new Preview(
                  agent, base, newest, merge.content(), merge.conflicts(), merge.unresolved()))
          : Round.refused(
              new Refusal.CopyConflicts(agent.id().value(), base, newest, merge.unresolved()));
    }
    AgentContent merged;
    try {
      merged = AgentContent.parse(merge.content(), desk.limits().contentBytes());
    } catch (InvalidContent e) {
      return Round.refused(
          new Refusal.Invalid(
              e.errors().stream()
                  .map(error ->
                      new FieldError(
                          "",
                          "makes a content that breaks a rule at '"
                              + error.pointer()
                              + "': "
                              + error.detail()))
                  .toList()));
    }
    if (wish.dryRun()) {
      return Round.answer(
          new Preview(agent, base, newest, merged.toJson(), merge.conflicts(), List.of()));
    }
    return move(command, place, merged, target, change);
  }

  private Round<Result> move(
      Command command,
      Copies.Place place,
      AgentContent merged,
      AgentContent target,
      ChangeId change) {
    Agent agent = place.agent();
    WorkingCopy copy = place.open().orElseThrow();
    CopyPlace there = place.place().on(agent.newestRevision());
    Optional<WorkingCopy> other =
        copies.at(agent, there).filter(found -> found.place().equals(there));
    Optional<OpenCopy> open = other.flatMap(WorkingCopy::open);
    if (open.isPresent() && !command.replace()) {
      return Round.refused(
          new Refusal.CopyExists(agent.id().value(), there.base(), open.get().lastWrite()));
    }
    Transition<WorkingCopy> moved =
        copy.rebase(
            there.base(),
            target.snapshot().hash(),
            merged.snapshot().hash(),
            other,
            desk.limits().retention(),
            copies.writer(command.address().caller(), command.client()),
            change);
    List<Snapshot> contents = new ArrayList<>(List.of(merged.snapshot(), target.snapshot()));
    open.ifPresent(o -> contents.add(desk.snapshot(copy.tenant(), o.head())));
    Change save =
        Change.of(change, moved)
            .with(contents.stream().distinct().toArray(Snapshot[]::new))
            .near(copy.open().orElseThrow().head())
            .with(new NameChange.Claim(there.name()));
    return new Round.Save<>(
        other.map(used -> save.using(new Follower(used.ref(), used.version()))).orElse(save),
        new Rebased(Copies.view(agent, moved.next(), merged)));
  }
}
