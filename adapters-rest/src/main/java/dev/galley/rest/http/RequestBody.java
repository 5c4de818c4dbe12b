package dev.galley.rest.http;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonReader;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import dev.galley.rest.problem.Violation;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of a request. A controller takes it as an argument; nothing is read before it asks,
 * so that who calls and the rest of the request can be judged first. Reading blocks: the controller
 * must be on a thread that may.
 *
 * <p>Every method throws a problem for a body that is too large (400 {@code body-too-large}), of
 * another type than JSON (415), or no JSON (400 with pointers).
 */
public final class RequestBody {
  private static final String ATTRIBUTE = "galley.body";

  private final ServerHttpRequest<?> request;
  private final RestLimits limits;
  private byte @Nullable [] bytes;
  private @Nullable Json json;

  private RequestBody(ServerHttpRequest<?> request, RestLimits limits) {
    this.request = request;
    this.limits = limits;
  }

  /** The body of this request; the same whenever it is asked for, so that it is read once. */
  public static RequestBody of(HttpRequest<?> request, RestLimits limits) {
    return request
        .getAttribute(ATTRIBUTE, RequestBody.class)
        .orElseGet(() -> {
          RequestBody body = new RequestBody((ServerHttpRequest<?>) request, limits);
          request.setAttribute(ATTRIBUTE, body);
          return body;
        });
  }

  /** Whether there is no body at all. */
  public boolean isEmpty() {
    return content().length == 0;
  }

  /** The bytes as they came, of any media type; empty when there is no body. */
  public byte[] bytes() {
    return content().clone();
  }

  /** The value; a body is needed. */
  public Json json() {
    Json known = json;
    if (known != null) {
      return known;
    }
    if (content().length == 0) {
      throw InvalidContent.at(JsonPointer.ROOT, "is missing; the request needs a JSON body");
    }
    checkMediaType();
    Json read = JsonReader.read(content(), limits.maxJsonDepth());
    json = read;
    return read;
  }

  /** The object; a body is needed, and nothing else than an object will do. */
  public JsonObject object() {
    Json value = json();
    if (value instanceof JsonObject object) {
      return object;
    }
    throw InvalidContent.at(JsonPointer.ROOT, "must be an object, not " + value.typeName());
  }

  /** The object, or empty when there is no body. */
  public Optional<JsonObject> objectIfAny() {
    return isEmpty() ? Optional.empty() : Optional.of(object());
  }

  /** Refuses every member; an empty object will do, and no body at all. */
  public void noFields() {
    List<FieldError> errors =
        objectIfAny().orElse(JsonObject.EMPTY).members().keySet().stream()
            .map(name ->
                new FieldError(
                    JsonPointer.child(JsonPointer.ROOT, name), "is not a field of this request"))
            .toList();
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
  }

  /** The array; a body is needed, and nothing else than an array will do. */
  public JsonArray array() {
    Json value = json();
    if (value instanceof JsonArray array) {
      return array;
    }
    throw InvalidContent.at(JsonPointer.ROOT, "must be an array, not " + value.typeName());
  }

  private byte[] content() {
    byte[] known = bytes;
    if (known == null) {
      known = read();
      bytes = known;
    }
    return known;
  }

  private byte[] read() {
    if (request.byteBody().expectedLength().orElse(0) > limits.maxBodySize()) {
      throw tooLarge();
    }
    // Moved, not split: the other half of a split is read by nobody, and would stop a large body.
    try (CloseableByteBody body = request.byteBody().move();
        InputStream in = body.toInputStream()) {
      byte[] read = in.readNBytes(limits.maxBodySize() + 1);
      if (read.length > limits.maxBodySize()) {
        throw tooLarge();
      }
      return read;
    } catch (ContentLengthExceededException | BufferLengthExceededException e) {
      throw tooLarge();
    } catch (IOException e) {
      // What comes faster than it is read, as a compressed body may, is held back only up to a
      // bound.
      if (e.getCause() instanceof ContentLengthExceededException
          || e.getCause() instanceof BufferLengthExceededException) {
        throw tooLarge();
      }
      throw Problem.of(ProblemType.INVALID_REQUEST, "The body ended before it was complete.")
          .asException();
    }
  }

  private RuntimeException tooLarge() {
    String detail = "is longer than the " + limits.maxBodySize() + " bytes that are taken";
    return Problem.of(ProblemType.BODY_TOO_LARGE, "The body " + detail + ".")
        .withErrors(List.of(Violation.ofBody(new FieldError(JsonPointer.ROOT, detail))))
        .asException();
  }

  private void checkMediaType() {
    String sent = request.getHeaders().get("Content-Type");
    MediaType type = sent == null ? null : parse(sent);
    if (type == null || !isJson(type) || !isUtf8(type)) {
      throw Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "The body must be application/json, or a type that ends in +json, in UTF-8.")
          .withHeader("Accept", MediaType.APPLICATION_JSON)
          .asException();
    }
  }

  private static @Nullable MediaType parse(String sent) {
    try {
      return MediaType.of(sent);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isJson(MediaType type) {
    String name = type.getName().toLowerCase(Locale.ROOT);
    return name.equals(MediaType.APPLICATION_JSON)
        || (name.startsWith("application/") && name.endsWith("+json"));
  }

  private static boolean isUtf8(MediaType type) {
    String charset = type.getParameters().get("charset").orElse(null);
    return charset == null
        || charset.replace("\"", "").equalsIgnoreCase(StandardCharsets.UTF_8.name());
  }
}
