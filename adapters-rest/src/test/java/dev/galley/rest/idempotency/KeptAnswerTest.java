package dev.galley.rest.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeptAnswerTest {

  private static MutableHttpResponse<byte[]> created(int length) {
    return HttpResponse.<byte[]>status(HttpStatus.CREATED).body(new byte[length]);
  }

  @Test
  void statusHeadersAndBodyAreGivenAgain() {
    byte[] body = "{\"name\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    MutableHttpResponse<byte[]> answer =
        HttpResponse.<byte[]>status(HttpStatus.CREATED)
            .body(body)
            .contentType("application/hal+json")
            .header(HttpHeaders.ETAG, "\"a.b\"")
            .header(HttpHeaders.LOCATION, "/x")
            .header("X-Request-Id", "mine");

    MutableHttpResponse<byte[]> again = KeptAnswer.read(KeptAnswer.of(answer).orElseThrow());

    assertThat(again.code()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(body);
    assertThat(again.getHeaders().get(HttpHeaders.CONTENT_TYPE)).isEqualTo("application/hal+json");
    assertThat(again.getHeaders().get(HttpHeaders.ETAG)).isEqualTo("\"a.b\"");
    assertThat(again.getHeaders().get(HttpHeaders.LOCATION)).isEqualTo("/x");
    assertThat(again.getHeaders().contains("X-Request-Id")).isFalse();
  }

  @Test
  void anAnswerWithoutABodyIsKept() {
    MutableHttpResponse<byte[]> again =
        KeptAnswer.read(KeptAnswer.of(HttpResponse.noContent()).orElseThrow());

    assertThat(again.code()).isEqualTo(204);
    assertThat(again.getBody()).isEmpty();
  }

  @Test
  void whatIsTooLongNoSuccessOrNotToBeStoredIsNotKept() {
    assertThat(KeptAnswer.of(created(KeptAnswer.MAX_BODY))).isPresent();
    assertThat(KeptAnswer.of(created(KeptAnswer.MAX_BODY + 1))).isEmpty();
    assertThat(KeptAnswer.of(HttpResponse.serverError())).isEmpty();
    assertThat(KeptAnswer.of(HttpResponse.notFound())).isEmpty();
    assertThat(KeptAnswer.of(created(1).header(HttpHeaders.CACHE_CONTROL, "private, no-store")))
        .isEmpty();
  }
}
