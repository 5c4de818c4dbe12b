package dev.galley.application.store;

import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.time.Instant;
import java.util.Objects;

/**
 * The proof that a request with an idempotency key had its effect; saved with the effect.
 *
 * @param key names the request: tenant, caller, method, path and the caller's key, hashed
 * @param request a fingerprint of what was asked for, to tell a retry from another request
 * @param at when the effect happened
 * @param made what the answer can be made from again; never a secret
 */
public record Receipt(ContentHash key, ContentHash request, Instant at, JsonObject made) {

  public Receipt {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(made, "made");
  }
}
