package dev.galley.domain.attached;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The value of a secret, as nobody can read it without the tenant's keys. It opens only where it
 * belongs: for that assistant, that name and that version.
 *
 * @param version names it
 * @param name what the secret is called
 * @param generation of the tenant's keys by which it was sealed
 * @param sealed the value, sealed
 */
public record SealedValue(
    UUID version,
    TenantId tenant,
    UUID assistant,
    String name,
    Instant since,
    long generation,
    String sealed) {

  public SealedValue {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(sealed, "sealed");
  }

  /** Where the value of that version is kept. */
  public static AggregateRef ref(TenantId tenant, UUID version) {
    return new AggregateRef(tenant, AggregateKind.SECRET_VALUE, version);
  }

  /** The same value, sealed by keys of another generation. */
  public SealedValue resealed(long other, String text) {
    return new SealedValue(version, tenant, assistant, name, since, other, text);
  }

  /** As an item. */
  public Item.Saying saying() {
    return new Item.Saying(
        JsonObject.builder()
            .put("assistant", assistant.toString())
            .put("name", name)
            .put("since", since.toEpochMilli())
            .put("generation", generation)
            .put("sealed", sealed)
            .build(),
        Set.of(AssistantKeys.on(new AssistantId(assistant)), PartKeys.PARTS, PartKeys.SEALED),
        version.toString());
  }

  /** What {@link #saying} wrote. */
  public static SealedValue of(Item item) {
    JsonObject body = item.body();
    return new SealedValue(
        item.ref().id(),
        item.ref().tenant(),
        UUID.fromString(body.text("assistant").orElseThrow()),
        body.text("name").orElseThrow(),
        Instant.ofEpochMilli(number(body, "since")),
        number(body, "generation"),
        body.text("sealed").orElseThrow());
  }

  private static long number(JsonObject body, String name) {
    return (long) ((JsonNumber) body.get(name).orElseThrow()).value();
  }
}
