package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.assistant.Transition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The past is kept as it was, the newest first. */
public interface RevisionsContract extends StoreContract {

  @Test
  default void nothingHasNoPast() {
    Author author = author();
    AssistantId unknown = Author.freshId();

    assertThat(store().revisions().find(author.tenant(), unknown, 1)).isEmpty();
    assertThat(store().revisions().before(author.tenant(), unknown, Long.MAX_VALUE, 10)).isEmpty();
    assertThat(
            store()
                .revisions()
                .history(author.tenant(), unknown, unknown.draft(1), Long.MAX_VALUE, 10))
        .isEmpty();
  }

  @Test
  default void revisionsAreKeptAsTheyWereMade() {
    Author author = author();
    var creation = author.creationChange("Chain");
    author.mustSave(creation);
    Assistant assistant = (Assistant) creation.next();
    var commit = author.commitChange(author.edit(author.open(assistant), "Two."));
    assistant = author.saved(commit);
    var update = author.liveChange(assistant, AssistantSamples.full("Chain", 2), author.now());
    assistant = author.saved(update);

    List<Revision> newestFirst =
        List.of(
            update.revisions().getFirst(),
            commit.revisions().getFirst(),
            creation.revisions().getFirst());
    assertThat(before(author, assistant, Long.MAX_VALUE, 10)).isEqualTo(newestFirst);
    assertThat(before(author, assistant, 3, 1)).isEqualTo(newestFirst.subList(1, 2));
    assertThat(before(author, assistant, 1, 10)).isEmpty();
    assertThat(newestFirst).allMatch(Revision::intact);
    assertThat(newestFirst.get(1).kind()).isEqualTo(RevisionKind.COMMIT);
    for (Revision revision : newestFirst) {
      assertThat(store().revisions().find(author.tenant(), assistant.id(), revision.number()))
          .contains(revision);
    }
    assertThat(store().revisions().find(author.tenant(), assistant.id(), 4)).isEmpty();
    assertThat(store().revisions().find(author.tenant(), assistant.id(), 0)).isEmpty();
  }

  private List<Revision> before(Author author, Assistant assistant, long below, int limit) {
    return store().revisions().before(author.tenant(), assistant.id(), below, limit);
  }

  @Test
  default void aRestoreIsRememberedUntilItsCommit() {
    Author author = author();
    Assistant assistant = author.editLive(author.create("Restored"), "Worse.");
    Change restore = author.restoreChange(assistant, 1);
    Assistant restored = author.saved(restore);
    assertThat(restored).isEqualTo(restore.next());

    Assistant committed = author.commit(restored);

    assertThat(before(author, committed, Long.MAX_VALUE, 10))
        .extracting(Revision::kind)
        .containsExactly(RevisionKind.RESTORE, RevisionKind.UPDATE, RevisionKind.CREATED);
    assertThat(before(author, committed, Long.MAX_VALUE, 10)).allMatch(Revision::intact);
  }

  @Test
  default void anAssistantHasOnlyItsOwnPast() {
    Author author = author();
    Assistant one = author.editLive(author.create("One"), "More.");
    Assistant two = author.open(author.create("Two"));

    assertThat(before(author, one, 99, 10)).hasSize(2);
    assertThat(before(author, two, 99, 10)).hasSize(1);
    UUID draft = two.draft().orElseThrow().id();
    assertThat(store().revisions().history(author.tenant(), one.id(), draft, 99, 10)).isEmpty();
  }

  @Test
  default void theHeadsOfADraftAreKept() {
    Author author = author();
    Assistant assistant = author.create("Drafted");
    var open = author.openChange(assistant);
    assistant = author.saved(open);
    var first = author.editChange(assistant, "One.");
    assistant = author.saved(first);
    var second = author.editChange(assistant, "Two.");
    assistant = author.saved(second);
    UUID draft = assistant.draft().orElseThrow().id();

    List<HistoryEntry> newestFirst =
        List.of(second.entries().getFirst(), first.entries().getFirst(), open.entries().getFirst());
    assertThat(history(author, assistant, draft, Long.MAX_VALUE, 10)).isEqualTo(newestFirst);
    assertThat(history(author, assistant, draft, 3, 1)).isEqualTo(newestFirst.subList(1, 2));
    assertThat(history(author, assistant, draft, 1, 10)).isEmpty();
    assertThat(history(author, assistant, assistant.id().draft(2), 99, 10)).isEmpty();
  }

  private List<HistoryEntry> history(
      Author author, Assistant assistant, UUID draft, long below, int limit) {
    return store().revisions().history(author.tenant(), assistant.id(), draft, below, limit);
  }

  @Test
  default void eachDraftHasItsOwnHeads() {
    Author author = author();
    Assistant assistant = author.edit(author.open(author.create("Twice")), "One.");
    UUID first = assistant.draft().orElseThrow().id();
    assistant = author.open(author.commit(assistant));
    UUID second = assistant.draft().orElseThrow().id();

    assertThat(second).isNotEqualTo(first);
    assertThat(history(author, assistant, second, 99, 10)).hasSize(1);
  }

  @Test
  default void headsThatAreNotKeptAreGone() {
    Author author = author();
    Assistant assistant = author.open(author.create("Much edited"));
    UUID draft = assistant.draft().orElseThrow().id();
    for (int i = 2; i <= Draft.MIN_RETENTION; i++) {
      assistant = author.edit(assistant, "Head " + i);
    }
    EntryMark named = new EntryMark(false, Optional.of("Good"));
    ChangeId mark = Author.change();
    assistant = author.saved(Change.of(mark, assistant.markEntry(2, named, mark).orElseThrow()));
    AssistantContent content = Author.content("Much edited", "The last one.");
    ChangeId edit = Author.change();
    Transition<Assistant> decided =
        assistant
            .editDraft(content.snapshot().hash(), new TokenChange.Keep(), author.now(), edit)
            .orElseThrow();
    assistant =
        author.saved(
            Change.of(edit, Assistant.retaining(Draft.MIN_RETENTION - 2, decided))
                .with(content.snapshot()));

    List<Long> kept =
        history(author, assistant, draft, Long.MAX_VALUE, 1_000).stream()
            .map(HistoryEntry::seqNo)
            .toList();
    assertThat(kept).hasSize(Draft.MIN_RETENTION - 2).endsWith(6L, 5L, 2L);
    assertThat(assistant.draft().orElseThrow().path().newestFirst().boxed().toList())
        .isEqualTo(kept);
    assertThat(assistant.draft().orElseThrow().mark(2)).isEqualTo(named);
  }

  @Test
  default void undoMovesTheDraftAndMakesNoHead() {
    Author author = author();
    Assistant assistant = author.edit(author.open(author.create("Undone")), "One.");
    assistant = author.edit(assistant, "Two.");
    UUID draft = assistant.draft().orElseThrow().id();
    List<HistoryEntry> heads = history(author, assistant, draft, 99, 10);

    Change undo = author.undoChange(assistant);
    assistant = author.saved(undo);
    assertThat(assistant).isEqualTo(undo.next());
    assertThat(history(author, assistant, draft, 99, 10)).isEqualTo(heads);

    Change edit = author.editChange(assistant, "Three.");
    assistant = author.saved(edit);
    assertThat(assistant).isEqualTo(edit.next());
    assertThat(assistant.draft().orElseThrow().path().newestFirst()).containsExactly(4L, 2L, 1L);
    assertThat(history(author, assistant, draft, 99, 10)).hasSize(4).containsAll(heads);
  }
}
