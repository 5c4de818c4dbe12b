package dev.galley.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What an event tells of an agent. It has the whole state, never a difference, so that each event
 * alone brings a copy up to date; but content is that of one revision. Revisions never change, and
 * no number is used twice. Never a secret.
 *
 * @param id the aggregate's id, the same for all agents that have had this natural id
 * @param naturalId the agent's id, 2 to 63 lower-case letters, digits, {@code _} and {@code -}
 * @param kind {@code agent}
 * @param displayName what people call it; absent on a deletion, as are description and tags
 * @param description what it is for
 * @param tags words to find it by
 * @param revision what the event tells of: on a deploy the revision that is current now, else the
 *     newest one, 0 when there is none
 * @param revisionHash the hash of that revision; absent when there is none
 * @param contentHash the hash of its content; absent when there is none
 * @param current whether that revision is the current one after the event
 * @param newestRevision the newest revision, 0 when there is none
 * @param currentRevision the revision that runs; absent when there is none, and on a deletion
 * @param previousRevision what ran before a deploy; absent when nothing did
 * @param baseRevision what the committed working copy was made from, 0 for the empty state before
 *     the first revision; on commits only
 * @param actor who did it
 * @param at when, milliseconds
 * @param comment what the author said to the revision
 * @param changedPaths the places that changed, JSON pointers in which the items of lists stand
 *     under their ids; at most 1,000
 * @param changedPathsTruncated whether there were more
 * @param content the content of {@code revision}, when it is smaller than 64 KiB; not to be changed
 * @param contentLink where that revision can be read with its content when it is larger: a path on
 *     the server. Neither is there without a revision, on a deletion, and when the content was
 *     erased.
 */
public record AgentPayload(
    UUID id,
    String naturalId,
    String kind,
    Optional<String> displayName,
    Optional<String> description,
    List<String> tags,
    long revision,
    Optional<String> revisionHash,
    Optional<String> contentHash,
    boolean current,
    long newestRevision,
    OptionalLong currentRevision,
    OptionalLong previousRevision,
    OptionalLong baseRevision,
    String actor,
    Instant at,
    Optional<String> comment,
    List<String> changedPaths,
    boolean changedPathsTruncated,
    Optional<JsonNode> content,
    Optional<String> contentLink) {

  public AgentPayload {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(naturalId, "naturalId");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(displayName, "displayName");
    Objects.requireNonNull(description, "description");
    tags = List.copyOf(tags);
    Objects.requireNonNull(revisionHash, "revisionHash");
    Objects.requireNonNull(contentHash, "contentHash");
    Objects.requireNonNull(currentRevision, "currentRevision");
    Objects.requireNonNull(previousRevision, "previousRevision");
    Objects.requireNonNull(baseRevision, "baseRevision");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(comment, "comment");
    changedPaths = List.copyOf(changedPaths);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(contentLink, "contentLink");
  }
}
