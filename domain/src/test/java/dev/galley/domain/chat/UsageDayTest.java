package dev.galley.domain.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.item.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsageDayTest {
  private static final TenantId TENANT = new TenantId("default");
  private static final AssistantId ASSISTANT = AssistantId.fromFresh(new UUID(0x7000L, 1L << 63));
  private static final UUID CHAT = new UUID(7, 8);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

  private final UsageDay unused =
      UsageDay.unused(TENANT, ASSISTANT, LocalDate.of(2026, 3, 1), "bob");

  private static Message message(String id, String cost, Instant at) {
    return new Message(
        Optional.of(UsageDay.mark(CHAT, id)),
        Message.MOST_TOKENS,
        3,
        new Cost(new BigDecimal(cost)),
        at);
  }

  private static Item item(UsageDay day) {
    return Item.first(day.ref(), day.saying(), new ChangeId(new UUID(1, 2))).next();
  }

  @Test
  void messagesAndChatsAreAddedUpExactly() {
    UsageDay used =
        unused
            .plusChat(NOON)
            .plus(message("a", "0.1", NOON.plusSeconds(2)))
            .plus(message("b", "0.2", NOON.plusSeconds(1)))
            .plus(message("c", "999999.999999999", NOON));

    assertThat(used.messages()).isEqualTo(3);
    assertThat(used.chats()).isOne();
    assertThat(used.inputTokens()).isEqualTo(BigInteger.valueOf(3_000_000_000L));
    assertThat(used.outputTokens()).isEqualTo(9);
    assertThat(used.cost()).isEqualTo(new BigDecimal("1000000.299999999"));
    assertThat(used.lastUsed()).isEqualTo(NOON.plusSeconds(2));
  }

  @Test
  void anItemHoldsAllOfIt() {
    UsageDay used = unused.plus(message("a", "0.000000001", NOON)).plusChat(NOON);

    assertThat(UsageDay.of(item(used))).isEqualTo(used);
    assertThat(item(used).order()).isEqualTo("2026-03-01/bob");
    assertThat(item(used).keys())
        .containsExactlyInAnyOrder("on/" + ASSISTANT.value(), "usage/" + ASSISTANT.value());
    assertThat(used.ref()).isEqualTo(unused.ref());
    assertThat(used.ref())
        .isNotEqualTo(UsageDay.unused(TENANT, ASSISTANT, unused.day(), "alice").ref());
  }

  @Test
  void aDayIsKeptInAFewKilobytesHoweverManyMessagesItHas() {
    UsageDay used = unused;
    for (int i = 0; i < 2 * UsageDay.REMEMBERED; i++) {
      used = used.plus(message("m" + i, "1", NOON));
    }

    assertThat(CanonicalJson.bytes(used.saying().body()).length).isLessThan(2_500);
    assertThat(used.knows(UsageDay.mark(CHAT, "m" + UsageDay.REMEMBERED))).isTrue();
    assertThat(used.knows(UsageDay.mark(CHAT, "m" + (UsageDay.REMEMBERED - 1)))).isFalse();
    assertThat(used.knows(UsageDay.mark(new UUID(9, 9), "m" + UsageDay.REMEMBERED))).isFalse();
  }

  @Test
  void aMarkIsFoundAsAWholeOnly() {
    String first = UsageDay.mark(CHAT, "a");
    String second = UsageDay.mark(CHAT, "b");
    UsageDay used = unused.plus(message("a", "1", NOON)).plus(message("b", "1", NOON));

    assertThat(used.knows(first.substring(4) + second.substring(0, 4))).isFalse();
    assertThat(used.knows(second)).isTrue();
  }

  @Test
  void noMessageIsBeyondItsBounds() {
    for (String cost : new String[] {"-0.1", "1000000.000000001", "0.0000000001"}) {
      assertThatThrownBy(() -> message("a", cost, NOON))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("amount");
    }
    assertThatThrownBy(() -> new Message(Optional.empty(), -1, 0, Cost.NONE, NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Message(Optional.empty(), 0, Message.MOST_TOKENS + 1, Cost.NONE, NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void newerChatsStandBeforeOlderOnes() {
    UUID older = new UUID(0x0199_0000_0000_7FFFL, 0xBFFF_FFFF_FFFF_FFFFL);
    UUID newer = new UUID(0x0199_0000_0001_7000L, 0x8000_0000_0000_0000L);
    Chat chat = new Chat(TENANT, newer, ASSISTANT, "bob", new Stamp(NOON, "runtime"), false);

    assertThat(Chat.place(newer)).isLessThan(Chat.place(older));
    Item begun = Item.first(chat.ref(), chat.saying(), new ChangeId(new UUID(1, 2))).next();
    assertThat(Chat.of(begun)).isEqualTo(chat);
    Item counted = begun.next(chat.nowCounted().saying(), new ChangeId(new UUID(1, 3))).next();
    assertThat(Chat.of(counted)).isEqualTo(chat.nowCounted());
    assertThat(counted.keys()).doesNotContain(ChatKeys.UNCOUNTED).hasSize(3);
    assertThat(counted.order()).isEqualTo(begun.order());
  }
}
