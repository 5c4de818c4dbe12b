package dev.galley.rest.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.application.assistant.Visibility;
import dev.galley.rest.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private final TestServer server =
      TestServer.start(Map.of(FaultyReceipts.PROPERTY, true, "galley.idempotency.wait", "100ms"));
  private final FaultyReceipts.Faults faults =
      server.context().getBean(FaultyReceipts.Faults.class);
  private final String key = UUID.randomUUID().toString();

  @AfterEach
  void stop() {
    faults.saving.countDown();
    server.close();
  }

  private TestServer.Answer post(String path, String body) {
    return TestServer.send(
        server
            .asAlice(path)
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private TestServer.Answer create() {
    return post("/api/assistants", "{\"name\":\"A\"}");
  }

  private long total() {
    AssistantQuery all =
        new AssistantQuery(
            TestServer.alice().tenant(),
            new Visibility.Everything(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            AssistantSort.DEFAULT,
            0,
            10,
            Optional.empty(),
            true);
    AssistantPage page = server.context().getBean(AssistantDesk.class).assistants().page(all);
    return page.items().size();
  }

  @Test
  void anAnswerThatWasLostIsMadeAnewOfTheReceipt() {
    faults.answersAreLost = true;
    TestServer.Answer first = create();

    TestServer.Answer again = create();

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag")).isNotEmpty();
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(total()).isEqualTo(1);
  }

  @Test
  void partsAndDraftsAreMadeAnewToo() {
    faults.answersAreLost = true;
    String live = create().header("Location");
    TestServer.Answer opened = post(live + "/_edit", "");

    TestServer.Answer again = post(live + "/_edit", "");

    assertThat(opened.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Location")).isEqualTo(opened.header("Location"));
    assertThat(again.text()).isEqualTo(opened.text());

    TestServer.send(
        server
            .asAlice(opened.header("Location"))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"welcome\":\"Hi.\"}")));

    TestServer.Answer committed = post(live + "/draft/_commit", "");
    TestServer.Answer committedAgain = post(live + "/draft/_commit", "");
    assertThat(committed.status()).isEqualTo(200);
    assertThat(committed.text()).contains("gate-warning");
    assertThat(committedAgain.status()).isEqualTo(200);
    assertThat(committedAgain.text()).isEqualTo(committed.text());
  }

  @Test
  void whoWasSlowerThanAnotherServerGetsTheAnswerOfTheFaster() {
    TestServer.Answer first = create();
    faults.isBlindOnce = true;

    TestServer.Answer again = create();

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(total()).isEqualTo(1);
  }

  @Test
  void aRefusalThatComesOfItsOwnEffectIsNotPassedOn() {
    String body = "{\"name\":\"A\",\"slug\":\"mine\"}";
    TestServer.Answer first = post("/api/assistants", body);
    String live = first.header("Location");
    TestServer.Answer opened = post(live + "/_edit", "");
    faults.isBlindOnce = true;

    TestServer.Answer again = post(live + "/_edit", "");

    // It found the draft open, which by itself is 200.
    assertThat(again.status()).isEqualTo(opened.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(opened.text());
  }

  @Test
  void whileTheFirstOneRunsOthersAreToldToWait() throws Exception {
    faults.saving = new CountDownLatch(1);
    faults.reached = new CountDownLatch(1);
    CompletableFuture<TestServer.Answer> first = CompletableFuture.supplyAsync(this::create);
    faults.reached.await();

    TestServer.Answer second = create();
    TestServer.Answer other = post("/api/assistants", "{\"name\":\"B\"}");
    faults.saving.countDown();

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("request-in-flight");
    assertThat(second.header("Retry-After")).isEqualTo("1");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("key-reused");
    assertThat(first.get().status()).isEqualTo(201);
    assertThat(create().text()).isEqualTo(first.get().text());
    assertThat(total()).isEqualTo(1);
  }

  @Test
  void aCredentialIsShownOnce() {
    TestServer.Answer first = post("/api/probe/secrets", "{\"name\":\"A\"}");

    TestServer.Answer again = post("/api/probe/secrets", "{\"name\":\"A\"}");

    assertThat(first.text()).contains("s3cret");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("already-created");
    assertThat(again.text()).doesNotContain("s3cret").contains("\"/api/assistants/");
    assertThat(total()).isEqualTo(1);
  }
}
