package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.chat.CountChats;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.chat.Usage;
import dev.galley.domain.chat.UsageDay;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is used is added up to the last digit, and counted once. */
public interface UsageContract extends StoreContract {

  @Test
  default void manyReportersOfOneUserLoseNothingAndFailNever() {
    Author author = author();
    Assistant assistant = author.create("Busy");
    // Two servers: the turns of one do not order the writers of the other.
    List<Office> servers = List.of(Office.of(author, store()), Office.of(author, store()));
    Chat chat = servers.getFirst().chat(assistant, "bob");
    List<Callable<Integer>> reporters = new ArrayList<>();
    for (int reporter = 0; reporter < 8; reporter++) {
      Office server = servers.get(reporter % 2);
      int first = reporter * 15;
      // Each message is reported by two of them.
      reporters.add(() ->
          (int)
              IntStream.range(first, first + 30)
                  .filter(i -> server.report(chat, "m" + i % 120, "0." + (100_000_000 + i % 120)))
                  .count());
    }
    Collections.shuffle(reporters);

    assertThat(Together.run(reporters).stream().mapToInt(i -> i).sum()).isEqualTo(120);
    Usage usage = servers.getFirst().usage(assistant);
    assertThat(usage.messages()).isEqualTo(120);
    assertThat(usage.inputTokens()).isEqualTo(1_200);
    assertThat(usage.cost()).isEqualByComparingTo(new BigDecimal("12.000007140"));
    assertThat(usage.chats()).isOne();
    assertThat(usage.activeUsers()).isOne();
  }

  @Test
  default void onlyTheLastMessagesAreKnownAgain() {
    Author author = author();
    Assistant assistant = author.create("Long");
    Office office = Office.of(author, store());
    Chat chat = office.chat(assistant, "bob");
    for (int i = 0; i <= UsageDay.REMEMBERED; i++) {
      assertThat(office.report(chat, "m" + i, "1")).isTrue();
    }
    assertThat(office.report(chat, "m1", "1")).isFalse();
    assertThat(office.report(chat, "m" + UsageDay.REMEMBERED, "1")).isFalse();
    assertThat(office.report(chat, "m0", "1")).isTrue();
    assertThat(office.usage(assistant).messages()).isEqualTo(UsageDay.REMEMBERED + 2);
  }

  @Test
  default void aMessageWithoutATimeIsKnownAgainAfterMidnight() {
    Author author = author();
    Assistant assistant = author.create("Late");
    Office office = Office.of(author, store());
    Chat chat = office.chat(assistant, "bob");
    office.later(Duration.ofMinutes(719));
    assertThat(office.report(chat, "m", "1")).isTrue();

    office.later(Duration.ofMinutes(2));
    assertThat(office.report(chat, "m", "1")).isFalse();
    assertThat(office.report(chat, "n", "1")).isTrue();
    office.later(Duration.ofHours(2));
    assertThat(office.report(chat, "m", "1")).isTrue();
  }

  @Test
  default void aChatCountsOnceWhateverBecomesOfItsBeginning() {
    Author author = author();
    Assistant assistant = author.create("Interrupted");
    Chat uncounted =
        Office.of(author, store(), new NothingIsCounted(store().aggregates()))
            .chat(assistant, "bob");
    Office office = Office.of(author, store());
    assertThat(office.usage(assistant).chats()).isZero();
    assertThat(new CountChats(office.chats()).handle(100)).isZero();
    office.later(Duration.ofMinutes(2));
    for (int i = 0; i < 2; i++) {
      assertThat(new CountChats(office.chats()).handle(100)).isEqualTo(1 - i);
      assertThat(office.usage(assistant).chats()).isOne();
    }
    assertThat(office.usage(assistant).lastUsed()).contains(uncounted.begun().at());
    office.chat(assistant, "bob");
    assertThat(office.usage(assistant).chats()).isEqualTo(2);
    assertThat(new CountChats(office.chats()).handle(100)).isZero();
  }

  /** A store that is lost whenever figures are to be saved. */
  final class NothingIsCounted extends ForwardingAggregates {

    NothingIsCounted(Aggregates store) {
      super(store);
    }

    @Override
    public SaveOutcome save(Change change) {
      if (change.next().ref().kind() == AggregateKind.USAGE) {
        throw new StoreUnavailable("planted", null);
      }
      return super.save(change);
    }
  }
}
