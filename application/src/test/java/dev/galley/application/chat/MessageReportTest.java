package dev.galley.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.chat.Cost;
import dev.galley.domain.chat.Message;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageReportTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

  private static Message read(String json) {
    return MessageReport.read((JsonObject) JsonReader.read(json), NOW).message();
  }

  @Test
  void everyCostIsReadExactlyAsANumberAndAsAString() {
    Random random = new Random(7);
    long most = Cost.MOST * 1_000_000_000;
    for (int i = 0; i < 100_000; i++) {
      long bound = i % 3 == 0 ? most : i % 3 == 1 ? 1_000_000_000L : 1_000;
      BigDecimal cost = BigDecimal.valueOf(random.nextLong(bound), Cost.DECIMALS);
      String plain = cost.toPlainString();

      assertThat(read("{\"cost\":" + plain + "}").cost().amount()).isEqualByComparingTo(cost);
      assertThat(read("{\"cost\":\"" + plain + "\"}").cost().amount()).isEqualByComparingTo(cost);
    }
  }

  @Test
  void aReportMayLeaveEverythingOut() {
    Message message = read("{}");

    assertThat(message.at()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
    assertThat(message.cost().amount()).isZero();
    assertThat(message.inputTokens()).isZero();
    assertThat(MessageReport.read(JsonObject.EMPTY, NOW).timed()).isFalse();
  }
}
