package dev.galley.bootstrap.event;

import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Slot;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Whether events of this store are published: by this server, or by any that has ever relayed. The
 * leases on the slots stay behind as a record of that, so that a start without the setting for
 * Kafka, by mistake or of one server among several, forgets no event that still waits for it.
 */
@Singleton
public final class PublishingRecord {
  private final Leases leases;
  private final boolean here;
  private final boolean keep;

  /**
   * @param publisher there when this server publishes
   * @param keep {@code galley.events.keep-unpublished}; false gives up publishing for good
   */
  public PublishingRecord(
      Leases leases,
      Optional<EventPublisher> publisher,
      @Value("${galley.events.keep-unpublished:true}") boolean keep) {
    this.leases = leases;
    this.here = publisher.isPresent();
    this.keep = keep;
  }

  /** Whether unpublished events have to stay, however old they are. */
  public boolean isOn() {
    return here || (keep && somebodyHasRelayed());
  }

  private boolean somebodyHasRelayed() {
    return !leases.all(new Slot(0).lease()).isEmpty();
  }

  /** Whether another server has relayed events of this store, and this one does not. */
  boolean isOnlyElsewhere() {
    return !here && somebodyHasRelayed();
  }
}
