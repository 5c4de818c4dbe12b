package dev.galley.domain.chat;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A user's conversation with an assistant; what is said in it is not kept here.
 *
 * @param id a version 7 UUID, by which chats stand in the order of their beginning
 * @param user whose it is
 * @param begun when, and by whom for him
 * @param counted whether it stands in the figures of its assistant
 */
public record Chat(
    TenantId tenant, UUID id, AssistantId assistant, String user, Stamp begun, boolean counted) {

  public Chat {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(begun, "begun");
  }

  /** The chat that an item is. */
  public static Chat of(Item item) {
    JsonObject body = item.body();
    return new Chat(
        item.ref().tenant(),
        item.ref().id(),
        new AssistantId(UUID.fromString(body.text("assistant").orElseThrow())),
        body.text("user").orElseThrow(),
        new Stamp(
            Instant.ofEpochMilli((long) ((JsonNumber) body.get("begunAt").orElseThrow()).value()),
            body.text("begunBy").orElseThrow()),
        !item.keys().contains(ChatKeys.UNCOUNTED));
  }

  /** What names a chat. */
  public static AggregateRef ref(TenantId tenant, UUID id) {
    return new AggregateRef(tenant, AggregateKind.CHAT, id);
  }

  /** What names this one. */
  public AggregateRef ref() {
    return ref(tenant, id);
  }

  /** The same, once it stands in the figures. */
  public Chat nowCounted() {
    return new Chat(tenant, id, assistant, user, begun, true);
  }

  /** The chat as an item says it. */
  public Item.Saying saying() {
    Set<String> keys = new HashSet<>();
    keys.add(AssistantKeys.on(assistant));
    keys.add(ChatKeys.of(user));
    keys.add(ChatKeys.with(assistant, user));
    if (!counted) {
      keys.add(ChatKeys.UNCOUNTED);
    }
    return new Item.Saying(
        JsonObject.builder()
            .put("assistant", assistant.value().toString())
            .put("user", user)
            .put("begunAt", begun.at().toEpochMilli())
            .put("begunBy", begun.by())
            .build(),
        keys,
        place(id));
  }

  /** Where a chat stands in its lists: the newest first. */
  public static String place(UUID id) {
    return new UUID(~id.getMostSignificantBits(), ~id.getLeastSignificantBits()).toString();
  }
}
