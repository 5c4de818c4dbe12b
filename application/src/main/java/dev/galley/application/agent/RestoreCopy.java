package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.Optional;
import java.util.OptionalLong;

/** Gives a working copy a content again that an entry of its history or its base has. */
public final class RestoreCopy {
  private final AgentDesk desk;
  private final Copies copies;

  public RestoreCopy(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /**
   * The working copy with that head, as a new entry. Needs the role Editor.
   *
   * @param entry the entry; absent for the content of the base revision
   */
  public Outcome<CopyView> handle(
      CopyAddress address, OptionalLong seen, Optional<String> client, Optional<SeqNo> entry) {
    return desk.saver()
        .settle(change ->
            Round.with(
                copies.writable(address, seen),
                place -> round(address, place, client, entry, change)));
  }

  private Round<CopyView> round(
      CopyAddress address,
      Copies.Place place,
      Optional<String> client,
      Optional<SeqNo> entry,
      ChangeId change) {
    WorkingCopy copy = place.open().orElseThrow();
    OpenCopy open = copy.open().orElseThrow();
    Optional<ContentHash> wanted =
        entry.isEmpty()
            ? Optional.of(place.base())
            : entry
                .filter(open.kept()::has)
                .flatMap(seqNo -> copies.entry(copy, seqNo))
                .map(HistoryEntry::content);
    if (wanted.isEmpty()) {
      return Round.refused(new Refusal.NotFound("history entry"));
    }
    if (wanted.get().equals(open.head())) {
      return Round.answer(copies.view(place.agent(), copy));
    }
    Transition<WorkingCopy> written =
        copy.write(
            entry.isPresent() ? CopyWrite.Kind.RESTORE : CopyWrite.Kind.RESET,
            wanted.get(),
            desk.limits().retention(),
            copies.writer(address.caller(), client),
            change);
    Snapshot content = desk.snapshot(copy.tenant(), wanted.get());
    return new Round.Save<>(
        Change.of(change, written).with(content),
        Copies.view(place.agent(), written.next(), AgentContent.fromSnapshot(content)));
  }
}
