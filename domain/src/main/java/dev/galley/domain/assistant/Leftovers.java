package dev.galley.domain.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.NamedUuid;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * That somebody was about to delete an assistant. If he has, the items on it are to be erased.
 *
 * @param noted when, and by whom
 */
public record Leftovers(TenantId tenant, AssistantId assistant, Stamp noted) {

  public Leftovers {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(noted, "noted");
  }

  /** What an item says of them. */
  public static Leftovers of(Item item) {
    JsonObject body = item.body();
    return new Leftovers(
        item.ref().tenant(),
        new AssistantId(UUID.fromString(body.text("assistant").orElseThrow())),
        new Stamp(
            Instant.ofEpochMilli((long) ((JsonNumber) body.get("at").orElseThrow()).value()),
            body.text("by").orElseThrow()));
  }

  /** What names them. */
  public AggregateRef ref() {
    return new AggregateRef(
        tenant, AggregateKind.LEFTOVERS, NamedUuid.of(assistant.value(), "leftovers"));
  }

  /** While somebody has to look whether the assistant is gone. */
  public Item.Saying saying() {
    return saying(Set.of(AssistantKeys.LEFTOVERS));
  }

  /** When the assistant has stayed: nobody looks again until somebody is about to delete it. */
  public Item.Saying settled() {
    return saying(Set.of());
  }

  private Item.Saying saying(Set<String> keys) {
    return new Item.Saying(
        JsonObject.builder()
            .put("assistant", assistant.value().toString())
            .put("at", noted.at().toEpochMilli())
            .put("by", noted.by())
            .build(),
        keys,
        assistant.value().toString());
  }
}
