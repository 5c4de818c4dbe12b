package dev.galley.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.rest.TestServer;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestSealTest {
  private static final RequestSeal SEAL = new RequestSeal(utf8("one secret of some length"));

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void fingerprintsTellPartsAndTheirBoundsApart() {
    assertThat(SEAL.of(utf8("a"), utf8("bc"))).isEqualTo(SEAL.of(utf8("a"), utf8("bc")));
    assertThat(SEAL.of(utf8("a"), utf8("bc"))).isNotEqualTo(SEAL.of(utf8("ab"), utf8("c")));
    assertThat(SEAL.of(utf8("a"))).isNotEqualTo(SEAL.of(utf8("b")));
  }

  @Test
  void anotherSecretMakesOtherFingerprintsUnderAnotherName() {
    RequestSeal other = new RequestSeal(utf8("another secret"));

    assertThat(other.of(utf8("a"))).isNotEqualTo(SEAL.of(utf8("a")));
    assertThat(other.id()).isNotEqualTo(SEAL.id());
    assertThat(SEAL.toString()).doesNotContain("secret");
  }

  @Test
  void aKeyThatIsTooShortIsRefusedWithoutBeingPrinted() {
    try (TestServer server =
        TestServer.start(Map.of("galley.idempotency.key", "short-and-secret"))) {
      assertThatThrownBy(() -> server.context().getBean(RequestSeal.class))
          .isInstanceOf(BeanInstantiationException.class)
          .hasStackTraceContaining("galley.idempotency.key")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("short-and-secret"));
    }
  }
}
