package dev.galley.localmongo;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;

/**
 * Runs the stand-in in the foreground until it is killed: {@code [--port N] [--with-parent]}. Port
 * 0, the default, chooses a free one. It prints {@code ready <connection string>} on the standard
 * output. It keeps everything in memory. With {@code --with-parent} it ends as soon as its standard
 * input does.
 */
public final class Main {
  /** What stands before the connection string in the line that says that it can be reached. */
  public static final String READY = "ready ";

  private Main() {}

  /** Does not return before the stand-in has ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int port = 0;
    boolean withParent = false;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--port") && i + 1 < arguments.length) {
        port = Integer.parseInt(arguments[++i]);
      } else if (arguments[i].equals("--with-parent")) {
        withParent = true;
      } else {
        System.err.println(arguments[i] + " is not understood");
        System.err.println("usage: [--port N] [--with-parent]");
        System.exit(2);
      }
    }
    MongoServer server = new MongoServer(new StandIn());
    server.bind("127.0.0.1", port);
    System.out.println(READY + server.getConnectionString());
    if (withParent) {
      // The parent keeps the other end open for as long as it lives.
      while (System.in.read() >= 0) {
        // nobody writes
      }
      Runtime.getRuntime().halt(1);
    }
    Thread.currentThread().join();
  }
}
