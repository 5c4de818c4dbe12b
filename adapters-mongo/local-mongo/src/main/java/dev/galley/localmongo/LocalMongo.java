package dev.galley.localmongo;

import de.bwaldvogel.mongo.MongoServer;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
  private static final String GIVEN_URI = "MONGODB_TEST_URI";

  private static Optional<LocalMongo> started = Optional.empty();

  /** Starts it, if nobody has yet; it ends with the JVM. */
  public static synchronized LocalMongo started() {
    if (started.isEmpty()) {
      started = Optional.of(start());
      System.out.println("Tests run on " + started.get().sort() + ".");
    }
    return started.get();
  }

  /** Where a MongoDB may come from. */
  enum Source {
    GIVEN,
    DOCKER,
    STAND_IN
  }

  /**
   * Chooses the best that there is.
   *
   * @throws IllegalStateException when that is the stand-in, and it is not wanted
   */
  static Source choose(Map<String, String> environment, BooleanSupplier docker) {
    if (!environment.getOrDefault(GIVEN_URI, "").isBlank()) {
      return Source.GIVEN;
    }
    if (docker.getAsBoolean()) {
      return Source.DOCKER;
    }
    if ("true".equals(environment.get("REQUIRE_REAL_MONGO"))) {
      throw new IllegalStateException(
          "REQUIRE_REAL_MONGO: true, and there is none (expected: MONGODB_TEST_URI or Docker)");
    }
    return Source.STAND_IN;
  }

  private static LocalMongo start() {
    Map<String, String> environment = System.getenv();
    return switch (choose(environment, () -> DockerClientFactory.instance().isDockerAvailable())) {
      case GIVEN ->
          new LocalMongo(
              "the MongoDB of MONGODB_TEST_URI", false, environment.getOrDefault(GIVEN_URI, ""));
      case DOCKER -> inDocker();
      case STAND_IN -> standIn();
    };
  }

  private static LocalMongo inDocker() {
    MongoDBContainer container = new MongoDBContainer(IMAGE);
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
    return new LocalMongo(
        "MongoDB as a replica set in Docker (" + IMAGE + ")",
        false,
        container.getConnectionString());
  }

  private static LocalMongo standIn() {
    MongoServer server = new MongoServer(new StandIn());
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
