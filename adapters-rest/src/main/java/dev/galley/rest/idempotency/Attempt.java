package dev.galley.rest.idempotency;

import dev.galley.application.store.Receipt;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.rest.security.RequestSeal;
import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request with an idempotency key, the first of its kind or a repetition. */
final class Attempt {
  private static final String ATTRIBUTE = "galley.attempt";

  private final Caller caller;
  private final ContentHash key;
  private final ContentHash request;
  private final String seal;
  private volatile @Nullable Receipt kept;

  private Attempt(Caller caller, ContentHash key, ContentHash request, String seal) {
    this.caller = caller;
    this.key = key;
    this.request = request;
    this.seal = seal;
  }

  static Attempt of(
      HttpRequest<?> request, Caller caller, String key, byte[] body, RequestSeal seal) {
    String path = Objects.requireNonNullElse(request.getUri().getRawPath(), "/");
    String query = Objects.requireNonNullElse(request.getUri().getRawQuery(), "");
    List<String> name =
        List.of(caller.tenant().value(), caller.user(), request.getMethodName(), path, key);
    return new Attempt(
        caller,
        ContentHash.of(JsonArray.ofTexts(name)),
        seal.of(query.getBytes(StandardCharsets.UTF_8), body),
        seal.id());
  }

  /** Has what works on the request know of it. */
  void mark(HttpRequest<?> sent) {
    sent.setAttribute(ATTRIBUTE, this);
  }

  /** What {@link #mark} has put there. */
  static Optional<Attempt> in(HttpRequest<?> sent) {
    return sent.getAttribute(ATTRIBUTE, Attempt.class);
  }

  Caller caller() {
    return caller;
  }

  ContentHash key() {
    return key;
  }

  /** Whether the other one, which has the same key, asks for something else. */
  boolean differsFrom(Attempt other) {
    return !request.equals(other.request);
  }

  /**
   * Whether a receipt of this key is of another request. One that was sealed with another key of
   * the server can't tell; then the client is believed, as a second effect would be worse than an
   * answer to a question that should not have been asked.
   */
  boolean differsFrom(Receipt receipt, Made made) {
    return made.seal().equals(seal) && !receipt.request().equals(request);
  }

  Receipt receipt(Made made, Instant at) {
    return new Receipt(key, request, at, made.sealed(seal).toJson());
  }

  void keep(Receipt receipt) {
    kept = receipt;
  }

  /** The receipt that this request has left in the store; absent while it has not. */
  Optional<Receipt> kept() {
    return Optional.ofNullable(kept);
  }
}
