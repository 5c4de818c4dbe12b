package dev.galley.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change tells of its places fits into an event. */
class ChangedPathsTest {

  @Test
  void fewPathsAreToldAll() {
    ChangedPaths paths = ChangedPaths.of(List.of("/name", "/tags"));

    assertThat(paths.paths()).isEqualTo(List.of("/name", "/tags"));
    assertThat(paths.truncated()).isFalse();
  }

  @Test
  void manyPathsAreCut() {
    List<String> many = Collections.nCopies(ChangedPaths.KEPT + 1, "/name");

    assertThat(ChangedPaths.of(many).paths().size()).isEqualTo(ChangedPaths.KEPT);
    assertThat(ChangedPaths.of(many).truncated()).isTrue();
    assertThat(ChangedPaths.of(many.subList(1, many.size())).truncated()).isFalse();
    assertThatThrownBy(() -> new ChangedPaths(many, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longPathsAreCutByTheirLength() {
    String half = "/" + "x".repeat(ChangedPaths.CHARACTERS / 2 - 1);

    assertThat(ChangedPaths.of(List.of(half, half)).truncated()).isFalse();
    ChangedPaths cut = ChangedPaths.of(List.of(half, half, "/y"));
    assertThat(cut.paths()).isEqualTo(List.of(half, half));
    assertThat(cut.truncated()).isTrue();
    assertThat(ChangedPaths.of(List.of(half, half)).plus("/y").truncated()).isTrue();
    assertThatThrownBy(() -> new ChangedPaths(List.of(half, half, "/y"), true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
