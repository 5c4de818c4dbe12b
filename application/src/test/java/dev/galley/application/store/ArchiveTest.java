package dev.galley.application.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final List<String> KEYS =
      List.of(
          "",
          "/",
          "a",
          "a/",
          "a/b",
          "a!",
          "a!/b",
          "a\u0000",
          "ab",
          "b",
          "\u00e9",
          "\ue000",
          "\uffff",
          "\ud800\udc00",
          "\ud83d\ude00",
          "\ud83d\ude00/a",
          "\ud83d\ude01");

  /** As its rule says, with all that this needs. */
  private static int slowly(String left, String right) {
    return Arrays.compare(points(left), points(right));
  }

  private static int[] points(String key) {
    return key.codePoints().map(point -> point == '/' ? -1 : point).toArray();
  }

  @Test
  void keysAreInTheOrderOfTheirCodePointsWithTheSlashFirst() {
    for (String left : KEYS) {
      for (String right : KEYS) {
        assertThat(Integer.signum(Archive.KEY_ORDER.compare(left, right)))
            .as("%s to %s", left, right)
            .isEqualTo(Integer.signum(slowly(left, right)));
      }
    }
  }
}
