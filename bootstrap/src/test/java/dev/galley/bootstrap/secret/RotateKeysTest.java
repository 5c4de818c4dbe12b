package dev.galley.bootstrap.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.secret.RotateKeys;
import dev.galley.application.secret.RotateKeys.Rotation;
import dev.galley.application.secret.SecretVault;
import dev.galley.application.secret.SecretsLocked;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateKeysTest {
  private static final TenantId ONE = new TenantId("one");
  private static final TenantId TWO = new TenantId("two");
  private static final UUID ASSISTANT = new UUID(7L, 1L << 63 | 5L << 16);

  @TempDir Path folder;
  private final InMemoryStore store = new InMemoryStore(Clock.systemUTC());
  private final Saver saver = new Saver(store.aggregates(), UUID::randomUUID, attempt -> {});

  private Path file(String name) {
    return folder.resolve(name);
  }

  private TinkEnvelope envelope(String name) {
    return new TinkEnvelope(ServerKeys.in(file(name)));
  }

  private SecretVault vault(String name) {
    return new SecretVault(store.aggregates(), saver, Clock.systemUTC(), envelope(name));
  }

  private Rotation rotate(String name) {
    Outcome<Rotation> outcome = new RotateKeys(store.aggregates(), saver, envelope(name)).handle();
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<Rotation>) outcome).value();
  }

  @Test
  void valuesStayWhatTheyAreThroughManyRotations() throws IOException {
    UUID version = vault("a").keep(ONE, ASSISTANT, "k", "v");
    for (int i = 0; i < 5; i++) {
      Rotation done = rotate("a");
      assertThat(done.values()).isEqualTo(1);
      assertThat(done.locked()).isZero();
      assertThat(vault("a").holds(ONE, ASSISTANT, "k", version, "v")).isTrue();
    }
    assertThat(Files.readAllLines(file("a"))).hasSize(2);
    assertThatThrownBy(() -> vault("a").holds(ONE, ASSISTANT, "other", version, "v"))
        .isInstanceOf(SecretsLocked.class);
  }

  @Test
  void twoRotationsAtOnceAreOne() {
    vault("a").keep(ONE, ASSISTANT, "k", "v");
    Optional<Runnable> running = envelope("a").beginRotation();

    assertThat(new RotateKeys(store.aggregates(), saver, envelope("a")).handle())
        .isEqualTo(Outcome.refused(new Refusal.RotationRunning()));
    running.orElseThrow().run();
    assertThat(rotate("a").serverKey()).isTrue();
  }

  @Test
  void whatDoesNotOpenKeepsNothingElseFromItsTurnAndNoKeyIsForgotten() throws IOException {
    UUID lost = vault("a").keep(ONE, ASSISTANT, "k", "lost");
    Files.move(file("a"), file("gone"));
    InMemoryStore other = new InMemoryStore(Clock.systemUTC());
    Saver others = new Saver(other.aggregates(), UUID::randomUUID, attempt -> {});
    UUID version =
        new SecretVault(other.aggregates(), others, Clock.systemUTC(), envelope("a"))
            .keep(TWO, ASSISTANT, "k", "v");
    // As when two servers with keys of their own have begun at the same moment.
    store.archive().write(Part.AGGREGATE, other.archive().read(Part.AGGREGATE, "", 100));
    byte[] before = Files.readAllBytes(file("a"));

    Rotation done = rotate("a");
    assertThat(done.locked()).isEqualTo(1);
    assertThat(done.tenants()).isEqualTo(1);
    assertThat(done.serverKey()).isFalse();
    assertThat(done.reasons()).singleElement().asString().contains("one");
    assertThat(Files.readAllBytes(file("a"))).isEqualTo(before);
    assertThat(vault("a").holds(TWO, ASSISTANT, "k", version, "v")).isTrue();
    assertThat(vault("gone").holds(ONE, ASSISTANT, "k", lost, "lost")).isTrue();
  }

  @Test
  void aServerWithAnotherKeySealsNothing() {
    vault("a").keep(ONE, ASSISTANT, "k", "v");

    assertThatThrownBy(() -> vault("b").keep(TWO, ASSISTANT, "k", "v"))
        .isInstanceOf(SecretsLocked.class)
        .hasMessageContaining("GALLEY_SECRETS_KEY");
    assertThatThrownBy(() -> vault("b").keep(ONE, ASSISTANT, "k", "v"))
        .isInstanceOf(SecretsLocked.class);
    vault("a").keep(TWO, ASSISTANT, "k", "v");
  }
}
