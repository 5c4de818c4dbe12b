package dev.galley.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What an event tells of a persona: its whole state, never a difference, so that each event alone
 * brings a copy up to date. Never a secret.
 *
 * @param id the persona's id
 * @param naturalId the same
 * @param kind {@code persona}
 * @param name what it is called
 * @param ownerId its first publisher
 * @param ownerType {@code user} or {@code team}
 * @param revision the live revision, 1 for the first; of a deleted one the last that it had
 * @param revisionHash the hash of that revision
 * @param contentHash the hash of its content
 * @param baseRevision what the published draft was opened from, 0 for a new persona; on commits
 *     only
 * @param actor who did it
 * @param at when, milliseconds
 * @param comment what the author said to it
 * @param changedPaths the places at which what it connects has changed, at most 1,000
 * @param changedPathsTruncated whether there were more
 * @param content the content, ids and texts, when it is smaller than 64 KiB; not to be changed
 * @param contentLink where it can be read when it is larger: a path on the server. Neither is there
 *     on a deletion, and when the content was erased.
 */
public record PersonaPayload(
    UUID id,
    String naturalId,
    String kind,
    String name,
    String ownerId,
    String ownerType,
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

  public PersonaPayload {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(naturalId, "naturalId");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(ownerId, "ownerId");
    Objects.requireNonNull(ownerType, "ownerType");
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
