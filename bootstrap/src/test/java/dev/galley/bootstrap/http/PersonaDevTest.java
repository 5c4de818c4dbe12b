package dev.galley.bootstrap.http;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PersonaDevTest implements PersonasHttpContract {
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
