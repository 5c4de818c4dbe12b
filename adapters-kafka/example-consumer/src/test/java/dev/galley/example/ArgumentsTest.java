package dev.galley.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @Test
  void whatIsNotSaidHasDefaults() throws Exception {
    Arguments arguments = Arguments.of("--folder", "copies", "--bootstrap", "kafka:9092");
    assertThat(arguments.topics()).containsExactly("galley.draft-committed", "galley.lifecycle");
    assertThat(arguments.server()).isEmpty();
    assertThat(arguments.kafka())
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("group.id", "galley-example")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("enable.auto.commit", "false");
  }

  @Test
  void propertiesOfTheClientAreTakenAndArgumentsWin(@TempDir Path temporary) throws Exception {
    Path file = temporary.resolve("client.properties");
    Files.writeString(
        file,
        """
        bootstrap.servers=other:9092
        security.protocol=SASL_SSL
        group.id=mine
        group.protocol=consumer
        enable.auto.commit=true
        """);
    Arguments arguments =
        Arguments.of("--folder", "x", "--bootstrap", "kafka:9092", "--properties", file.toString());
    assertThat(arguments.kafka())
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("group.id", "mine")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("group.remote.assignor", "range")
        .doesNotContainKeys("partition.assignment.strategy", "session.timeout.ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bootstrap x:1 | --folder: none (expected: a folder)",
        "--folder x | --bootstrap: none (expected: host:port)",
        "--folder x --verbose | --verbose (expected: --name value, see --help)",
        "--folder x --group | --group (expected: --name value, see --help)",
        "x | x (expected: --name value, see --help)",
        "--folder x --bootstrap y --server ftp://h | --server: ftp://h (expected: http://host:port)",
        "--folder x --bootstrap y --token-file t | --token-file: without --server (expected: with it)",
      })
  void aWrongArgumentIsNamed(String line, String problem) {
    assertThatThrownBy(() -> Arguments.of(line.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }
}
