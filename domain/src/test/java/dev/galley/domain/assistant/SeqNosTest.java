package dev.galley.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeqNosTest {
  private static SeqNo entry(long value) {
    return new SeqNo(value);
  }

  private static SeqNos entries(long... values) {
    SeqNos entries = SeqNos.NONE;
    for (long value : values) {
      entries = entries.plus(entry(value));
    }
    return entries;
  }

  @Test
  void entriesThatFollowEachOtherAreOneRun() {
    assertThat(entries(1, 2, 3, 7, 8).runs())
        .containsExactly(new SeqNos.Run(1, 3), new SeqNos.Run(7, 8));
  }

  @Test
  void takingOneOutOfARunSplitsIt() {
    SeqNos entries = entries(1, 2, 3, 4);

    assertThat(entries.minus(entry(2)).runs())
        .containsExactly(new SeqNos.Run(1, 1), new SeqNos.Run(3, 4));
    assertThat(entries.minus(entry(1))).isEqualTo(entries(2, 3, 4));
    assertThat(entries.minus(entry(4))).isEqualTo(entries(1, 2, 3));
    assertThat(entries.minus(entry(5))).isEqualTo(entries);
    assertThat(entries(3).minus(entry(3))).isEqualTo(SeqNos.NONE);
  }

  @Test
  void neighboursAreFoundOverGaps() {
    SeqNos entries = entries(2, 3, 7);

    assertThat(entries.before(entry(7))).contains(entry(3));
    assertThat(entries.before(entry(5))).contains(entry(3));
    assertThat(entries.before(entry(2))).isEmpty();
    assertThat(entries.after(entry(3))).contains(entry(7));
    assertThat(entries.after(entry(1))).contains(entry(2));
    assertThat(entries.after(entry(7))).isEmpty();
  }

  @Test
  void whatIsCutOffEndsAtTheEntry() {
    assertThat(entries(1, 2, 5, 6).upTo(entry(5))).isEqualTo(entries(1, 2, 5));
    assertThat(entries(1, 2, 5, 6).upTo(entry(4))).isEqualTo(entries(1, 2));
    assertThat(entries(5).upTo(entry(4))).isEqualTo(SeqNos.NONE);
  }

  @Test
  void runsThatTouchOrOverlapAreRefused() {
    for (long second : List.of(2L, 3L, 4L)) {
      assertThatThrownBy(() -> new SeqNos(List.of(new SeqNos.Run(1, 3), new SeqNos.Run(second, 5))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: in order, with gaps");
    }
    assertThatThrownBy(() -> new SeqNos.Run(0, 3)).hasMessageContaining("expected: 1 or more");
    assertThatThrownBy(() -> new SeqNos.Run(3, 2)).hasMessageContaining("expected: 1 or more");
    assertThatThrownBy(() -> entries(4).plus(entry(4))).hasMessageContaining("in order");
  }

  @Property
  void theyAreASetOfNumbers(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 60) Integer> numbers,
      @ForAll @IntRange(min = 1, max = 60) int probe,
      @ForAll @IntRange(min = 1, max = 60) int gone) {
    SortedSet<Integer> set = new TreeSet<>(numbers);
    SeqNos entries = SeqNos.NONE;
    for (int number : set) {
      entries = entries.plus(entry(number));
    }
    entries = entries.minus(entry(gone));
    set.remove(gone);

    assertThat(entries.size()).isEqualTo(set.size());
    assertThat(entries.oldestFirst().map(e -> (int) e.value())).containsExactlyElementsOf(set);
    assertThat(entries.has(entry(probe))).isEqualTo(set.contains(probe));
    assertThat(entries.before(entry(probe)))
        .isEqualTo(last(set.headSet(probe)).map(SeqNosTest::entry));
    assertThat(entries.after(entry(probe)))
        .isEqualTo(set.tailSet(probe + 1).stream().findFirst().map(SeqNosTest::entry));
    assertThat(entries.oldest(e -> e.value() >= probe))
        .isEqualTo(set.tailSet(probe).stream().findFirst().map(SeqNosTest::entry));
    assertThat(entries.upTo(entry(probe)).oldestFirst().map(e -> (int) e.value()))
        .containsExactlyElementsOf(set.headSet(probe + 1));
    assertThat(new SeqNos(entries.runs())).isEqualTo(entries);
  }

  private static Optional<Integer> last(SortedSet<Integer> set) {
    return set.isEmpty() ? Optional.empty() : Optional.of(set.last());
  }
}
