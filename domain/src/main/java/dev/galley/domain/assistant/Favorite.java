package dev.galley.domain.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.NamedUuid;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Whether an assistant is one of a user's favourites. One that is not any more stays as a state, so
 * that it can be one again.
 */
public record Favorite(AssistantId assistant, String user, boolean on) {

  public Favorite {
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(user, "user");
  }

  /** Its name, which follows from assistant and user. */
  public static AggregateRef ref(TenantId tenant, AssistantId assistant, String user) {
    return new AggregateRef(
        tenant,
        AggregateKind.FAVORITE,
        NamedUuid.of(assistant.value(), AggregateKind.FAVORITE.wireName() + '/' + user));
  }

  /** What an item says. */
  public static Favorite of(Item item) {
    JsonObject body = item.body();
    return new Favorite(
        new AssistantId(UUID.fromString(body.text("assistant").orElseThrow())),
        body.text("user").orElseThrow(),
        body.get("on").filter(JsonBoolean.TRUE::equals).isPresent());
  }

  /** What an item is to say. */
  public Item.Saying saying() {
    JsonObject body =
        JsonObject.builder()
            .put("assistant", assistant.value().toString())
            .put("user", user)
            .put("on", on)
            .build();
    return new Item.Saying(body, Set.of(AssistantKeys.on(assistant)), "favorite/" + user);
  }
}
