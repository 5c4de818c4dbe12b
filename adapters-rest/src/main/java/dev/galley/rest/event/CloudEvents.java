package dev.galley.rest.event;

import dev.galley.application.event.EventMessage;
import dev.galley.domain.content.JsonObject;

/** Events in the structured mode of CloudEvents 1.0 (JSON event format, section 3). */
final class CloudEvents {
  private static final String SPEC_VERSION = "1.0";

  private CloudEvents() {}

  /**
   * The event with its payload as {@code data}.
   *
   * @param contents whether a small content stands in the payload; the link to it does otherwise
   */
  static JsonObject of(EventMessage message, boolean contents) {
    JsonObject.Builder event = JsonObject.builder().put("specversion", SPEC_VERSION);
    message.attributes().forEach(event::put);
    return event
        .put("data", contents ? message.payload() : message.payloadWithoutContent())
        .build();
  }
}
