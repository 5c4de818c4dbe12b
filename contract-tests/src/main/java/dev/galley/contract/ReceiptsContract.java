package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A receipt is there when its effect is, and lets the effect happen once. */
public interface ReceiptsContract extends StoreContract {

  @Test
  default void anUnknownKeyHasNoReceipt() {
    assertThat(store().receipts().find(author().tenant(), ContentHash.ofText("unknown"))).isEmpty();
  }

  @Test
  default void aReceiptComesWithItsEffect() {
    Author author = author();
    Receipt receipt =
        new Receipt(
            ContentHash.ofText("key"),
            ContentHash.ofText("request"),
            Instant.parse("2026-05-04T03:02:01.123Z"),
            JsonObject.builder()
                .put("id", "\u00e9")
                .put("list", JsonArray.of(Json.of(1), Json.nothing()))
                .build());
    author.mustSave(author.creationChange("Once").with(receipt));

    assertThat(store().receipts().find(author.tenant(), receipt.key())).contains(receipt);
    assertThat(store().receipts().find(author().tenant(), receipt.key())).isEmpty();
  }

  @Test
  default void aSecondEffectUnderOneKeyIsRefused() {
    Author author = author();
    Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));
    author.mustSave(author.creationChange("First").with(receipt));
    Receipt again =
        new Receipt(
            receipt.key(),
            ContentHash.ofText("another request"),
            receipt.at().plusSeconds(1),
            JsonObject.EMPTY);
    Change second = author.creationChange("Second").with(again);

    assertThat(store().aggregates().save(second)).isEqualTo(new SaveOutcome.AlreadyDone(receipt));
    assertThat(author.named("ada:second")).isEmpty();
    assertThat(author.listed()).hasSize(1);
    assertThat(store().receipts().find(author.tenant(), receipt.key())).contains(receipt);
  }

  @Test
  default void aRetryLearnsThatItIsDoneNotThatItsOwnNameIsTaken() {
    Author author = author();
    Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));
    author.mustSave(author.creationChange("Retried").with(receipt));

    assertThat(store().aggregates().save(author.creationChange("Retried").with(receipt)))
        .isEqualTo(new SaveOutcome.AlreadyDone(receipt));
  }

  @Test
  default void aRetryUponAChangedAssistantIsRefusedToo() {
    Author author = author();
    Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));
    Assistant assistant = author.create("Edited");
    assistant = author.saved(author.openChange(assistant).with(receipt));
    Change again = author.discardChange(assistant).with(receipt);

    assertThat(store().aggregates().save(again)).isEqualTo(new SaveOutcome.AlreadyDone(receipt));
    assertThat(author.read(assistant.id())).isEqualTo(assistant);
  }

  @Test
  default void aSaveThatIsRefusedLeavesNoReceipt() {
    Author author = author();
    Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));
    Assistant assistant = author.create("Named");
    Assistant unsaved = (Assistant) author.openChange(assistant).next();
    List<Change> refused =
        List.of(
            author.creationChange("Named").with(receipt),
            author.discardChange(unsaved).with(receipt));
    for (Change change : refused) {
      assertThat(store().aggregates().save(change)).isNotInstanceOf(SaveOutcome.Saved.class);
      assertThat(store().receipts().find(author.tenant(), receipt.key())).isEmpty();
    }
  }

  @Test
  default void tenantsMayUseOneKey() {
    Author here = author();
    Author there = author();
    Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));

    here.mustSave(here.creationChange("Here").with(receipt));
    there.mustSave(there.creationChange("There").with(receipt));
  }

  @Test
  default void theAnswerIsKeptBesideTheReceipt() {
    Author author = author();
    Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));
    author.mustSave(author.creationChange("Answered").with(receipt));
    JsonObject answer =
        JsonObject.builder()
            .put("status", 201)
            .put("body", "{\"name\":\"\u00e9 \\u0000 \\n\"}" + "x".repeat(256 * 1024))
            .build();

    store().receipts().answered(author.tenant(), receipt.key(), answer);

    assertThat(store().receipts().find(author.tenant(), receipt.key()))
        .contains(receipt.answered(answer));
    assertThat(store().aggregates().save(author.creationChange("Again").with(receipt)))
        .isInstanceOfSatisfying(
            SaveOutcome.AlreadyDone.class,
            done -> assertThat(done.receipt().unanswered()).isEqualTo(receipt));
  }

  @Test
  default void theFirstAnswerStays() {
    Author author = author();
    Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));
    author.mustSave(author.creationChange("Answered").with(receipt));
    JsonObject first = JsonObject.builder().put("status", 201).build();
    store().receipts().answered(author.tenant(), receipt.key(), first);

    store()
        .receipts()
        .answered(author.tenant(), receipt.key(), JsonObject.builder().put("status", 200).build());

    assertThat(store().receipts().find(author.tenant(), receipt.key()))
        .contains(receipt.answered(first));
  }

  @Test
  default void anAnswerWithoutAReceiptIsNotKept() {
    Author author = author();
    Author another = author();
    Receipt receipt = Author.receipt(Instant.parse("2026-05-04T03:02:01Z"));
    another.mustSave(another.creationChange("Elsewhere").with(receipt));

    store().receipts().answered(author.tenant(), receipt.key(), JsonObject.EMPTY);

    assertThat(store().receipts().find(author.tenant(), receipt.key())).isEmpty();
    assertThat(store().receipts().find(another.tenant(), receipt.key())).contains(receipt);
  }
}
