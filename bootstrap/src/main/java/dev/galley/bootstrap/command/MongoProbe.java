package dev.galley.bootstrap.command;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.galley.mongo.MongoSettings;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Asks a MongoDB whether it can keep what it has acknowledged. */
final class MongoProbe {
  private static final String NAME = "MongoDB";
  private static final int SECONDS = 5;

  private MongoProbe() {}

  /** Looks at the server of a connection string. */
  static Check at(String uri) {
    MongoSettings settings;
    try {
      settings = MongoSettings.of(uri);
    } catch (IllegalArgumentException e) {
      return Check.wrong(
          NAME,
          "the address can't be meant",
          Objects.requireNonNullElse(e.getMessage(), "set GALLEY_MONGO_URI"));
    }
    try (MongoClient client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(settings.uri())
                .applicationName("galley-doctor")
                .applyToClusterSettings(c -> c.serverSelectionTimeout(SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(s ->
                    s.connectTimeout(SECONDS, TimeUnit.SECONDS)
                        .readTimeout(SECONDS, TimeUnit.SECONDS))
                .build())) {
      Document server = client.getDatabase("admin").runCommand(new Document("isMaster", 1));
      Document build = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
      return judge(settings + ", version " + build.getString("version"), server);
    } catch (MongoException e) {
      return Check.wrong(
          NAME,
          settings + ", does not answer (" + e.getClass().getSimpleName() + ")",
          "is the address right, is there a primary, is the log-in known?");
    }
  }

  /** What a server says of itself. */
  static Check judge(String which, Document server) {
    if (server.containsKey("setName")) {
      return Check.ok(NAME, which + ", replica set " + server.getString("setName"));
    }
    return Objects.equals(server.getString("msg"), "isdbgrid")
        ? Check.ok(NAME, which + ", sharded cluster")
        : Check.warning(
            NAME,
            which + ", a single server",
            "run a replica set: a single server has nobody to go on when it stops");
  }
}
