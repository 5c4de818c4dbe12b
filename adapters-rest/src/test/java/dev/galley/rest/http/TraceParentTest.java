package dev.galley.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String SENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String ID = "0190C2D4-7b1a-7c3e-9f21-5a6b7c8d0001";
  private static final String OF_ID = "00-0190c2d47b1a7c3e9f215a6b7c8d0001-9f215a6b7c8d0001-00";

  private static MutableHttpRequest<?> request(String requestId) {
    return HttpRequest.GET("/").header(RequestId.HEADER, requestId);
  }

  @Test
  void theTraceOfTheClientGoesOn() {
    assertThat(TraceParent.of(request(ID).header("traceparent", SENT))).contains(SENT);
  }

  @ParameterizedTest
  @CsvSource({
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more,01",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00,00",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff,01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-02,00"
  })
  void whatLaterVersionsAddIsLeftOut(String sent, String flags) {
    assertThat(TraceParent.of(request(ID).header("traceparent", sent)))
        .contains("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-" + flags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more"
      })
  void aTraceThatIsNoneIsReplacedByTheRequestsOwn(String sent) {
    assertThat(TraceParent.of(request(ID).header("traceparent", sent))).contains(OF_ID);
  }

  @Test
  void twoTracesAreNone() {
    assertThat(TraceParent.of(request(ID).header("traceparent", SENT).header("traceparent", SENT)))
        .contains(OF_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkout-7f3a",
        "0190c2d47b1a7c3e9f215a6b7c8d0001",
        "00000000-0000-0000-0000-000000000000",
        "0190c2d4-7b1a-7c3e-0000-000000000000"
      })
  void aRequestWhoseIdIsNoUuidHasNoTrace(String requestId) {
    assertThat(TraceParent.of(request(requestId))).isEmpty();
  }

  @Test
  void outsideOfRequestsThereIsNoTrace() {
    assertThat(TraceParent.current()).isEmpty();
  }
}
