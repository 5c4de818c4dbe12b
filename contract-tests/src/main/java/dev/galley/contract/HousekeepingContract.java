package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Receipt;
import dev.galley.domain.assistant.Assistant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sweeps take what is no longer wanted, so many at a time, and can be run again at any time. */
public interface HousekeepingContract extends StoreContract {

  @Test
  default void theRevisionsAndHeadsOfADeletedAssistantAreErased() {
    Author author = author();
    Assistant doomed = author.edit(author.open(author.create("Doomed")), "Draft.");
    Assistant other = author.edit(author.open(author.create("Other")), "Draft.");
    UUID draft = doomed.draft().orElseThrow().id();
    UUID otherDraft = other.draft().orElseThrow().id();
    author.delete(doomed);
    erase();

    assertThat(store().revisions().find(author.tenant(), doomed.id(), 1)).isEmpty();
    assertThat(store().revisions().before(author.tenant(), doomed.id(), 99, 10)).isEmpty();
    assertThat(store().revisions().history(author.tenant(), doomed.id(), draft, 99, 10)).isEmpty();
    assertThat(store().revisions().before(author.tenant(), other.id(), 99, 10)).hasSize(1);
    assertThat(store().revisions().history(author.tenant(), other.id(), otherDraft, 99, 10))
        .hasSize(2);
    assertThat(store().eventLog().of(doomed.ref(), 0, 10)).hasSize(2);
  }

  private void erase() {
    while (store().housekeeping().eraseDeleted(10) > 0
        || store().housekeeping().eraseEndedDrafts(10) > 0) {}
  }

  @Test
  default void whatWasUsedUpIsErased() {
    Author author = author();
    Assistant follower = author.open(author.create("Used up"));
    author.mustSave(author.creationChange("User").using(Author.follower(follower)));
    erase();

    assertThat(store().revisions().before(author.tenant(), follower.id(), 99, 10)).isEmpty();
    assertThat(
            store()
                .revisions()
                .history(
                    author.tenant(), follower.id(), follower.draft().orElseThrow().id(), 99, 10))
        .isEmpty();
  }

  @Test
  default void deletedOnesAreErasedSoManyAtATime() {
    Author author = author();
    erase();
    for (int i = 0; i < 3; i++) {
      author.delete(author.create("Doomed " + i));
    }
    assertThat(store().housekeeping().eraseDeleted(2)).isEqualTo(2);
    assertThat(store().housekeeping().eraseDeleted(2)).isEqualTo(1);
    assertThat(store().housekeeping().eraseDeleted(2)).isZero();
  }

  @Test
  default void theHeadsOfEndedDraftsAreErased() {
    Author author = author();
    erase();
    Assistant assistant = author.edit(author.open(author.create("Drafted")), "One.");
    UUID committed = assistant.draft().orElseThrow().id();
    assistant = author.edit(author.open(author.commit(assistant)), "Two.");
    UUID discarded = assistant.draft().orElseThrow().id();
    assistant = author.edit(author.open(author.discard(assistant)), "Three.");
    UUID open = assistant.draft().orElseThrow().id();

    assertThat(store().housekeeping().eraseEndedDrafts(3)).isEqualTo(3);
    assertThat(store().housekeeping().eraseEndedDrafts(3)).isEqualTo(1);
    assertThat(store().housekeeping().eraseEndedDrafts(3)).isZero();
    for (UUID ended : List.of(committed, discarded)) {
      assertThat(store().revisions().history(author.tenant(), assistant.id(), ended, 99, 10))
          .isEmpty();
    }
    assertThat(store().revisions().history(author.tenant(), assistant.id(), open, 99, 10))
        .hasSize(2);
  }

  @Test
  default void oneCallErasesManyShortDrafts() {
    Author author = author();
    erase();
    for (int i = 0; i < 120; i++) {
      author.commit(author.edit(author.open(author.create("Short " + i)), "Better."));
    }
    assertThat(store().housekeeping().eraseEndedDrafts(500)).isEqualTo(240);
    assertThat(store().housekeeping().eraseEndedDrafts(500)).isZero();
  }

  @Test
  default void receiptsAreForgottenWithAge() {
    Author author = author();
    Instant now = Instant.now();
    while (store().housekeeping().forgetReceipts(Duration.ofHours(24), 100) > 0) {}
    List<Receipt> old = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      old.add(Author.receipt(now.minus(Duration.ofHours(30 - i))));
      author.mustSave(author.creationChange("Old " + i).with(old.getLast()));
    }
    Receipt young = Author.receipt(now.minus(Duration.ofHours(20)));
    author.mustSave(author.creationChange("Young").with(young));

    assertThat(store().housekeeping().forgetReceipts(Duration.ofHours(24), 2)).isEqualTo(2);
    assertThat(store().receipts().find(author.tenant(), old.getLast().key())).isPresent();
    assertThat(store().housekeeping().forgetReceipts(Duration.ofHours(24), 2)).isEqualTo(1);
    assertThat(store().housekeeping().forgetReceipts(Duration.ofHours(24), 2)).isZero();
    for (Receipt receipt : old) {
      assertThat(store().receipts().find(author.tenant(), receipt.key())).isEmpty();
    }
    assertThat(store().receipts().find(author.tenant(), young.key())).isPresent();
  }
}
