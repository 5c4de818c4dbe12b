package dev.galley.bootstrap.http;

import dev.galley.localmongo.LocalMongo;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Everything over HTTP, with the store in the MongoDB that there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MongoHttpTest
    implements AssistantsHttpContract, AgentsHttpContract, PersonasHttpContract {
  private final Galley galley =
      Galley.start(
          Map.of(
              "galley.store.kind",
              "mongo",
              "galley.mongo.uri",
              LocalMongo.started().freshDatabase(),
              // There is no other server, and the stand-in looks at each event for each question.
              "galley.events.poll",
              "1s"));

  @Override
  public Galley galley() {
    return galley;
  }

  @AfterAll
  void stop() {
    galley.close();
    System.out.println("The HTTP contracts ran on " + LocalMongo.started().sort() + ".");
  }
}
