package dev.galley.bootstrap.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.content.InvalidContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSourceTest {
  @TempDir Path folder;

  @Test
  void countsLinesAsEditorsDoAndPassesOverBlankOnes() throws IOException {
    Path file = write("\uFEFF1\r\n\n \t\r\n2\n3");

    try (LineSource lines = LineSource.open(file)) {
      for (int number : new int[] {1, 4, 5}) {
        LineSource.Line line = Objects.requireNonNull(lines.next());
        assertThat(line.number()).isEqualTo(number);
        assertThat(line.json().typeName()).isEqualTo("a number");
      }
      assertThat(lines.next()).isNull();
    }
    assertThat(LineSource.count(file)).isEqualTo(3);
  }

  @Test
  void aLineBeyondTheBoundIsRefusedAndTheNextRead() throws IOException {
    try (LineSource lines = LineSource.open(write("\"0123456789\"\n7\n"), 5)) {
      LineSource.Line tooLong = Objects.requireNonNull(lines.next());
      assertThatThrownBy(tooLong::json)
          .isInstanceOf(InvalidContent.class)
          .hasMessageContaining("longer than");
      assertThat(lines.next()).isNotNull();
      assertThat(lines.next()).isNull();
    }
  }

  private Path write(String text) throws IOException {
    return Files.write(folder.resolve("lines"), text.getBytes(UTF_8));
  }
}
