package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.StorageFull;
import dev.galley.application.support.ErrorCode;
import dev.galley.contract.AtomicityContract;
import dev.galley.contract.Author;
import dev.galley.contract.Faults;
import dev.galley.contract.StoreUnderTest;
import dev.galley.domain.assistant.Assistant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Saves whose connection breaks at each of their statements and at the commit. */
final class PostgresAtomicityTest implements AtomicityContract {
  private static PostgresStoreUnderTest store;
  private static FaultyDataSource faults;

  @BeforeAll
  static void open() {
    store = PostgresStoreUnderTest.on(PostgresServer.embedded().freshDatabase(), true);
    store.assistants();
    faults = store.context().getBean(FaultyDataSource.Wrapping.class).made();
  }

  @AfterAll
  static void close() {
    store.context().close();
  }

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Test
  void aTransactionThatTheServerRolledBackIsRunAgain() {
    Author author = author();
    boolean struck = true;
    int step = 1;
    for (; struck; step++) {
      Assistant assistant = author.open(author.create("Rolled back " + step));
      Change change = author.editChange(assistant, "Edited " + step);
      faults.rollBackAt(step);
      assertThat(store.aggregates().save(change)).isEqualTo(new SaveOutcome.Saved());
      struck = faults.clear();
      assertThat(author.read(assistant.id())).isEqualTo(change.next());
    }
    assertThat(step).isGreaterThan(3);
  }

  @Test
  void aFullDiskIsToldAsWhatItIsAndReadsGoOn() {
    Author author = author();
    boolean struck = true;
    int failures = 0;
    for (int step = 1; struck; step++) {
      Assistant assistant = author.open(author.create("No room " + step));
      Change change = author.editChange(assistant, "Edited " + step);
      faults.fillDiskAt(step);
      try {
        assertThat(store.aggregates().save(change)).isEqualTo(new SaveOutcome.Saved());
        struck = faults.clear();
        assertThat(author.read(assistant.id())).isEqualTo(change.next());
      } catch (StorageFull e) {
        faults.clear();
        failures++;
        assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL);
        assertThat(author.read(assistant.id())).isEqualTo(assistant);
      }
    }
    assertThat(failures).as("the commit included").isEqualTo(3);
  }

  /** The figures stand in RATIONALE.md. */
  @Test
  void aSaveTakesFewRoundTrips() {
    Author author = author();
    Change creation = author.creationChange("Counted");
    assertThat(roundTrips(creation)).isEqualTo(4);
    Assistant assistant = (Assistant) creation.next();
    Change open = author.openChange(assistant);
    assertThat(roundTrips(open)).isEqualTo(3);
    Change edit = author.editChange((Assistant) open.next(), "Edited.");
    assertThat(roundTrips(edit)).isEqualTo(3);
    Change commit = author.commitChange((Assistant) edit.next());
    assertThat(roundTrips(commit)).isEqualTo(3);
    Change deletion = author.deletionChange((Assistant) commit.next());
    assertThat(roundTrips(deletion)).isEqualTo(4);
  }

  private static int roundTrips(Change change) {
    int before = faults.steps.get();
    assertThat(store.aggregates().save(change)).isEqualTo(new SaveOutcome.Saved());
    return faults.steps.get() - before;
  }
}
