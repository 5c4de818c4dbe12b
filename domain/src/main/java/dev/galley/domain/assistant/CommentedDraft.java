package dev.galley.domain.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.NamedUuid;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * That there are comments on a draft, which are to go when it has ended. It is there before the
 * first of them, and goes after the last.
 */
public record CommentedDraft(AssistantId assistant, UUID draft) {
  /** The list of all of them. */
  public static final String ALL = "comments/drafts";

  public CommentedDraft {
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(draft, "draft");
  }

  /** Its name, which follows from the draft. */
  public AggregateRef ref(TenantId tenant) {
    return new AggregateRef(tenant, AggregateKind.LEFTOVERS, NamedUuid.of(draft, "comments"));
  }

  /** What an item says. */
  public static CommentedDraft of(Item item) {
    return new CommentedDraft(
        new AssistantId(uuid(item.body(), "assistant")), uuid(item.body(), "draft"));
  }

  private static UUID uuid(JsonObject body, String name) {
    return UUID.fromString(body.text(name).orElseThrow());
  }

  /** What an item is to say. */
  public Item.Saying saying() {
    JsonObject body =
        JsonObject.builder()
            .put("assistant", assistant.value().toString())
            .put("draft", draft.toString())
            .build();
    return new Item.Saying(
        body, Set.of(ALL, AssistantKeys.on(assistant)), "commented-draft/" + draft);
  }
}
