package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What messages use, and the figures that come of it. */
interface UsageHttpContract extends HttpContract {

  private static String chat(Person user, String assistant) {
    return user.post(
            "/api/chats",
            Body.of("assistantId", assistant.substring(assistant.lastIndexOf('/') + 1)))
        .expect(201)
        .header("Location");
  }

  private static JsonObject message(Object... fields) {
    return Body.of(fields);
  }

  private static String cost(Person user, String assistant) {
    String body = user.get(assistant + "/usage").expect(200).body();
    return body.replaceFirst(".*\"totalCost\":([^,]*),.*", "$1");
  }

  @Test
  default void messagesAreCountedInTheFiguresOfTheirAssistant() {
    Person alice = alice();
    String live = alice.has("A");
    alice
        .get(live + "/usage")
        .expect(200)
        .shows(
            "/totalMessages", 0,
            "/totalChats", 0,
            "/totalCost", 0,
            "/activeUsers", 0,
            "/lastUsed", Body.NULL);
    String chat = chat(alice, live);
    String at = Instant.now().minusSeconds(3).truncatedTo(ChronoUnit.MILLIS).toString();
    Answer counted =
        alice
            .post(
                chat + "/messages",
                message(
                    "role",
                    "assistant",
                    "modelId",
                    "claude-opus-4",
                    "inputTokens",
                    1_000_000_000,
                    "outputTokens",
                    7,
                    "cost",
                    0.25,
                    "messageId",
                    "m1",
                    "at",
                    at))
            .expect(200);
    counted.shows(
        "/counted",
        true,
        "/messageId",
        "m1",
        "/role",
        "assistant",
        "/modelId",
        "claude-opus-4",
        "/inputTokens",
        1_000_000_000,
        "/outputTokens",
        7,
        "/cost",
        0.25,
        "/at",
        at,
        "/username",
        "alice");
    alice
        .post(chat + "/messages", Body.of())
        .expect(200)
        .shows("/counted", true, "/messageId", Body.NULL, "/cost", 0);

    Answer usage = alice.get(live + "/usage").expect(200);
    usage.shows(
        "/totalMessages", 2,
        "/totalChats", 1,
        "/totalCost", 0.25,
        "/activeUsers", 1,
        "/totalInputTokens", 1_000_000_000,
        "/totalOutputTokens", 7);
    assertThat(Instant.parse(usage.text("/lastUsed"))).isAfter(Instant.parse(at));
    assertThat(usage.header("Cache-Control")).isEqualTo("private, no-cache");
    alice.get("/api/assistants/alice:a-draft/usage").refused(404, "no-draft");
    alice.post(live + "/_edit").expect(201);
    assertThat(alice.get("/api/assistants/alice:a-draft/usage").expect(200).object())
        .isEqualTo(usage.object());
  }

  @Test
  default void aMessageCountsOnceInItsChat() {
    Person alice = alice();
    String live = alice.has("A");
    String chat = chat(alice, live);
    String other = chat(alice, live);
    JsonObject message = message("messageId", "m1", "cost", 3);
    Answer first = alice.post(chat + "/messages", message).expect(200).shows("/counted", true);
    Answer again = alice.post(chat + "/messages", message).expect(200).shows("/counted", false);
    assertThat(again.object().without("counted").without("at"))
        .isEqualTo(first.object().without("counted").without("at"));
    alice.post(other + "/messages", message).expect(200).shows("/counted", true);
    JsonObject unnamed = message("cost", 1);
    for (int i = 0; i < 2; i++) {
      alice
          .post(chat + "/messages", unnamed)
          .header("Idempotency-Key", "\"k\"")
          .expect(200)
          .shows("/counted", true);
    }

    alice.get(live + "/usage").expect(200).shows("/totalMessages", 3, "/totalCost", 7);
  }

