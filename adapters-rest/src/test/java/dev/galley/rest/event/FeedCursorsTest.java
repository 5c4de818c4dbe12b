package dev.galley.rest.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.FeedCursor;
import dev.galley.domain.access.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorsTest {
  private static final TenantId TENANT = new TenantId("acme");

  @ParameterizedTest
  @CsvSource({"0,0", "42,0", "9007199254740993,0", "5,9"})
  void aCursorComesBackAsItWas(long position, long floor) {
    FeedCursor cursor = new FeedCursor(position, floor);
    String text = FeedCursors.write(TENANT, cursor);
    assertThat(text).matches("[A-Za-z0-9_-]{1,200}");
    assertThat(FeedCursors.read(TENANT, text)).contains(cursor);
  }

  @Test
  void aFloorThatHasBeenPassedIsLeftOut() {
    String text = FeedCursors.write(TENANT, new FeedCursor(9, 5));
    assertThat(FeedCursors.read(TENANT, text)).contains(new FeedCursor(9, 0));
  }

  @Test
  void aCursorIsGoodForItsTenantAlone() {
    String text = FeedCursors.write(TENANT, new FeedCursor(9, 0));
    assertThat(FeedCursors.read(new TenantId("other"), text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "latest", "42", "e30", "W10", "\u00e9\u00e9\u00e9\u00e9", "a b"})
  void whatIsNoCursorIsNone(String text) {
    assertThat(FeedCursors.read(TENANT, text)).isEmpty();
  }
}
