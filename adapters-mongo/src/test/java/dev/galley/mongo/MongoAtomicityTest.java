package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.contract.AtomicityContract;
import dev.galley.contract.Author;
import dev.galley.contract.Faults;
import dev.galley.contract.Flow;
import dev.galley.contract.StoreUnderTest;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Slug;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Saves whose connection breaks at each of their exchanges with the server. */
final class MongoAtomicityTest implements AtomicityContract {
  private static final FaultyExchange FAULTS = new FaultyExchange();
  private static MongoStoreUnderTest store;

  @BeforeAll
  static void open() {
    store = MongoStoreUnderTest.on(MongoStoreUnderTest.freshDatabase(), FAULTS);
    store.assistants();
  }

  @AfterAll
  static void close() {
    store.drop();
  }

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public Faults faults() {
    return FAULTS;
  }

  @Test
  void aSaveTakesFewExchanges() {
    Author author = author();
    Change creation = author.creationChange("Counted");
    assertThat(exchanges(creation)).isEqualTo(4);
    Assistant assistant = (Assistant) creation.next();
    Change open = author.openChange(assistant);
    assertThat(exchanges(open)).isEqualTo(2);
    Change edit = author.editChange((Assistant) open.next(), "Edited.");
    assertThat(exchanges(edit)).isEqualTo(3);
    Change commit = author.commitChange((Assistant) edit.next());
    assertThat(exchanges(commit)).isEqualTo(2);
    Change live =
        author.liveChange(
            (Assistant) commit.next(), Author.content("Counted", "Live."), author.now());
    assertThat(exchanges(live)).isEqualTo(3);
    Change rename = Author.renamingChange((Assistant) live.next(), Slug.of("renamed"));
    assertThat(exchanges(rename)).isEqualTo(3);
    Change deletion = author.deletionChange((Assistant) rename.next());
    assertThat(exchanges(deletion)).isEqualTo(2);

    Change withAll =
        author
            .creationChange("With all")
            .with(Author.receipt(Instant.parse("2026-03-03T03:03:03Z")))
            .using(Author.follower(author.create("Proposal")));
    assertThat(exchanges(withAll)).isEqualTo(8);
  }

  /** What a content is kept as a delta from is looked up once, and renewed now and then. */
  @Test
  void anEditOfALargeContentTakesNoMoreThanOneOfASmallOne() {
    Author author = author();
    Flow flow = Flow.of("Large", 20_000, 1);
    Change open = author.openChange(author.create(flow.content()));
    author.mustSave(open);
    Change first = author.editChange((Assistant) open.next(), flow.changeOneField());
    assertThat(exchanges(first)).isEqualTo(4);
    Assistant assistant = (Assistant) first.next();
    for (int i = 0; i < 5; i++) {
      Change edit = author.editChange(assistant, flow.content("# " + i));
      assertThat(exchanges(edit)).isEqualTo(3);
      assistant = (Assistant) edit.next();
    }
  }

  private static int exchanges(Change change) {
    int before = FAULTS.steps.get();
    assertThat(store.aggregates().save(change)).isEqualTo(new SaveOutcome.Saved());
    return FAULTS.steps.get() - before;
  }
}
