package dev.galley.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpServer;
import dev.galley.consumer.AssistantEvent;
import dev.galley.consumer.AssistantPayload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerContentsTest {
  private static final String LINK = "/api/assistants/x/revisions/1";
  private final AssistantPayload payload =
      ((AssistantEvent) Told.read(Told.supportBot().message(1))).payload();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private ServerContents contents;
  private int status = 200;
  private String body = "";

  ServerContentsTest(@TempDir Path temporary) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Path token = Files.writeString(temporary.resolve("token"), "s3cret\n");
    contents =
        new ServerContents(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.of(token));
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    contents.close();
    server.stop(0);
  }

  @Test
  void theContentOfTheRevisionIsReadWithTheToken() throws Exception {
    body = "{\"contentHash\": \"%s\", \"content\": {\"a\": 1}}".formatted(payload.contentHash());
    assertThat(read(LINK))
        .asInstanceOf(type(Contents.Answer.Found.class))
        .satisfies(found -> assertThat(found.content().path("a").asInt()).isEqualTo(1));
    assertThat(asked).containsExactly(LINK + " Bearer s3cret");
  }

  @Test
  void anotherContentIsNotTaken() throws Exception {
    body = "{\"contentHash\": \"another\", \"content\": {}}";
    assertThat(read(LINK))
        .isEqualTo(new Contents.Answer.Missing("the server has another content under the link"));
  }

  @Test
  void aContentWhoseHashWasNotToldIsTakenAsItIs() throws Exception {
    body = "{\"contentHash\": \"another\", \"content\": {\"a\": 1}}";
    assertThat(contents.read(LINK, Optional.empty())).isInstanceOf(Contents.Answer.Found.class);
    body = "{\"contentHash\": \"another\"}";
    assertThat(contents.read(LINK, Optional.empty()))
        .isEqualTo(new Contents.Answer.Missing("the server answers without a content"));
  }

  @Test
  void aLinkToAnotherHostGetsNoToken() throws Exception {
    assertThat(read("http://127.0.0.1:" + server.getAddress().getPort() + "/x"))
        .isEqualTo(new Contents.Answer.Missing("contentLink: no path"));
    assertThat(read("@other/x")).isInstanceOf(Contents.Answer.Missing.class);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 404, 410})
  void whatIsGoneIsMissing(int gone) throws Exception {
    status = gone;
    assertThat(read(LINK)).isEqualTo(new Contents.Answer.Missing("the server answers " + gone));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 503})
  void whatPassesIsTriedLater(int passing) {
    status = passing;
    assertThatThrownBy(() -> read(LINK))
        .isInstanceOf(Contents.TryLater.class)
        .message()
        .doesNotContain("s3cret");
  }

  private Contents.Answer read(String link) throws Exception {
    return contents.read(link, Optional.of(payload.contentHash()));
  }

  @Test
  void aServerThatIsDownIsAskedLater() {
    server.stop(0);
    assertThatThrownBy(() -> read(LINK)).isInstanceOf(Contents.TryLater.class);
  }
}
