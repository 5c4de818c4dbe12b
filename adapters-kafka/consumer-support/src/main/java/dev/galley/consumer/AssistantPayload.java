package dev.galley.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What an event tells of an assistant. It has the whole content, never a difference, so that each
 * event alone brings a copy up to date. Never a secret.
 *
 * @param id the assistant's id, the same for ever
 * @param naturalId {@code ownerId:slug}; the slug is what stands behind the last colon
 * @param oldNaturalId the natural id before, when the event changed it
 * @param kind {@code assistant}
 * @param revision the number of what is live, 1 for the first; a change of owner or folder leaves
 *     it as it is
 * @param revisionHash the hash of that revision
 * @param contentHash the hash of its content
 * @param baseRevision what the committed draft was opened from; on commits only
 * @param actor who did it
 * @param at when, milliseconds
 * @param comment what the author said to it
 * @param changedPaths the places that changed, JSON pointers in which skills stand under their ids;
 *     at most 1,000
 * @param changedPathsTruncated whether there were more
 * @param content what is live after it, when it is smaller than 64 KiB; not to be changed
 * @param contentLink where the revision can be read with its content when it is larger: a path on
 *     the server. Neither is there when the assistant is deleted or the content was erased.
 */
public record AssistantPayload(
    UUID id,
    String naturalId,
    Optional<String> oldNaturalId,
    String kind,
    long revision,
    String revisionHash,
    String contentHash,
    OptionalLong baseRevision,
    String actor,
    Instant at,
    Optional<String> comment,
    List<String> changedPaths,
    boolean changedPathsTruncated,
    Optional<JsonNode> content,
    Optional<String> contentLink) {

  public AssistantPayload {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(naturalId, "naturalId");
    Objects.requireNonNull(oldNaturalId, "oldNaturalId");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(revisionHash, "revisionHash");
    Objects.requireNonNull(contentHash, "contentHash");
    Objects.requireNonNull(baseRevision, "baseRevision");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(comment, "comment");
    changedPaths = List.copyOf(changedPaths);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(contentLink, "contentLink");
  }
}
