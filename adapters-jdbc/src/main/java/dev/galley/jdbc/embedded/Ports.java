package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** Free TCP ports on the loopback address. */
final class Ports {

  /**
   * Below the range from which systems take the local ports of outgoing connections: there, a
   * client that retries while the server is down can be given the very port that it wants to reach,
   * and so connect to itself and keep the server from it.
   */
  private static final int FIRST = 20_000;

  private static final int AFTER_LAST = 32_000;

  private Ports() {}

  /** The wanted port when it is free, else any free one. */
  static int choose(OptionalInt wanted) {
    if (wanted.isPresent() && isFree(wanted.getAsInt())) {
      return wanted.getAsInt();
    }
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new EmbeddedPostgresException(
        "No TCP port on 127.0.0.1 between " + FIRST + " and " + AFTER_LAST + " is free.");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }
}