  @Test
  default void costsAreExact() {
    Person alice = alice();
    String live = alice.has("A");
    String chat = chat(alice, live);
    for (String cost :
        List.of(
            "0.000000001",
            "1e-9",
            "\"0.000000001\"",
            "999999.999999999",
            "\"999999.999999999\"",
            "1000000",
            "1E6",
            "\"1000000.000000000\"",
            "0.1",
            "0.2",
            "0.10",
            "0",
            "-0",
            "null")) {
      alice.call("POST", chat + "/messages").json("{\"cost\":" + cost + "}").expect(200);
    }
    assertThat(cost(alice, live)).isEqualTo("5000000.400000001");
    alice.call("POST", chat + "/messages").json("{\"cost\":\"0.599999999\"}").expect(200);
    assertThat(cost(alice, live)).isEqualTo("5000001");
    for (String cost :
        List.of(
            "0.0000000001",
            "0.1234567891",
            "1000000.000000001",
            "1000000.1",
            "-1",
            "-0.000000001",
            "1e300",
            "\"1e3\"",
            "\"-1\"",
            "\"+1\"",
            "\"\"",
            "\"0.0000000001\"",
            "\"1000000.000000001\"",
            "\" 1\"",
            "\"1.\"",
            "true",
            "[1]")) {
      alice.call("POST", chat + "/messages").json("{\"cost\":" + cost + "}").invalid("/cost");
    }
    alice.get(live + "/usage").expect(200).shows("/totalMessages", 15);
  }

  @Test
  default void aReportNamesEveryWrongField() {
    Person alice = alice();
    String chat = chat(alice, alice.has("A"));
    alice
        .post(
            chat + "/messages",
            message(
                "role", "robot",
                "modelId", "",
                "messageId", "x".repeat(201),
                "inputTokens", -1,
                "outputTokens", 0.5,
                "cost", "much",
                "at", "yesterday",
                "text", "Hello"))
        .invalid(
            "/role",
            "/modelId",
            "/messageId",
            "/inputTokens",
            "/outputTokens",
            "/cost",
            "/at",
            "/text");
    alice
        .post(chat + "/messages", message("inputTokens", 1_000_000_001, "outputTokens", "7"))
        .invalid("/inputTokens", "/outputTokens");
    for (Instant at :
        List.of(
            Instant.now().plus(6, ChronoUnit.MINUTES),
            Instant.now().minus(40, ChronoUnit.DAYS).minusSeconds(60))) {
      alice.post(chat + "/messages", message("at", at.toString())).invalid("/at");
    }
    alice
        .post(
            chat + "/messages", message("at", Instant.now().plus(4, ChronoUnit.MINUTES).toString()))
        .expect(200);
  }

  @Test
  default void figuresAreOfTheDaysThatWereAskedFor() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String live = alice.creates(Body.of("name", "A", "shared", true)).header("Location");
    // Not at midnight, when today becomes yesterday.
    Instant now = Instant.now();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String alices = chat(alice, live);
    String bobs = chat(bob, live);
    for (int age = 1; age <= 3; age++) {
      String at = today.minusDays(age) + "T00:00:00Z";
      alice.post(alices + "/messages", message("at", at, "cost", 0.1)).expect(200);
      if (age == 2) {
        bob.post(bobs + "/messages", message("at", at, "cost", 0.2)).expect(200);
      }
    }
    bob.post(
            bobs + "/messages",
            message("at", today.minusDays(3) + "T23:59:59.999+00:00", "outputTokens", 5))
        .expect(200);

