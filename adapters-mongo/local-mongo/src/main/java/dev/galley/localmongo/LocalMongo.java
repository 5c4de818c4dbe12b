package dev.galley.localmongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * The MongoDB that tests run on, one per JVM: the one that {@code MONGODB_TEST_URI} names, else a
 * replica set in Docker where that answers, else a stand-in that speaks the same protocol and that
 * {@code REQUIRE_REAL_MONGO=true} refuses.
 *
 * @param sort what it is, for people
 * @param isStandIn whether it is no real MongoDB
 * @param uri its connection string
 */
public record LocalMongo(String sort, boolean isStandIn, String uri) {
  private static final String IMAGE = "mongo:8.0";

  private static Optional<LocalMongo> started = Optional.empty();

  /** Starts it, if nobody has yet; it ends with the JVM. */
  public static synchronized LocalMongo started() {
    if (started.isEmpty()) {
      started = Optional.of(start(System.getenv()));
      System.out.println("Tests run on " + started.get().sort() + ".");
    }
    return started.get();
  }

  static LocalMongo start(Map<String, String> environment) {
    String given = environment.getOrDefault("MONGODB_TEST_URI", "");
    if (!given.isBlank()) {
      return new LocalMongo("the MongoDB of MONGODB_TEST_URI", false, given);
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      MongoDBContainer container = new MongoDBContainer(IMAGE);
      container.start();
      Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
      return new LocalMongo(
          "MongoDB as a replica set in Docker (" + IMAGE + ")",
          false,
          container.getConnectionString());
    }
    if (environment.getOrDefault("REQUIRE_REAL_MONGO", "").equals("true")) {
      throw new IllegalStateException(
          "REQUIRE_REAL_MONGO: true, and there is none (expected: MONGODB_TEST_URI or Docker)");
    }
    MongoServer server = new MongoServer(new MemoryBackend());
    String uri = server.bindAndGetConnectionString();
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    return new LocalMongo(
        "mongo-java-server, a wire-compatible stand-in, NOT a real MongoDB", true, uri);
  }

  /** The connection string with that database. */
  public String uri(String database) {
    int options = uri.indexOf('?');
    String base = options < 0 ? uri : uri.substring(0, options);
    String rest = options < 0 ? "" : uri.substring(options);
    return base.replaceFirst("^(mongodb(?:\\+srv)?://[^/]+).*", "$1") + '/' + database + rest;
  }

  /** The connection string with a database that nobody has used yet. */
  public String freshDatabase() {
    return uri("test_" + Long.toUnsignedString(System.nanoTime(), 36));
  }
}
