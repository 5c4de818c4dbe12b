package dev.galley.domain.attached;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * The bytes of a file: chunks of {@value #CHUNK} bytes, of which the last may be shorter. Each
 * chunk is a content of its own, a JSON text of its bytes in Base64.
 *
 * @param assistant the assistant that it hangs on
 * @param since when the last of them came
 * @param chunks the names of the chunks, in their order
 * @param revision a revision that is known to refer to it, once one was looked for
 */
public record Blob(
    UUID id,
    TenantId tenant,
    UUID assistant,
    Instant since,
    List<ContentHash> chunks,
    OptionalLong revision) {
  /** How many bytes a chunk has. */
  public static final int CHUNK = 256 * 1024;

  public Blob {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(since, "since");
    chunks = List.copyOf(chunks);
    Objects.requireNonNull(revision, "revision");
  }

  /** Where the bytes of that id are kept. */
  public static AggregateRef ref(TenantId tenant, UUID id) {
    return new AggregateRef(tenant, AggregateKind.FILE, id);
  }

  /** These bytes with other chunks, which came at that time. */
  public Blob with(List<ContentHash> others, Instant at) {
    return new Blob(id, tenant, assistant, at, others, revision);
  }

  /** These bytes, which a revision is known to refer to. */
  public Blob in(long number) {
    return new Blob(id, tenant, assistant, since, chunks, OptionalLong.of(number));
  }

  /** As an item. */
  public Item.Saying saying() {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("assistant", assistant.toString())
            .put("since", since.toEpochMilli())
            .put("chunks", JsonArray.ofTexts(chunks.stream().map(ContentHash::value).toList()));
    revision.ifPresent(number -> body.put("revision", number));
    return new Item.Saying(
        body.build(),
        Set.of(AssistantKeys.on(new AssistantId(assistant)), PartKeys.PARTS),
        id.toString(),
        new LinkedHashSet<>(chunks));
  }

  /** What {@link #saying} wrote. */
  public static Blob of(Item item) {
    JsonObject body = item.body();
    return new Blob(
        item.ref().id(),
        item.ref().tenant(),
        UUID.fromString(body.text("assistant").orElseThrow()),
        Instant.ofEpochMilli(number(body.get("since").orElseThrow())),
        ((JsonArray) body.get("chunks").orElseThrow())
            .items().stream().map(chunk -> new ContentHash(((JsonString) chunk).value())).toList(),
        body.get("revision").stream().mapToLong(Blob::number).findFirst());
  }

  private static long number(Json json) {
    return (long) ((JsonNumber) json).value();
  }
}
