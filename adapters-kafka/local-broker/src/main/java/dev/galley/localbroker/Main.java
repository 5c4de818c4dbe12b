package dev.galley.localbroker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import kafka.Kafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Runs a broker in the foreground until it is killed: {@code --port N --data DIR}. Port 0 chooses a
 * free one. Once clients can reach it, it prints {@code ready <host:port>} on the standard output.
 * With {@code --with-parent} it ends as soon as its standard input does; {@code --login} opens a
 * second door with a password.
 */
public final class Main {
  /** What stands before the address in the line that says that the broker can be reached. */
  static final String READY = "ready ";

  private static final String USAGE =
      "usage: --port N --data DIR [--with-parent] [--login PORT:USER:PASSWORD]";
  private static final Duration ASK = Duration.ofSeconds(5);

  private Main() {}

  /** Does not return before the broker has ended. */
  public static void main(String[] arguments) throws IOException {
    // Unless the caller says more; nothing has been logged yet.
    System.getProperties().putIfAbsent("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    int port = -1;
    Path data = null;
    boolean withParent = false;
    Optional<Login> login = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      boolean valued = i + 1 < arguments.length;
      if (arguments[i].equals("--port") && valued) {
        port = port(arguments[++i]);
      } else if (arguments[i].equals("--data") && valued) {
        data = Path.of(arguments[++i]);
      } else if (arguments[i].equals("--login") && valued) {
        login = Optional.of(Login.parse(arguments[++i]));
      } else if (arguments[i].equals("--with-parent")) {
        withParent = true;
      } else {
        throw misused(arguments[i] + " is not understood");
      }
    }
    if (port < 0 || data == null) {
      throw misused("the port and the folder are needed");
    }
    if (withParent) {
      Thread.ofPlatform().daemon().name("parent").start(Main::endWithParent);
    }
    int chosen = port == 0 ? Ports.free() : port;
    BrokerFiles files = new BrokerFiles(data);
    files.prepare(chosen, login);
    Thread.ofPlatform().daemon().name("ready").start(() -> announce(chosen));
    Kafka.main(new String[] {files.settings().toString()});
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw misused("--port: " + text + " (expected: 0 to 65535)");
  }

  private static IllegalArgumentException misused(String what) {
    System.err.println(what);
    System.err.println(USAGE);
    System.exit(2);
    return new IllegalArgumentException(what);
  }

  /** The parent keeps the other end of the standard input open for as long as it lives. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes
      }
    } catch (IOException e) {
      // as good as its end
    }
    Runtime.getRuntime().halt(1);
  }

  private static void announce(int port) {
    try {
      while (!listens(port)) {
        Thread.sleep(50);
      }
      String address = "127.0.0.1:" + port;
      while (!answers(address)) {
        Thread.sleep(50);
      }
      System.out.println(READY + address);
      System.out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(String address) throws InterruptedException {
    int limit = (int) ASK.toMillis();
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                limit,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                limit))) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    }
  }
}
