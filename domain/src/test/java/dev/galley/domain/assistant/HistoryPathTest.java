package dev.galley.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.assistant.HistoryPath.Span;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HistoryPathTest {
  @Test
  void entriesCanGoFromAnywhere() {
    HistoryPath path = HistoryPath.straight(9, 1).without(4);

    assertThat(path.spans()).containsExactly(new Span(1, 3, 1), new Span(5, 9, 1));
    assertThat(path.before(5)).isEqualTo(OptionalLong.of(3));
    assertThat(path.without(4)).isEqualTo(path);
    assertThat(path.without(1).without(9).spans())
        .containsExactly(new Span(2, 3, 1), new Span(5, 8, 1));
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
    HistoryPath path = HistoryPath.straight(3, 1).then(2, 4, 1);

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
  void straightPathReachesTheNewestFiveHundred() {
    assertThat(HistoryPath.straight(500, 1).spans()).containsExactly(new Span(1, 500, 1));
    assertThat(HistoryPath.straight(501, 1))
        .isEqualTo(HistoryPath.straight(500, 1).then(500, 501, 1).without(1));
  }

  @Test
  void spansThatOverlapAreRefused() {
    assertThatThrownBy(() -> new HistoryPath(List.of(new Span(1, 3, 1), new Span(3, 4, 2))))
        .hasMessageContaining("not overlapping");
    assertThatThrownBy(() -> new HistoryPath(List.of()))
        .hasMessageContaining("expected: at least one");
    assertThatThrownBy(() -> new Span(3, 2, 1)).hasMessageContaining("expected: 1 or more");
  }
}
