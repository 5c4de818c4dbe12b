package dev.galley.bootstrap.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The server that a command talks to, and the token that it shows there. */
record Target(String url, String token) {
  private static final Duration LIFETIME = Duration.ofHours(12);

  /**
   * The server that options or environment name, else the one that runs with the data directory.
   *
   * @param user whom to be on the local server
   */
  static Target find(
      Optional<String> url,
      Optional<String> token,
      Path dataDirectory,
      LocalUser user,
      Surroundings surroundings) {
    Optional<String> named = url.or(() -> surroundings.variable("GALLEY_URL"));
    Optional<String> shown = token.or(() -> surroundings.variable("GALLEY_TOKEN"));
    if (shown.isPresent() && !shown.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw CommandFailure.misused(
          (token.isPresent() ? "--token" : "GALLEY_TOKEN")
              + " holds no token: there are spaces or other characters that tokens do not have.");
    }
    if (named.isPresent()) {
      String name = url.isPresent() ? "--url" : "GALLEY_URL";
      return new Target(
          checked(name, named.get()),
          shown.orElseThrow(() ->
              CommandFailure.misused(
                  name
                      + " names a server, so a token for it is needed: set GALLEY_TOKEN, or give"
                      + " --token.")));
    }
    ServerFile server = running(dataDirectory);
    return new Target(
        server.url(),
        shown.orElseGet(() -> user.token(dataDirectory, surroundings.clock(), LIFETIME)));
  }

  private static ServerFile running(Path dataDirectory) {
    try {
      return ServerFile.read(dataDirectory)
          .filter(ServerFile::isAlive)
          .orElseThrow(() ->
              CommandFailure.failed(
                  "No server runs with the data directory "
                      + dataDirectory
                      + "; start one with 'galley serve', or name one with GALLEY_URL and"
                      + " GALLEY_TOKEN."));
    } catch (IOException e) {
      throw CommandFailure.failed(
          ServerFile.in(dataDirectory)
              + " can't be read by this user; run the command as the user who started the"
              + " server.");
    }
  }

  static String checked(String name, String text) {
    try {
      URI uri = new URI(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null) {
        return text.replaceAll("/+$", "");
      }
    } catch (URISyntaxException e) {
      throw CommandFailure.setting(name, text, "an address such as https://galley.example.org");
    }
    throw CommandFailure.setting(name, text, "an address such as https://galley.example.org");
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return url;
  }
}
