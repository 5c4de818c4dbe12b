package dev.galley.domain.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.fixtures.AssistantFixture;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StampTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.500Z");

  @Test
  void timeIsCutToMilliseconds() {
    assertThat(new Stamp(NOON.plusNanos(999_999), "alice")).isEqualTo(new Stamp(NOON, "alice"));
  }

  @Test
  void stampMovesBehindAnEarlierOneOnlyWhenItIsNotLater() {
    Stamp stamp = new Stamp(NOON, "alice");

    assertThat(stamp.after(NOON.minusMillis(1))).isEqualTo(stamp);
    assertThat(stamp.after(NOON)).isEqualTo(new Stamp(NOON.plusMillis(1), "alice"));
    assertThat(stamp.after(NOON.plusSeconds(9)))
        .isEqualTo(new Stamp(NOON.plusSeconds(9).plusMillis(1), "alice"));
  }

  @Test
  void lastSixtyFourSavesAreKnown() {
    List<ChangeId> ids = Stream.generate(AssistantFixture::change).limit(70).toList();
    RecentChanges changes = RecentChanges.NONE;
    for (ChangeId id : ids) {
      changes = changes.plus(id);
    }

    assertThat(changes.ids()).isEqualTo(ids.subList(6, 70));
    assertThat(changes.contains(ids.get(6))).isTrue();
    assertThat(changes.contains(ids.get(5))).isFalse();
    assertThat(new RecentChanges(ids)).isEqualTo(changes);
  }
}
