package dev.galley.rest.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.rest.problem.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

  private static Optional<String> read(String... headers) {
    MutableHttpRequest<?> request = HttpRequest.POST("/x", "");
    for (String header : headers) {
      request.getHeaders().add(IdempotencyKey.HEADER, header);
    }
    return IdempotencyKey.of(request);
  }

  @Test
  void quotesAreNoPartOfTheKey() {
    assertThat(read()).isEmpty();
    assertThat(read("\"a b, c\"")).contains("a b, c");
    assertThat(read("\"\\\"a\\\" \\\\\"")).contains("\"a\" \\");
    assertThat(read("8e03978e-40d5-43dd-bc93-6894a57f9324"))
        .contains("8e03978e-40d5-43dd-bc93-6894a57f9324");
    assertThat(read("k".repeat(255))).contains("k".repeat(255));
  }

  @Test
  void whatIsNoKeyIsRefused() {
    for (String bad :
        new String[] {
          "", "\"\"", "\"é\"", "é", "\"", "\"a", "a\"", "\"\\a\"", "a b", "a,b", "a;b"
        }) {
      assertThatThrownBy(() -> read(bad)).as(bad).isInstanceOf(ProblemException.class);
    }
    assertThatThrownBy(() -> read("k".repeat(256))).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> read("a", "a")).isInstanceOf(ProblemException.class);
  }
}
