package dev.galley.domain.assistant;

import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.UUID;

/**
 * A file of an assistant. Its bytes are kept beside the content.
 *
 * @param id the same under live and under the draft
 * @param name as it was uploaded, without folders
 * @param size in bytes
 * @param hash the SHA-256 of the bytes
 * @param blob names the bytes
 */
public record AttachedFile(
    UUID id, String name, String mediaType, long size, ContentHash hash, UUID blob) {

  public AttachedFile {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(blob, "blob");
  }

  /** The same file under another name. */
  public AttachedFile named(String other) {
    return new AttachedFile(id, other, mediaType, size, hash, blob);
  }

  /** As part of a content. */
  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id.toString())
        .put("name", name)
        .put("mediaType", mediaType)
        .put("size", size)
        .put("hash", hash.value())
        .put("blob", blob.toString())
        .build();
  }

  /** What {@link #toJson} wrote. */
  static AttachedFile fromJson(Json json) {
    JsonObject file = (JsonObject) json;
    return new AttachedFile(
        UUID.fromString(file.text("id").orElseThrow()),
        file.text("name").orElseThrow(),
        file.text("mediaType").orElseThrow(),
        (long) ((JsonNumber) file.get("size").orElseThrow()).value(),
        new ContentHash(file.text("hash").orElseThrow()),
        UUID.fromString(file.text("blob").orElseThrow()));
  }
}
