package dev.galley.application.store;

import static dev.galley.application.store.DocumentFields.object;
import static dev.galley.application.store.DocumentFields.text;
import static dev.galley.application.store.DocumentFields.texts;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An item as one JSON document; by the rules of {@link AssistantDocument}. */
final class ItemDocument {

  private ItemDocument() {}

  static JsonObject write(Item item) {
    List<String> contents = item.contents().stream().map(ContentHash::value).sorted().toList();
    return JsonObject.builder()
        .put("body", item.body())
        .put("keys", JsonArray.ofTexts(item.keys().stream().sorted().toList()))
        .put("order", item.order())
        .putIf(!contents.isEmpty(), "contents", JsonArray.ofTexts(contents))
        .put("recentChanges", AssistantDocument.write(item.recentChanges()))
        .build();
  }

  static Item read(AggregateRef ref, long version, JsonObject document) {
    Set<ContentHash> contents = new LinkedHashSet<>();
    texts(document, "contents").forEach(hash -> contents.add(new ContentHash(hash)));
    return new Item(
        ref,
        version,
        new Item.Saying(
            object(document, "body"),
            Set.copyOf(texts(document, "keys")),
            text(document, "order"),
            contents),
        AssistantDocument.readChanges(document));
  }
}
