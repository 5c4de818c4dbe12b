package dev.galley.application.agent;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.SeqNos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a caller's own working copy, its history and its entries. */
public final class ReadCopy {
  private final AgentDesk desk;
  private final Copies copies;

  public ReadCopy(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /** The working copy; nothing when there is none here. Needs the role Editor. */
  public Outcome<Optional<CopyView>> handle(CopyAddress address) {
    return copies
        .place(address)
        .map(place -> place.open().map(copy -> copies.view(place.agent(), copy)));
  }

  /** The working copy that is open here, without its head. The same rights. */
  public Outcome<WorkingCopy> open(CopyAddress address) {
    return copies
        .place(address)
        .then(place ->
            place
                .open()
                .<Outcome<WorkingCopy>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("draft"))));
  }

  /**
   * The working copy to which the address leads, be it ended, or moved to another base by now; for
   * those who wait for changes. It reads no content. The same rights.
   */
  public Outcome<Optional<WorkingCopy>> peek(CopyAddress address) {
    return copies.place(address).map(Copies.Place::copy);
  }

  /**
   * The entries of a working copy, the oldest first.
   *
   * @param all whether those count too that undo and redo do not reach
   */
  public List<HistoryEntry> history(WorkingCopy copy, boolean all) {
    OpenCopy open = copy.open().orElseThrow();
    SeqNos wanted = all ? open.kept() : open.path();
    long oldest = wanted.oldestFirst().findFirst().map(SeqNo::value).orElseThrow();
    long below = copy.lastSeqNo().next().value();
    List<HistoryEntry> found = new ArrayList<>();
    // A store may hold some for a while that are not kept any longer.
    while (below > oldest) {
      List<HistoryEntry> page =
          desk.revisions().history(copy.ref(), open.draft(), below, AgentLimits.MAX_RETENTION);
      page.stream().filter(entry -> wanted.has(new SeqNo(entry.seqNo()))).forEach(found::add);
      below = page.size() < AgentLimits.MAX_RETENTION ? 0 : page.getLast().seqNo();
    }
    return found.reversed();
  }

  /** An entry with its content. */
  public record Entry(WorkingCopy copy, HistoryEntry entry, AgentContent content) {}

  /** One entry that is kept. */
  public Outcome<Entry> entry(CopyAddress address, SeqNo seqNo) {
    return copies
        .place(address)
        .then(place ->
            place
                .open()
                .filter(copy -> copy.open().orElseThrow().kept().has(seqNo))
                .flatMap(copy ->
                    copies
                        .entry(copy, seqNo)
                        .map(entry ->
                            new Entry(copy, entry, desk.content(copy.tenant(), entry.content()))))
                .<Outcome<Entry>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("history entry"))));
  }
}
