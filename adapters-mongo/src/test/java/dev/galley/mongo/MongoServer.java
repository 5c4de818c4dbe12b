package dev.galley.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * A MongoDB for tests, one per JVM: the one that {@code MONGODB_TEST_URI} names, else one in Docker
 * where that answers, else a stand-in that speaks the same protocol.
 */
record MongoServer(String sort, String uri) {
  private static Optional<MongoServer> started = Optional.empty();

  static synchronized MongoServer started() {
    if (started.isEmpty()) {
      started = Optional.of(start());
    }
    return started.get();
  }

  private static MongoServer start() {
    String given = System.getenv("MONGODB_TEST_URI");
    if (given != null && !given.isBlank()) {
      return new MongoServer("the server of MONGODB_TEST_URI", given);
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      MongoDBContainer container = new MongoDBContainer("mongo:8.0");
      container.start();
      Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
      return new MongoServer("a replica set in Docker", container.getConnectionString());
    }
    if ("true".equals(System.getenv("REQUIRE_REAL_MONGO"))) {
      throw new IllegalStateException(
          "REQUIRE_REAL_MONGO: true, and there is none (expected: MONGODB_TEST_URI or Docker)");
    }
    de.bwaldvogel.mongo.MongoServer server =
        new de.bwaldvogel.mongo.MongoServer(new MemoryBackend());
    String uri = server.bindAndGetConnectionString();
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    return new MongoServer(
        "mongo-java-server, a wire-compatible stand-in in this JVM, NOT a real MongoDB", uri);
  }

  boolean isStandIn() {
    return sort.contains("stand-in");
  }

  /** Settings for a new, empty database. */
  MongoSettings freshDatabase() {
    String name = "test_" + Long.toUnsignedString(System.nanoTime(), 36);
    int options = uri.indexOf('?');
    String base = options < 0 ? uri : uri.substring(0, options);
    String query = options < 0 ? "" : uri.substring(options);
    String hosts = base.replaceFirst("^(mongodb(?:\\+srv)?://[^/]+).*", "$1");
    return MongoSettings.of(
        hosts + '/' + name + query, 32, Duration.ofSeconds(10), MongoStoreUnderTest.GRACE);
  }

  /** Says which one it was that the contracts ran on. */
  void announce() {
    try (MongoClient client = MongoClients.create(uri)) {
      String version =
          client.getDatabase("admin").runCommand(new Document("buildInfo", 1)).getString("version");
      System.out.println("The contracts of stores ran on MongoDB " + version + ": " + sort + ".");
    }
  }
}
