package dev.galley.application.agent;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.CopyPlace;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.CopyWriter;
import dev.galley.domain.agent.Role;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.content.ContentHash;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds working copies. */
final class Copies {
  private final AgentDesk desk;

  Copies(AgentDesk desk) {
    this.desk = desk;
  }

  /**
   * What is at an address.
   *
   * @param base names the content of the revision
   * @param copy what the place leads to: an open working copy, an ended one, or one that has moved
   */
  record Place(Agent agent, CopyPlace place, ContentHash base, Optional<WorkingCopy> copy) {

    /** The working copy that is open here. */
    Optional<WorkingCopy> open() {
      return here().filter(found -> found.open().isPresent());
    }

    /** The working copy that belongs here, open or ended. */
    Optional<WorkingCopy> here() {
      return copy.filter(found -> found.place().equals(place));
    }

    /** The one that was here and is open elsewhere. */
    Optional<WorkingCopy> moved() {
      return copy.filter(found -> !found.place().equals(place));
    }

    /** Why a write that names a version finds nothing. */
    Refusal gone() {
      Optional<WorkingCopy> elsewhere = moved().filter(found -> found.open().isPresent());
      return elsewhere.isPresent()
          ? new Refusal.DraftMoved(
              agent.id().value(), elsewhere.get().place().base(), move(elsewhere.get()))
          : new Refusal.DraftGone(copy.flatMap(WorkingCopy::ended));
    }

    private static Optional<CopyWrite> move(WorkingCopy moved) {
      return moved.open().orElseThrow().writes().reversed().stream()
          .filter(write -> write.kind() == CopyWrite.Kind.REBASE)
          .findFirst();
    }
  }

  /** The place; needs the role Editor, and the revision. */
  Outcome<Place> place(CopyAddress address) {
    return desk.agent(address.caller(), address.tenant(), address.agent(), Role.EDITOR)
        .then(agent ->
            desk.baseHash(agent, address.base())
                .map(base -> {
                  CopyPlace place =
                      new CopyPlace(
                          agent.id(), agent.incarnation(), address.base(), address.caller().user());
                  return new Place(agent, place, base, at(agent, place));
                }));
  }

  Optional<WorkingCopy> at(Agent agent, CopyPlace place) {
    return desk.aggregates().named(agent.tenant(), place.name()).map(WorkingCopy.class::cast);
  }

  /** An open working copy at the version that the caller has seen. */
  Outcome<Place> writable(CopyAddress address, OptionalLong seen) {
    return place(address)
        .then(place -> {
          Optional<WorkingCopy> open = place.open();
          if (open.isEmpty()) {
            return Outcome.refused(place.gone());
          }
          if (seen.isEmpty()) {
            return Outcome.refused(
                new Refusal.PreconditionRequired(
                    "Send If-Match with the version of the draft that you have seen."));
          }
          return open.get().draftVersion().value() == seen.getAsLong()
              ? Outcome.done(place)
              : Outcome.refused(stale(open.get(), ChangedPaths.NONE));
        });
  }

  static Refusal stale(WorkingCopy copy, ChangedPaths changed) {
    return new Refusal.StaleDraft(
        copy.draftVersion().value(), copy.open().orElseThrow().lastWrite(), changed);
  }

  CopyView view(Agent agent, WorkingCopy copy) {
    return view(agent, copy, desk.content(copy.tenant(), copy.open().orElseThrow().head()));
  }

  static CopyView view(Agent agent, WorkingCopy copy, AgentContent head) {
    return new CopyView(agent, copy, head);
  }

  Optional<HistoryEntry> entry(WorkingCopy copy, SeqNo seqNo) {
    return desk
        .revisions()
        .history(copy.ref(), copy.open().orElseThrow().draft(), seqNo.value() + 1, 1)
        .stream()
        .filter(entry -> entry.seqNo() == seqNo.value())
        .findFirst();
  }

  CopyWriter writer(Caller caller, Optional<String> client) {
    return new CopyWriter(desk.stamp(caller), client);
  }
}
