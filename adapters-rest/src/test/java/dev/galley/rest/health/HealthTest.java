package dev.galley.rest.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.rest.TestServer;
import dev.galley.rest.TestServer.Answer;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthTest {
  private final TestServer server = TestServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer readiness(BooleanSupplier state) {
    server.context().getBean(StoreCheck.class).state.set(state);
    return TestServer.send(server.request("/health/readiness"));
  }

  @Test
  void aServerThatAnswersIsAlive() {
    Answer answer = TestServer.send(server.request("/health/liveness"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void readinessFollowsTheChecks() {
    Answer up = readiness(() -> true);
    assertThat(up.status()).isEqualTo(200);
    assertThat(up.text())
        .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"store\",\"status\":\"UP\"}]}");
    Answer down = readiness(() -> false);
    assertThat(down.status()).isEqualTo(503);
    assertThat(down.text())
        .isEqualTo("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"store\",\"status\":\"DOWN\"}]}");
  }

  @Test
  void aCheckThatFailsIsNotReadyAndTellsNothing() {
    Answer answer =
        readiness(() -> {
          throw new IllegalStateException("db.internal");
        });
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).doesNotContain("db.internal");
  }

  /** A check as the store's adapter will have one. */
  @Singleton
  static final class StoreCheck implements ReadinessCheck {
    final AtomicReference<BooleanSupplier> state = new AtomicReference<>(() -> true);

    @Override
    public String name() {
      return "store";
    }

    @Override
    public boolean ready() {
      return state.get().getAsBoolean();
    }
  }
}
