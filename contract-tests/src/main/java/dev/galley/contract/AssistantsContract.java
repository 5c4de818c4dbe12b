package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.DiscardedHead;
import dev.galley.domain.assistant.LiveEdit;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.content.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Assistants are found as they were saved, by the version that the writer has read. */
public interface AssistantsContract extends StoreContract {

  @Test
  default void nothingIsFoundInAnEmptyTenant() {
    Author author = author();

    assertThat(author.find(Author.freshId())).isEmpty();
    assertThat(author.named("ada:nobody")).isEmpty();
    assertThat(author.listed()).isEmpty();
    assertThat(
            store().aggregates().happened(author.creationChange("x").next().ref(), Author.change()))
        .isFalse();
  }

  @Test
  default void anAssistantIsFoundByEachOfItsKeys() {
    Author author = author();
    Change creation = author.creationChange("Sales Assistant");
    author.mustSave(creation);
    Assistant created = (Assistant) creation.next();

    assertThat(author.find(created.id())).contains(created);
    assertThat(find(author, "ada:sales-assistant")).contains(created);
    assertThat(find(author, "ada:sales-assistant-draft")).contains(created);
    assertThat(find(author, created.id().draft(1).toString())).contains(created);
    assertThat(find(author, "ada:sales")).isEmpty();
    assertThat(find(author, "bob:sales-assistant")).isEmpty();
  }

  private Optional<Assistant> find(Author author, String key) {
    return store().assistants().find(author.tenant(), AssistantKey.parse(key).orElseThrow());
  }

  @Test
  default void everyPartOfTheStateComesBack() {
    Author author = author();
    AssistantContent content = AssistantSamples.full("Voll \u00e9\uD83D\uDE80", 1);
    Assistant.Birth birth =
        new Assistant.Birth(
            Author.freshId(),
            author.tenant(),
            Principal.team("team:analytics"),
            Slug.of("voll"),
            Optional.of("folder \u2603"),
            List.of(
                new Share(Principal.user("bob"), Level.READ),
                new Share(Principal.team("bob"), Level.ADMIN)),
            Optional.of(ContentHash.ofText("token")));
    List<Change> steps = new ArrayList<>();
    steps.add(author.creationChange(birth, content, author.now()));
    author.mustSave(steps.getLast());
    Assistant current = author.read(birth.id());
    assertThat(current).isEqualTo(steps.getLast().next());

    current = keeps(author, author.openChange(current));
    current = keeps(author, author.editChange(current, "One."));
    var token = Author.change();
    current =
        keeps(
            author,
            Change.of(
                token,
                current
                    .editDraft(
                        current.draft().orElseThrow().head(),
                        new TokenChange.Clear(),
                        author.now(),
                        token)
                    .orElseThrow()));
    current = keeps(author, author.commitChange(current));
    assertThat(current.token()).isEmpty();
    current = keeps(author, author.openChange(current));
    current = keeps(author, author.editChange(current, "Two."));
    current = keeps(author, author.discardChange(current));
    assertThat(current.discarded()).hasSize(1);
    var settings = Author.change();
    LiveEdit edit =
        current.editLive(
            Author.authored(Author.content("Neu", "Three.")),
            new ChangedPaths(List.of("/name"), true),
            new Assistant.Settings(Optional.empty(), true),
            new TokenChange.Set(ContentHash.ofText("other")),
            author.now(),
            settings);
    current =
        keeps(
            author,
            Change.of(settings, ((LiveEdit.Changed) edit).transition())
                .with(Author.content("Neu", "Three.").snapshot()));
    assertThat(current.locked()).isTrue();
    assertThat(current.folder()).isEmpty();
  }

  private static Assistant keeps(Author author, Change change) {
    Assistant found = author.saved(change);
    assertThat(found).isEqualTo(change.next());
    return found;
  }

  @Test
  default void theLastDiscardedHeadsStay() {
    Author author = author();
    Assistant assistant = author.create("Forgetful");
    for (int i = 0; i < DiscardedHead.KEPT + 2; i++) {
      assistant = author.discard(author.edit(author.open(assistant), "Attempt " + i));
    }
    assertThat(assistant.discarded()).hasSize(DiscardedHead.KEPT);
    for (DiscardedHead head : assistant.discarded()) {
      assertThat(store().snapshots().find(author.tenant(), head.content())).isPresent();
    }
  }

  @Test
  default void aSaveOfAnOlderVersionIsStaleAndChangesNothing() {
    Author author = author();
    Assistant read = author.create("Contested");
    Change late = author.liveChange(read, Author.content("Contested", "Late."), author.now());
    Assistant current = author.editLive(read, "Early.");

    assertThat(store().aggregates().save(late)).isEqualTo(new SaveOutcome.Stale(2));
    assertThat(author.read(read.id())).isEqualTo(current);
    assertThat(store().eventLog().of(read.ref(), 0, 10)).hasSize(2);
    assertThat(store().revisions().before(author.tenant(), read.id(), 99, 10)).hasSize(2);
    assertThat(store().aggregates().happened(read.ref(), late.id())).isFalse();
  }

  @Test
  default void aSaveOfAVersionThatIsYetToComeIsStale() {
    Author author = author();
    Assistant first = author.create("Hasty");
    ChangeSequence unsaved = new ChangeSequence(author, first);

    unsaved.next("Never saved.");
    assertThat(store().aggregates().save(unsaved.next("Two ahead.")))
        .isEqualTo(new SaveOutcome.Stale(1));
    assertThat(author.read(first.id())).isEqualTo(first);
  }

