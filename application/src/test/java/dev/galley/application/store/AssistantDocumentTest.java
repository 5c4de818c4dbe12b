package dev.galley.application.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.Audit;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.DraftWrite;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.HistoryPath;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssistantDocumentTest {
  private static final Stamp NOW = new Stamp(Instant.parse("2026-03-01T12:00:00Z"), "alice");

  private static Assistant edited() {
    AssistantContent content = AssistantContent.named("first");
    Assistant live =
        Assistant.create(
                new Assistant.Birth(
                    AssistantId.fromFresh(UUID.randomUUID()),
                    new TenantId("default"),
                    Principal.user("alice"),
                    new Slug("first"),
                    Optional.empty(),
                    List.of(),
                    Optional.empty()),
                new Assistant.Authored(content, content.snapshot().hash()),
                NOW,
                change())
            .next();
    return edit(edit(live.openDraft(NOW, change()).next(), "second"), "third");
  }

  private static Assistant edit(Assistant assistant, String head) {
    return assistant
        .editDraft(ContentHash.ofText(head), new TokenChange.Keep(), NOW, change())
        .orElseThrow()
        .next();
  }

  private static Assistant undone(Assistant assistant, long to, String head) {
    Draft draft = assistant.draft().orElseThrow();
    return assistant
        .stepDraft(
            new HistoryEntry(draft.id(), to, ContentHash.ofText(head), NOW),
            new Draft.Base(draft.base(), draft.baseContent()),
            NOW,
            change())
        .next();
  }

  private static ChangeId change() {
    return new ChangeId(UUID.randomUUID());
  }

  private static Assistant readBack(Assistant assistant) {
    String stored = CanonicalJson.write(AssistantDocument.write(assistant));
    return AssistantDocument.read(
        assistant.tenant(),
        assistant.id().value(),
        assistant.version(),
        (JsonObject) JsonReader.read(stored));
  }

  private static JsonObject draftOf(Assistant assistant) {
    return (JsonObject) AssistantDocument.write(assistant).get("draft").orElseThrow();
  }

  @Test
  void draftComesBackWithItsCursorAndItsPath() {
    Assistant undone = undone(edited(), 2, "second");
    Assistant branched = edit(undone, "fourth");

    Assistant marked =
        undone
            .markEntry(1, new EntryMark(true, Optional.of("Start")), change())
            .flatMap(
                made -> made.next().markEntry(3, new EntryMark(false, Optional.of("x")), change()))
            .orElseThrow()
            .next();

    assertThat(readBack(undone)).isEqualTo(undone);
    assertThat(readBack(marked)).isEqualTo(marked);
    assertThat(readBack(branched)).isEqualTo(branched);
    assertThat(branched.draft().orElseThrow().path().newestFirst()).containsExactly(4L, 2L, 1L);
  }

  @Test
  void draftThatWasWrittenBeforeThereWasUndoCanBeUndone() {
    Assistant assistant = edited();

    // As such drafts were written: their path is what its absence means.
    assertThat(draftOf(assistant).has("path")).isFalse();
    assertThat(draftOf(edit(undone(assistant, 2, "second"), "fourth")).has("path")).isTrue();
    assertThat(readBack(assistant).draft().orElseThrow().path())
        .isEqualTo(HistoryPath.straight(3, 1));
  }

  @Test
  void draftThatWasWrittenBeforeHeadsWereDroppedHasAllOfThem() {
    Assistant assistant = edited();

    assertThat(draftOf(assistant).has("kept")).isFalse();
    assertThat(readBack(assistant).draft().orElseThrow().kept().oldestFirst().map(SeqNo::value))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void droppedHeadsStayDropped() {
    Assistant dropped =
        Assistant.retaining(
                2,
                edited()
                    .editDraft(ContentHash.ofText("fourth"), new TokenChange.Keep(), NOW, change())
                    .orElseThrow())
            .next();

    assertThat(draftOf(dropped).has("kept")).isTrue();
    assertThat(readBack(dropped)).isEqualTo(dropped);
    assertThat(readBack(dropped).draft().orElseThrow().keeps(2)).isFalse();
  }

  @Test
  void theTrailAndTheLastChangesComeBack() {
    Assistant shared =
        edited()
            .share(new Share(Principal.user("bob"), Level.READ), NOW, change())
            .orElseThrow()
            .next();
    Assistant ended =
        Assistant.writtenFrom(Optional.of("phone"), shared.discardDraft(NOW, change())).next();

    assertThat(shared.audit().count()).isEqualTo(1);
    assertThat(readBack(shared)).isEqualTo(shared);
    assertThat(readBack(ended)).isEqualTo(ended);
  }

  @Test
  void whatWasWrittenBeforeThereWereTrailsAndChangesStaysReadable() {
    Assistant assistant = edited();
    JsonObject document = AssistantDocument.write(assistant);
    assertThat(document.has("audit")).isFalse();

    Assistant read =
        AssistantDocument.read(
            assistant.tenant(),
            assistant.id().value(),
            assistant.version(),
            document.with("draft", draftOf(assistant).without("writes")));

    assertThat(read.audit()).isEqualTo(Audit.NONE);
    assertThat(read.draft().orElseThrow().writes())
        .containsExactly(
            new DraftWrite(
                3,
                DraftWrite.Kind.EDIT,
                Optional.empty(),
                assistant.draft().orElseThrow().updated()));
  }
}