    String from = live + "/usage?from=" + today.minusDays(3) + "&to=" + today.minusDays(1);
    Answer span =
        alice
            .get(from)
            .expect(200)
            .shows(
                "/totalMessages",
                4,
                "/totalChats",
                0,
                "/totalCost",
                0.4,
                "/activeUsers",
                2,
                "/lastUsed",
                today.minusDays(2) + "T00:00:00.000Z",
                "/from",
                today.minusDays(3).toString(),
                "/to",
                today.minusDays(1).toString());
    assertThat(span.has("/days")).isFalse();
    Answer byDay = alice.get(from + "&by=day").expect(200).shows("/totalCost", 0.4);
    assertThat(byDay.texts("/days", "day"))
        .containsExactly(today.minusDays(3).toString(), today.minusDays(2).toString());
    byDay.shows(
        "/days/0/totalMessages", 2,
        "/days/0/totalCost", 0.1,
        "/days/0/activeUsers", 2,
        "/days/0/totalOutputTokens", 5,
        "/days/1/totalMessages", 2,
        "/days/1/totalCost", 0.3,
        "/days/1/lastUsed", today.minusDays(2) + "T00:00:00.000Z");
    assertThat(byDay.body()).contains("\"totalCost\":0.3,");
    Answer all = alice.get(live + "/usage?by=day").expect(200);
    all.shows("/totalMessages", 5, "/totalChats", 2, "/to", Body.NULL);
    assertThat(all.items("/days").size()).isBetween(4, 5);
    alice
        .get(live + "/usage?from=" + today.plusDays(2))
        .expect(200)
        .shows("/totalMessages", 0, "/lastUsed", Body.NULL);
  }

  @Test
  default void figuresAreAskedForByDays() {
    Person alice = alice();
    String live = alice.has("A");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    alice
        .get(live + "/usage?from=2026-03-01T00:00:00Z&to=2026-02-30&by=hour&user=x")
        .refused(400, "invalid-request")
        .namesParameters("from", "to", "by", "user");
    alice
        .get(live + "/usage?from=2026-03-01&to=2026-03-01")
        .refused(400, "invalid-request")
        .namesParameters("to");
    alice.get(live + "/usage?from=2024-01-01&to=2025-01-01&by=day").expect(200);
    alice
        .get(live + "/usage?from=2024-01-01&to=2025-01-02&by=day")
        .refused(400, "invalid-request")
        .namesParameters("from");
    alice.get(live + "/usage?from=2024-01-01&to=2025-01-02").expect(200);
    alice.get(live + "/usage?by=day&from=" + today.minusDays(364)).expect(200);
    alice
        .get(live + "/usage?by=day&from=" + today.minusDays(367))
        .refused(400, "invalid-request")
        .namesParameters("from");
  }

  @Test
  default void usageNeedsALevelOfOnesOwn() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").adminOf("sales");
    String live =
        alice.creates(Body.of("name", "A", "ownerId", "sales", "shared", true)).header("Location");
    String hidden = alice.has("B");
    Person eve = tenant.user("eve");

    tenant.user("rita").readerOf("sales").get(live + "/usage").expect(200);
    tenant.user("root").tenantAdmin().get(live + "/usage").expect(200);
    eve.get(live + "/usage").refused(403, "forbidden");
    eve.get(hidden + "/usage").refused(404, "not-found");
    tenant().user("alice").get(live + "/usage").refused(404, "not-found");
    tenant
        .user("rita")
        .readerOf("sales")
        .withoutSeat()
        .get(live + "/usage")
        .refused(403, "ai-seat-required");
    galley().nobody().get(live + "/usage").refused(401, "unauthenticated");
    alice.delete(live).expect(204);
    alice.get(live + "/usage").refused(404, "not-found");
  }

  @Test
  default void aDeletedChatStaysInTheFigures() {
    Person alice = alice();
    String live = alice.has("A");
    String chat = chat(alice, live);
    alice.post(chat + "/messages", message("cost", 2)).expect(200);
    alice.delete(chat).expect(204);

    alice
        .get(live + "/usage")
        .expect(200)
        .shows("/totalMessages", 1, "/totalChats", 1, "/totalCost", 2, "/activeUsers", 1);
  }

  @Test
  default void manyReportersAtOnceAllSucceed() {
    Person alice = alice();
    String live = alice.has("A");
    String chat = chat(alice, live);
    List<CompletableFuture<Answer>> reports = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      reports.add(
          alice
              .post(chat + "/messages", message("messageId", "m" + i / 2, "cost", "0.000000001"))
              .begin());
    }
    long counted =
        reports.stream()
            .map(CompletableFuture::join)
            .map(answer -> answer.is(200))
            .filter(answer -> answer.body().contains("\"counted\":true"))
            .count();

    assertThat(counted).isEqualTo(30);
    assertThat(cost(alice, live)).isEqualTo("0.00000003");
  }
}
