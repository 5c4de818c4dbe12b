package dev.galley.bootstrap.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.event.Leases;
import dev.galley.application.event.Slot;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.rest.InvalidSetting;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventSettingsTest {
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration RETENTION = Duration.ofDays(7);

  @Test
  void settingsThatCantBeMeantAreNamed() {
    assertThatCode(() -> new EventSettings(LEASE, POLL, 500, RETENTION)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new EventSettings(Duration.ofMillis(10), POLL, 500, RETENTION))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("galley.events.lease");
    assertThatThrownBy(() -> new EventSettings(LEASE, Duration.ZERO, 500, RETENTION))
        .hasMessageContaining("galley.events.poll");
    assertThatThrownBy(() -> new EventSettings(LEASE, POLL, 1_001, RETENTION))
        .hasMessageContaining("galley.events.batch");
    assertThatThrownBy(() -> new EventSettings(LEASE, POLL, 500, Duration.ofSeconds(1)))
        .hasMessageContaining("galley.events.retention");
  }

  @Test
  void whatWaitsForKafkaStaysOnceAnyServerHasRelayed() {
    Leases leases = new InMemoryStore(Clock.systemUTC()).leases();
    PublishingRecord here = new PublishingRecord(leases, Optional.empty(), true);
    assertThat(here.isOn()).isFalse();

    leases.take(new Slot(0).lease(), Optional.empty(), "another server");
    assertThat(here.isOn()).isTrue();
    assertThat(here.isOnlyElsewhere()).isTrue();
    assertThat(new PublishingRecord(leases, Optional.empty(), false).isOn())
        .as("given up for good")
        .isFalse();
  }
}
