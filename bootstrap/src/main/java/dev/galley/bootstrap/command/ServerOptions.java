package dev.galley.bootstrap.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which server to talk to, and as whom. */
final class ServerOptions {
  @Option(
      names = "--url",
      paramLabel = "<url>",
      description = "The server. Default: GALLEY_URL, else the local one.")
  @Nullable String url;

  @Option(
      names = "--token",
      paramLabel = "<token>",
      description = "Default: GALLEY_TOKEN (better, as others see options).")
  @Nullable String token;

  @Mixin DataDirectoryOption dataDirectory = new DataDirectoryOption();

  /**
   * The server that is meant.
   *
   * @param user whom to be on the local server
   */
  Target target(LocalUser user, Surroundings surroundings) {
    return Target.find(
        Optional.ofNullable(url),
        Optional.ofNullable(token),
        dataDirectory.path(surroundings),
        user,
        surroundings);
  }
}
