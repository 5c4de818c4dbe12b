package dev.galley.application.store;

import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The proof that a request with an idempotency key had its effect; saved with the effect.
 *
 * @param key names the request: tenant, caller, method, path and the caller's key, hashed
 * @param request a fingerprint of what was asked for, to tell a retry from another request
 * @param at when the effect happened
 * @param made what the answer can be made from again; never a secret
 * @param answer the answer that was sent, to be given again; absent when it was not kept, or not
 *     yet
 */
public record Receipt(
    ContentHash key,
    ContentHash request,
    Instant at,
    JsonObject made,
    Optional<JsonObject> answer) {

  public Receipt {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(made, "made");
    Objects.requireNonNull(answer, "answer");
  }

  /** A receipt as it is saved, before there is an answer. */
  public Receipt(ContentHash key, ContentHash request, Instant at, JsonObject made) {
    this(key, request, at, made, Optional.empty());
  }

  /** This receipt with the answer that was sent. */
  public Receipt answered(JsonObject sent) {
    return new Receipt(key, request, at, made, Optional.of(sent));
  }

  /** This receipt as it was saved. */
  public Receipt unanswered() {
    return new Receipt(key, request, at, made);
  }
}
