package dev.galley.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.consumer.GalleyEvent;
import dev.galley.consumer.Outcome;
import dev.galley.domain.access.TenantId;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class EventLineTest {
  private static final LocalTime NOON = LocalTime.of(12, 1, 2, 345_678_000);
  private final Told told = Told.supportBot().commit("Help fast.", "New\u001b[2J tone\n").delete();

  @Test
  void anEventIsOneLineWithoutAnythingThatMovesTheCursor() {
    assertThat(line(1, Outcome.APPLIED))
        .isEqualTo("12:01:02.345  created  support-bot  rev 1  by alice");
    assertThat(line(2, Outcome.APPLIED))
        .isEqualTo(
            "12:01:02.345  draft-committed  support-bot  rev 2  by alice"
                + "  \"New?[2J tone?\"  changed: /instructions");
    assertThat(line(3, Outcome.APPLIED))
        .isEqualTo("12:01:02.345  deleted  support-bot  rev 2  by alice");
  }

  @Test
  void aDeployOfAnAgentSaysWhatRanBefore() {
    ToldAgent agent =
        new ToldAgent(new TenantId("acme")).create().mint("First").commit("Second", true);
    assertThat(agent.messages().stream().map(m -> (GalleyEvent) Told.read(m)))
        .extracting(event -> EventLine.of(NOON, event, Outcome.APPLIED))
        .containsExactly(
            "12:01:02.345  created  agent ticket-triage  rev 0  by alice",
            "12:01:02.345  revision-created  agent ticket-triage  rev 1  by alice"
                + "  changed: /comment",
            "12:01:02.345  draft-committed  agent ticket-triage  rev 2  by alice"
                + "  \"Grüße\"  changed: /comment",
            "12:01:02.345  deployed  agent ticket-triage  rev 2 after rev 1  by alice");
  }

  @Test
  void whatWasDroppedSaysSo() {
    assertThat(line(1, Outcome.REPEATED)).endsWith("by alice  (repeated)");
    assertThat(line(1, Outcome.SUPERSEDED)).endsWith("by alice  (superseded)");
  }

  @Test
  void longTextsAreCut() {
    assertThat(EventLine.printable("ä".repeat(300))).isEqualTo("ä".repeat(200) + "...");
  }

  private String line(int sequence, Outcome outcome) {
    return EventLine.of(NOON, (GalleyEvent) Told.read(told.message(sequence)), outcome);
  }
}
