package dev.galley.bootstrap.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where the data are. */
final class DataDirectoryOption {
  @Option(
      names = "--data-dir",
      paramLabel = "<folder>",
      description = "Where the data are. Default: GALLEY_DATA_DIR, else ./galley-data.")
  @Nullable String text;

  Path path(Surroundings surroundings) {
    return surroundings.dataDirectory(Optional.ofNullable(text));
  }
}
