package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.Principal;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Slug;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A name leads to one assistant of its tenant, and is given on when nobody is called by it. */
public interface NamesContract extends StoreContract {

  @Test
  default void aNameThatIsTakenRefusesTheWholeSave() {
    Author author = author();
    Assistant holder = author.create("Wanted");
    AssistantContent content = Author.content("Wanted", "Another.");
    Change second = author.creationChange(author.birth(content), content, author.now());

    assertThat(store().aggregates().save(second)).isEqualTo(new SaveOutcome.NameTaken());
    assertThat(author.named("ada:wanted")).contains(holder.id());
    assertThat(author.listed()).containsExactly(holder.id());
    assertThat(store().aggregates().happened(second.next().ref(), second.id())).isFalse();
    assertThat(store().eventLog().of(second.next().ref(), 0, 10)).isEmpty();
    assertThat(store().snapshots().find(author.tenant(), content.snapshot().hash())).isEmpty();
  }

  @Test
  default void aFormerNameLeadsOnUntilAnotherTakesIt() {
    Author author = author();
    Assistant moved = author.create("Old");
    moved = author.saved(Author.renamingChange(moved, Slug.of("new")));

    assertThat(author.named("ada:old")).contains(moved.id());
    assertThat(author.named("ada:new")).contains(moved.id());

    Assistant taker = author.create("Old");
    assertThat(author.named("ada:old")).contains(taker.id());
    assertThat(author.named("ada:new")).contains(moved.id());
    assertThat(store().aggregates().save(Author.renamingChange(moved, Slug.of("old"))))
        .isEqualTo(new SaveOutcome.NameTaken());
    assertThat(author.read(moved.id())).isEqualTo(moved);
  }

  @Test
  default void anAssistantTakesItsFormerNameBack() {
    Author author = author();
    Assistant assistant = author.create("Old");
    assistant = author.saved(Author.renamingChange(assistant, Slug.of("new")));
    assistant = author.saved(Author.renamingChange(assistant, Slug.of("old")));

    assertThat(author.named("ada:old")).contains(assistant.id());
    assertThat(author.named("ada:new")).contains(assistant.id());
    assertThat(store().aggregates().save(author.creationChange("Old")))
        .isEqualTo(new SaveOutcome.NameTaken());
  }

  @Test
  default void theNamesOfADeletedAssistantAreFree() {
    Author author = author();
    Assistant assistant = author.create("Old");
    assistant = author.saved(Author.renamingChange(assistant, Slug.of("new")));
    author.delete(assistant);

    assertThat(author.named("ada:old")).isEmpty();
    assertThat(author.named("ada:new")).isEmpty();
    Assistant heir = author.create("New");
    assertThat(author.named("ada:new")).contains(heir.id());
  }

  @Test
  default void anOwnersNameMayHoldColons() {
    Author author = author();
    AssistantContent content = Author.content("Plan", "Do.");
    Assistant assistant =
        author.saved(
            author.creationChange(
                author.birth(
                    Principal.team("team:analytics"), Slug.of("plan"), Optional.empty(), List.of()),
                content,
                author.now()));
    assertThat(author.named("team:analytics:plan")).contains(assistant.id());
    assertThat(author.named("analytics:plan")).isEmpty();
  }

  @Test
  default void namesAreComparedByteForByte() {
    Author author = author();
    Assistant latin = author.create("caf\u00e9");
    Assistant plain = author.create("cafe");
    Assistant han = author.create("\u8ca9\u58f2");

    assertThat(author.named("ada:caf\u00e9")).contains(latin.id());
    assertThat(author.named("ada:cafe")).contains(plain.id());
    assertThat(author.named("ada:\u8ca9\u58f2")).contains(han.id());
  }
}