  @Test
  default void anIdIsCreatedOnce() {
    Author author = author();
    Assistant first = author.create("Original");
    AssistantContent content = Author.content("Copy", "Copied.");
    Change second =
        author.creationChange(author.birth(first.id(), Slug.of("copy")), content, author.now());

    assertThat(store().aggregates().save(second)).isEqualTo(new SaveOutcome.Stale(1));
    assertThat(author.read(first.id())).isEqualTo(first);
    assertThat(author.named("ada:copy")).isEmpty();
    assertThat(store().snapshots().find(author.tenant(), content.snapshot().hash())).isEmpty();
  }

  @Test
  default void whatWasNeverCreatedIsStaleAtVersionNought() {
    Author author = author();
    Assistant unknown = (Assistant) author.creationChange("Unknown").next();

    assertThat(store().aggregates().save(author.openChange(unknown)))
        .isEqualTo(new SaveOutcome.Stale(0));
    assertThat(author.find(unknown.id())).isEmpty();
  }

  @Test
  default void aDeletedAssistantIsNowhereToBeFound() {
    Author author = author();
    Assistant assistant = author.open(author.create("Doomed"));
    Assistant other = author.create("Survivor");
    Tombstone stone = author.delete(assistant);

    assertThat(author.find(assistant.id())).isEmpty();
    assertThat(author.named("ada:doomed")).isEmpty();
    assertThat(find(author, assistant.draft().orElseThrow().id().toString())).isEmpty();
    assertThat(author.listed()).containsExactly(other.id());
    assertThat(stone.sequence()).isEqualTo(2);
    assertThat(store().eventLog().of(assistant.ref(), 1, 10)).hasSize(1);
  }

  @Test
  default void aDeletedAssistantTakesNoMoreSaves() {
    Author author = author();
    Assistant assistant = author.create("Doomed");
    Change late = author.openChange(assistant);
    Change again = author.deletionChange(assistant);
    Tombstone stone = author.delete(assistant);
    AssistantContent content = Author.content("Risen", "Again.");

    assertThat(store().aggregates().save(late)).isEqualTo(new SaveOutcome.Stale(0));
    assertThat(store().aggregates().save(again)).isEqualTo(new SaveOutcome.Stale(0));
    assertThat(
            store()
                .aggregates()
                .save(
                    author.creationChange(
                        author.birth(assistant.id(), Slug.of("risen")), content, author.now())))
        .isEqualTo(new SaveOutcome.Stale(0));
    ChangeSequence beyond = new ChangeSequence(author, assistant);
    beyond.next("Same version as the stone.");
    assertThat(store().aggregates().save(beyond.next("After the stone.")))
        .isEqualTo(new SaveOutcome.Stale(0));
    assertThat(author.find(assistant.id())).isEmpty();
    assertThat(stone.version()).isEqualTo(2);
  }

  @Test
  default void theLastChangesAreRemembered() {
    Author author = author();
    Change creation = author.creationChange("Remembering");
    author.mustSave(creation);
    Assistant assistant = (Assistant) creation.next();
    List<Change> saved = new ArrayList<>(List.of(creation));
    for (int i = 0; i < RecentChanges.KEPT; i++) {
      Change change =
          author.liveChange(assistant, Author.content("Remembering", "Edit " + i), author.now());
      saved.add(change);
      author.mustSave(change);
      assistant = (Assistant) change.next();
    }
    assertThat(happened(saved.getFirst())).isFalse();
    for (Change change : saved.subList(1, saved.size())) {
      assertThat(happened(change)).isTrue();
    }
    Change deletion = author.deletionChange(assistant);
    assertThat(happened(deletion)).isFalse();
    author.mustSave(deletion);
    assertThat(happened(deletion)).isTrue();
    assertThat(happened(saved.getLast())).isTrue();
  }

  private boolean happened(Change change) {
    return store().aggregates().happened(change.next().ref(), change.id());
  }

  @Test
  default void anotherTenantFindsNothing() {
    Author here = author();
    Author there = author();
    Assistant assistant = here.open(here.create("Secret"));

    assertThat(there.find(assistant.id())).isEmpty();
    assertThat(there.named("ada:secret")).isEmpty();
    assertThat(there.listed()).isEmpty();
    assertThat(store().snapshots().find(there.tenant(), assistant.live().content())).isEmpty();
    assertThat(store().revisions().find(there.tenant(), assistant.id(), 1)).isEmpty();
    UUID draft = assistant.draft().orElseThrow().id();
    assertThat(store().revisions().history(there.tenant(), assistant.id(), draft, 99, 10))
        .isEmpty();
  }

  @Test
  default void twoTenantsMayUseOneIdAndOneName() {
    Author here = author();
    Author there = author();
    Assistant mine = here.create("Twin");
    AssistantContent content = Author.content("Twin", "Another.");
    Assistant theirs =
        there.saved(
            there.creationChange(there.birth(mine.id(), mine.slug()), content, there.now()));
    theirs = there.edit(there.open(theirs), "Theirs.");

    assertThat(here.read(mine.id())).isEqualTo(mine);
    assertThat(there.read(mine.id())).isEqualTo(theirs);
    UUID draft = theirs.draft().orElseThrow().id();
    assertThat(store().revisions().history(here.tenant(), mine.id(), draft, 99, 10)).isEmpty();
    here.delete(mine);
    assertThat(there.named("ada:twin")).contains(theirs.id());
    assertThat(there.listed()).containsExactly(theirs.id());
  }

  /** Decides one live edit upon the other without saving any. */
  final class ChangeSequence {
    private final Author author;
    private Assistant current;

    ChangeSequence(Author author, Assistant from) {
      this.author = author;
      this.current = from;
    }

    Change next(String instructions) {
      Change change =
          author.liveChange(
              current, Author.content(current.live().summary().name(), instructions), author.now());
      current = (Assistant) change.next();
      return change;
    }
  }
}
