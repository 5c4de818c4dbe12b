package dev.galley.application.assistant;

import dev.galley.application.assistant.AssistantPatch.Field;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.assistant.AttachedFile;
import dev.galley.domain.assistant.Dataset;
import dev.galley.domain.assistant.TargetReference;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what requests say about attachments. Every method throws {@link InvalidContent} with
 * everything that is wrong.
 */
public final class AttachmentBodies {
  /** The longest name of a file, in characters. */
  public static final int FILE_NAME = 255;

  private AttachmentBodies() {}

  /** A dataset to be added. */
  public static Dataset dataset(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    Optional<String> id = id(reader, "datasetId");
    Dataset dataset = new Dataset(id.orElse(""), filter(reader, limits).orElse(JsonObject.EMPTY));
    reader.finish();
    return dataset;
  }

  /** What a dataset becomes. */
  public static Function<Dataset, Dataset> datasetChange(
      JsonObject body, String id, Limits limits) {
    BodyReader reader = new BodyReader(body);
    readBack(reader, id, "id", "datasetId");
    Optional<JsonObject> filter =
        AssistantPatch.cleared(reader, "filter", filter(reader, limits), JsonObject.EMPTY);
    reader.finish();
    return dataset -> new Dataset(dataset.id(), filter.orElse(dataset.filter()));
  }

  private static Optional<JsonObject> filter(BodyReader reader, Limits limits) {
    return reader.object("filter", true, limits.attached().filterBytes());
  }

  /** A reference to be added. */
  public static TargetReference reference(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    Optional<String> id = id(reader, "targetId");
    if (!reader.sent("targetType")) {
      reader.error("targetType", "is required");
    }
    TargetReference reference =
        new TargetReference(
            id.orElse(""),
            reader.text("targetType", false, 1, Identifiers.MAX_LENGTH).orElse(""),
            AssistantPatch.nullable(reader, "description", limits.description())
                .over(Optional.empty()));
    reader.finish();
    return reference;
  }

  /** What a reference becomes. */
  public static Function<TargetReference, TargetReference> referenceChange(
      JsonObject body, String id, Limits limits) {
    BodyReader reader = new BodyReader(body);
    readBack(reader, id, "id", "targetId");
    Optional<String> type = reader.text("targetType", false, 1, Identifiers.MAX_LENGTH);
    Field<String> description =
        AssistantPatch.nullable(reader, "description", limits.description());
    reader.finish();
    return reference ->
        new TargetReference(
            reference.targetId(),
            type.orElse(reference.targetType()),
            description.over(reference.description()));
  }

  /** What a file becomes: another name. What follows from its bytes may be sent back. */
  public static Function<AttachedFile, Outcome<AttachedFile>> fileChange(
      JsonObject body, String id) {
    BodyReader reader = new BodyReader(body);
    readBack(reader, id, "id");
    Optional<String> name = reader.text("name", false, 1, FILE_NAME);
    if (name.isPresent() && !isFileName(name.get())) {
      reader.error("name", "must be a name without folders and control characters");
    }
    JsonObject sent = sent(reader, "mediaType", "size", "sha256");
    reader.finish();
    return file ->
        ReadBack.check(sent, AttachmentKind.FILES.shown().apply(file))
            .<Outcome<AttachedFile>>map(Outcome::refused)
            .orElseGet(() -> Outcome.done(file.named(name.orElse(file.name()))));
  }

  /** Whether that can be the name of a file: of a length that is allowed, and without folders. */
  public static boolean isFileName(String name) {
    return !name.isBlank()
        && name.codePointCount(0, name.length()) <= FILE_NAME
        && !name.equals(".")
        && !name.equals("..")
        && name.codePoints()
            .noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c) || isSurrogate(c));
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /**
   * What a request says about a secret.
   *
   * @param value absent when it is to stay
   * @param readBack what only is when a secret has a value, or has none, as it was sent back
   */
  public record SecretWish(
      Optional<String> name,
      Field<String> description,
      Optional<String> value,
      JsonObject readBack) {

    /** Neither in messages nor in logs. */
    @Override
    public String toString() {
      return "SecretWish[" + name + "]";
    }
  }

  /** A secret to be added. */
  public static SecretWish secret(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    for (String name : List.of("name", "value")) {
      if (!reader.sent(name)) {
        reader.error(name, "is required");
      }
    }
    SecretWish wish = secret(reader, limits, JsonObject.EMPTY);
    if (reader.raw("value").filter(AttachmentBodies::isMask).isPresent()) {
      reader.error("value", "is what answers show in place of a value; send the value itself");
    }
    reader.finish();
    return wish;
  }

  /** What a secret becomes. */
  public static SecretWish secretChange(JsonObject body, String id, Limits limits) {
    BodyReader reader = new BodyReader(body);
    readBack(reader, id, "id");
    boolean asShown =
        reader.raw("value").filter(v -> isMask(v) || v.equals(JsonNull.NULL)).isPresent();
    JsonObject readBack =
        asShown ? sent(reader, "valueMissing", "value") : sent(reader, "valueMissing");
    SecretWish wish =
        asShown
            ? new SecretWish(
                name(reader, limits), description(reader, limits), Optional.empty(), readBack)
            : secret(reader, limits, readBack);
    reader.finish();
    return wish;
  }

  private static JsonObject sent(BodyReader reader, String... names) {
    JsonObject.Builder sent = JsonObject.builder();
    for (String name : names) {
      reader.raw(name).ifPresent(value -> sent.put(name, value));
    }
    return sent.build();
  }

  private static Optional<String> name(BodyReader reader, Limits limits) {
    return reader.text("name", false, 1, limits.name());
  }

  private static Field<String> description(BodyReader reader, Limits limits) {
    return AssistantPatch.nullable(reader, "description", limits.description());
  }

  private static boolean isMask(Json value) {
    return value.equals(new JsonString(AssistantPatch.TOKEN_MASK));
  }

  private static SecretWish secret(BodyReader reader, Limits limits, JsonObject readBack) {
    Optional<String> value = reader.text("value", false, 0, Integer.MAX_VALUE);
    if (value.isPresent()) {
      int size = value.get().getBytes(StandardCharsets.UTF_8).length;
      int most = limits.attached().secretBytes();
      if (size == 0 || size > most) {
        reader.error("value", "must be 1 to " + most + " bytes; this has " + size);
      }
    }
    return new SecretWish(name(reader, limits), description(reader, limits), value, readBack);
  }

  private static Optional<String> id(BodyReader reader, String name) {
    if (!reader.sent(name)) {
      reader.error(name, "is required");
    }
    // The rule covers the length.
    Optional<String> id = reader.text(name, false, 0, Integer.MAX_VALUE);
    if (id.isPresent() && !Identifiers.valid(id.get())) {
      reader.error(name, "must be " + Identifiers.RULE);
    }
    return id;
  }

  private static void readBack(BodyReader reader, String id, String... names) {
    reader.ignore("_links");
    for (String name : names) {
      if (reader.raw(name).filter(sent -> !sent.equals(new JsonString(id))).isPresent()) {
        reader.error(name, "is read-only and has another value");
      }
    }
  }
}
