package dev.galley.bootstrap.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.secret.SecretsLocked;
import dev.galley.domain.access.TenantId;
import dev.galley.rest.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinkEnvelopeTest {
  private static final TenantId TENANT = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("keys").resolve("secrets.key");
  }

  private TinkEnvelope envelope() {
    return new TinkEnvelope(ServerKeys.in(file()));
  }

  private static String key(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void aValueOpensWhereItBelongsAndNowhereElse() {
    TinkEnvelope envelope = envelope();
    String keys = envelope.newKeys(TENANT);
    String sealed = envelope.seal(TENANT, keys, "here", "value");

    assertThat(sealed).doesNotContain("value");
    assertThat(envelope.open(TENANT, keys, "here", sealed)).isEqualTo("value");
    assertThatThrownBy(() -> envelope.open(TENANT, keys, "there", sealed))
        .isInstanceOf(SecretsLocked.class)
        .hasMessageContaining("acme");
    assertThatThrownBy(() -> envelope.open(OTHER, keys, "here", sealed))
        .isInstanceOf(SecretsLocked.class);
    assertThatThrownBy(() -> envelope.open(TENANT, envelope.newKeys(TENANT), "here", sealed))
        .isInstanceOf(SecretsLocked.class);
    assertThat(envelope.seal(TENANT, keys, "here", "value")).isNotEqualTo(sealed);
  }

  @Test
  void theWholeKeyFileIsASetting() throws IOException {
    String keys = envelope().newKeys(TENANT);
    ServerKeys.in(file()).renew();

    String whole = Files.readString(file());
    assertThat(whole.lines()).hasSize(2);
    for (String setting : List.of(whole, whole.strip().replace("\n", ", "))) {
      assertThat(new TinkEnvelope(ServerKeys.of(setting)).opens(TENANT, keys)).isTrue();
    }
    assertThatThrownBy(() -> ServerKeys.of(key(1) + ",")).isInstanceOf(InvalidSetting.class);
  }

  @Test
  void oneAlteredBitIsNoticed() {
    TinkEnvelope envelope = envelope();
    String keys = envelope.newKeys(TENANT);
    byte[] sealed = Base64.getDecoder().decode(envelope.seal(TENANT, keys, "here", "value"));
    for (int i = 0; i < sealed.length; i++) {
      sealed[i] ^= 1;
      String altered = Base64.getEncoder().encodeToString(sealed);
      assertThatThrownBy(() -> envelope.open(TENANT, keys, "here", altered))
          .isInstanceOf(SecretsLocked.class);
      sealed[i] ^= 1;
    }
  }

  @Test
  void theFileIsMadeForItsOwnerAlone() throws IOException {
    TinkEnvelope envelope = envelope();
    assertThat(file()).doesNotExist();
    String keys = envelope.newKeys(TENANT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(envelope().opens(TENANT, keys)).isTrue();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> envelope().newKeys(TENANT))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void anotherKeyOpensNothing() {
    String keys = new TinkEnvelope(ServerKeys.of(key(1))).newKeys(TENANT);

    assertThat(new TinkEnvelope(ServerKeys.of(key(1))).opens(TENANT, keys)).isTrue();
    assertThat(new TinkEnvelope(ServerKeys.of(key(2) + "," + key(1))).opens(TENANT, keys)).isTrue();
    assertThat(new TinkEnvelope(ServerKeys.of(key(2))).opens(TENANT, keys)).isFalse();
    assertThat(new TinkEnvelope(ServerKeys.of(key(1))).opens(OTHER, keys)).isFalse();
    assertThat(envelope().opens(TENANT, keys)).isFalse();
    assertThat(file()).doesNotExist();
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutRepeatingIt() {
    for (String wrong : List.of("", "short", key(1) + ",x", key(1) + key(2), "ÄÖ")) {
      assertThatThrownBy(() -> ServerKeys.of(wrong))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("GALLEY_SECRETS_KEY")
          .hasMessageNotContaining("short");
    }
  }

  @Test
  void aNewKeyOfTheServerOpensWhatTheLastOneSealed() throws IOException {
    TinkEnvelope envelope = envelope();
    String keys = envelope.newKeys(TENANT);
    String sealed = envelope.seal(TENANT, keys, "here", "value");

    assertThat(envelope.renewServerKey()).isTrue();
    String rewrapped = envelope.rewrap(TENANT, keys, Integer.MAX_VALUE);
    assertThat(envelope.open(TENANT, rewrapped, "here", sealed)).isEqualTo("value");
    envelope.renewServerKey();
    envelope.forgetServerKeys();
    assertThat(Files.readAllLines(file())).hasSize(2);
    assertThat(envelope.opens(TENANT, rewrapped)).isTrue();
    assertThat(envelope.opens(TENANT, keys)).isFalse();
    assertThat(new TinkEnvelope(ServerKeys.of(key(1))).renewServerKey()).isFalse();
  }

  @Test
  void theNewestKeysOfATenantAreKept() {
    TinkEnvelope envelope = envelope();
    String first = envelope.newKeys(TENANT);
    String oldest = envelope.seal(TENANT, first, "here", "oldest");
    String second = envelope.renew(TENANT, first);
    String middle = envelope.seal(TENANT, second, "here", "middle");
    String third = envelope.renew(TENANT, second);
    String newest = envelope.seal(TENANT, third, "here", "newest");

    for (String sealed : List.of(oldest, middle, newest)) {
      assertThat(envelope.open(TENANT, third, "here", sealed)).isNotEmpty();
    }
    String kept = envelope.rewrap(TENANT, third, 2);
    assertThat(envelope.open(TENANT, kept, "here", newest)).isEqualTo("newest");
    assertThat(envelope.open(TENANT, kept, "here", middle)).isEqualTo("middle");
    assertThatThrownBy(() -> envelope.open(TENANT, kept, "here", oldest))
        .isInstanceOf(SecretsLocked.class);
  }
}
