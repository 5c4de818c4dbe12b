package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleyCommandTest {
  @TempDir Path folder;

  @Test
  void withoutACommandItTellsWhichThereAre() {
    Terminal.Result result = new Terminal(folder).run();

    assertThat(result.out())
        .contains(
            "serve", "token", "import", "diff", "log", "export", "backup", "restore", "migrate",
            "doctor", "help");
    assertThat(result.out().replaceAll("\\s+", " "))
        .contains(
            "import Make assistants or personas of files with one JSON object per line, agents of"
                + " lobe-chat. diff Show what differs");
    assertThat(result.out()).isEqualTo(new Terminal(folder).run("help").out());
    assertThat(result.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve", "token", "import", "diff", "log", "export", "backup", "restore", "migrate",
        "doctor"
      })
  void everyCommandExplainsItself(String command) {
    Terminal.Result help = new Terminal(folder).run("help", command);

    assertThat(help.out()).startsWith("Usage: galley " + command).contains("--data-dir");
    assertThat(help.out()).isEqualTo(new Terminal(folder).run(command, "--help").out());
    assertThat(help.out()).doesNotContain("\u001b", "--rehearse");
    assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(90));
  }

  @Test
  void tellsItsVersion() {
    Terminal.Result result = new Terminal(folder).run("--version");

    assertThat(result.out()).startsWith("galley ");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheNearest() {
    Terminal.Result result = new Terminal(folder).run("tokn");

    assertThat(result.err())
        .contains("there is no command 'tokn'")
        .contains("token")
        .contains("galley help");
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void anUnknownOptionIsNamed() {
    Terminal.Result result = new Terminal(folder).run("token", "--usr", "bob");

    assertThat(result.err()).contains("--usr").contains("galley help token");
    assertThat(result.exitCode()).isEqualTo(2);
  }
}
