package dev.galley.bootstrap.http;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Everything over HTTP, with the store in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MemoryHttpTest
    implements AssistantsHttpContract,
        AccessMatrixHttpContract,
        AgentsHttpContract,
        PersonasHttpContract {
  private final Galley galley = Galley.inMemory(Map.of());

  @Override
  public Galley galley() {
    return galley;
  }

  @AfterAll
  void stop() {
    galley.close();
  }
}
