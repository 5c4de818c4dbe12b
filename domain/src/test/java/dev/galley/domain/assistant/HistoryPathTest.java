package dev.galley.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.assistant.HistoryPath.Span;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HistoryPathTest {
  private static boolean notPinned(long seqNo) {
    return seqNo < 0;
  }

  @Test
  void pinnedEntriesStayWhenOthersHaveToGo() {
    HistoryPath path =
        HistoryPath.straight(HistoryPath.KEPT, 1)
            .then(HistoryPath.KEPT, HistoryPath.KEPT + 1, 1, seqNo -> seqNo < 4);

    assertThat(path.spans())
        .containsExactly(new Span(1, 3, 1), new Span(5, HistoryPath.KEPT + 1, 1));
    assertThat(path.before(5)).isEqualTo(OptionalLong.of(3));
  }

  @Test
  void pathOfANewDraftIsItsOneEntry() {
    HistoryPath path = HistoryPath.straight(1, 4);

    assertThat(path.size()).isEqualTo(1);
    assertThat(path.before(1)).isEmpty();
    assertThat(path.after(1)).isEmpty();
    assertThat(path.baseOf(1)).isEqualTo(4);
  }

  @Test
  void newEntryCutsOffWhatCouldBeRedone() {
    HistoryPath path = HistoryPath.straight(3, 1).then(2, 4, 1, HistoryPathTest::notPinned);

    assertThat(path.newestFirst()).containsExactly(4L, 2L, 1L);
    assertThat(path.has(3)).isFalse();
    assertThat(path.before(4)).isEqualTo(OptionalLong.of(2));
    assertThat(path.after(2)).isEqualTo(OptionalLong.of(4));
    assertThat(path.after(4)).isEmpty();
  }

  @Test
  void entriesStandOnTheBaseThatTheyWereMadeOn() {
    HistoryPath path = HistoryPath.straight(4, 1).rebased(2, 7);

    assertThat(path.spans())
        .containsExactly(new Span(1, 1, 1), new Span(2, 2, 7), new Span(3, 4, 1));
    assertThat(path.rebased(2, 1)).isEqualTo(HistoryPath.straight(4, 1));
  }

  @Test
  void oldestEntriesGoWhenThereAreTooMany() {
    HistoryPath path = HistoryPath.straight(HistoryPath.KEPT, 1);
    HistoryPath longer =
        path.then(HistoryPath.KEPT, HistoryPath.KEPT + 1, 1, HistoryPathTest::notPinned);

    assertThat(longer.size()).isEqualTo(HistoryPath.KEPT);
    assertThat(longer.has(1)).isFalse();
    assertThat(longer.before(2)).isEmpty();
    assertThat(HistoryPath.straight(HistoryPath.KEPT + 1, 1)).isEqualTo(longer);
    assertThat(
            path.rebased(1, 2).then(HistoryPath.KEPT, 600, 1, HistoryPathTest::notPinned).spans())
        .containsExactly(new Span(2, HistoryPath.KEPT, 1), new Span(600, 600, 1));
  }

  @Test
  void spansThatOverlapAreRefused() {
    assertThatThrownBy(() -> new HistoryPath(List.of(new Span(1, 3, 1), new Span(3, 4, 2))))
        .hasMessageContaining("not overlapping");
    assertThatThrownBy(() -> new HistoryPath(List.of())).hasMessageContaining("expected: 1 to 500");
    assertThatThrownBy(() -> new Span(3, 2, 1)).hasMessageContaining("expected: 1 or more");
  }
}
