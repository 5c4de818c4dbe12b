package dev.galley.application.assistant;

import dev.galley.application.support.BodyReader;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.token.RuntimeTokenText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an assistant that a request names, checked for their shape; those that it does not
 * name stay as they are.
 *
 * @param modelField the field that named the model: {@code modelId}, or {@code model}
 * @param readBack the read-only fields that were sent back as they had been fetched
 */
public record AssistantPatch(
    Optional<String> name,
    Field<String> description,
    Field<String> instructions,
    Field<String> welcome,
    Optional<Boolean> dispatcher,
    Optional<List<String>> suggestions,
    Field<String> modelId,
    String modelField,
    Field<String> icon,
    Optional<Boolean> shared,
    Optional<Boolean> embedded,
    Optional<JsonObject> data,
    Optional<List<String>> tags,
    TokenChange token,
    Field<String> folderId,
    Optional<Boolean> locked,
    Optional<String> ownerId,
    Optional<String> ownerType,
    Optional<Slug> slug,
    JsonObject readBack) {

  /** What answers show in place of a token; sent back it means that the token stays. */
  public static final String TOKEN_MASK = "••••••••";

  private static final int ICON = 200;

  /** The fields that answers show and that requests cannot set; they may be sent back unchanged. */
  public static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "naturalId",
          "slug",
          "ownerId",
          "ownerType",
          "editingId",
          "createdAt",
          "updatedAt",
          "createdBy",
          "updatedBy",
          "revision",
          "base",
          "outdated",
          "skills");

  /** A field that may be cleared: absent, cleared, or set. */
  public sealed interface Field<T> {

    /** Not named: it stays. */
    record Absent<T>() implements Field<T> {}

    /** Named as {@code null}. */
    record Cleared<T>() implements Field<T> {}

    /** Named with a value. */
    record To<T>(T value) implements Field<T> {

      public To {
        Objects.requireNonNull(value, "value");
      }
    }

    /** The field after the request. */
    default Optional<T> over(Optional<T> current) {
      return switch (this) {
        case Absent<T> absent -> current;
        case Cleared<T> cleared -> Optional.empty();
        case To<T>(T value) -> Optional.of(value);
      };
    }
  }

  /**
   * Reads the body of a POST.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static AssistantPatch forCreation(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    if (!reader.sent("name")) {
      reader.error("name", "is required");
    }
    // These have rules of their own, which cover the length.
    Optional<String> ownerId = reader.text("ownerId", true, 0, Integer.MAX_VALUE);
    if (ownerId.isPresent() && !Identifiers.valid(ownerId.get())) {
      reader.error("ownerId", "must be " + Identifiers.RULE);
    }
    Optional<String> ownerType = reader.text("ownerType", true, 0, Integer.MAX_VALUE);
    if (ownerType.isPresent() && !Set.of("user", "team").contains(ownerType.get())) {
      reader.error("ownerType", "must be user or team");
    }
    if (ownerType.isPresent() && ownerId.isEmpty()) {
      reader.error("ownerType", "says what kind ownerId is, which is not there");
    }
    Optional<String> slug = reader.text("slug", true, 0, Integer.MAX_VALUE);
    if (slug.isPresent() && !Slug.isSlug(slug.get())) {
      reader.error("slug", "must be " + Slug.RULE);
    }
    reader.ignore("_links", "chatId");
    return read(reader, limits, false, ownerId, ownerType, slug, JsonObject.EMPTY);
  }

  /**
   * Reads the body of a PUT, in which whole representations come back.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static AssistantPatch forUpdate(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    JsonObject.Builder readBack = JsonObject.builder();
    READ_ONLY.forEach(name -> reader.raw(name).ifPresent(value -> readBack.put(name, value)));
    // What could never have been fetched is a mistake, not somebody else's change.
    if (reader.sent("updatedAt") && !isTime(body.get("updatedAt"))) {
      reader.error("updatedAt", "must be a time as it was fetched");
    }
    if (reader.sent("revision")
        && !(body.get("revision").orElse(JsonNull.NULL) instanceof JsonNumber number
            && number.isInteger())) {
      reader.error("revision", "must be a number as it was fetched");
    }
    reader.ignore("_links", "chatId");
    return read(
        reader,
        limits,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        readBack.build());
  }

  private static boolean isTime(Optional<Json> value) {
    try {
      return value.orElse(JsonNull.NULL) instanceof JsonString(String text)
          && Instant.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static AssistantPatch read(
      BodyReader reader,
      Limits limits,
      boolean settings,
      Optional<String> ownerId,
      Optional<String> ownerType,
      Optional<String> slug,
      JsonObject readBack) {
    AssistantPatch patch =
        new AssistantPatch(
            reader.text("name", false, 1, limits.name()),
            nullable(reader, "description", limits.description()),
            nullable(reader, "instructions", limits.instructions()),
            nullable(reader, "welcome", limits.welcome()),
            reader.flag("dispatcher"),
            cleared(
                reader,
                "suggestions",
                reader.texts("suggestions", true, limits.suggestions(), limits.suggestion(), false),
                List.of()),
            model(reader),
            reader.sent("modelId") ? "modelId" : "model",
            nullable(reader, "icon", ICON),
            reader.flag("shared"),
            reader.flag("embedded"),
            cleared(
                reader, "data", reader.object("data", true, limits.dataBytes()), JsonObject.EMPTY),
            cleared(
                reader,
                "tags",
                reader.texts("tags", true, limits.tags(), limits.tag(), true),
                List.of()),
            token(reader),
            nullable(reader, "folderId", Identifiers.MAX_LENGTH),
            settings ? reader.flag("protected") : Optional.empty(),
            ownerId,
            ownerType,
            slug.filter(Slug::isSlug).map(Slug::new),
            readBack);
    reader.finish();
    return patch;
  }

  static Field<String> nullable(BodyReader reader, String name, int max) {
    Optional<String> value = reader.text(name, true, 0, max);
    if (value.isPresent()) {
      return new Field.To<>(value.get());
    }
    return reader.sent(name) ? new Field.Cleared<>() : new Field.Absent<>();
  }

  /** Lists and objects have no {@code null}: it empties them. */
  static <T> Optional<T> cleared(BodyReader reader, String name, Optional<T> value, T empty) {
    return value.isPresent() || !reader.sent(name) ? value : Optional.of(empty);
  }

  private static Field<String> model(BodyReader reader) {
    Field<String> byId = nullable(reader, "modelId", Identifiers.MAX_LENGTH);
    // In a representation "model" is the expanded object; in a request it is the id's other name.
    Field<String> byName =
        reader.raw("model").filter(value -> value instanceof JsonObject).isPresent()
            ? new Field.Absent<>()
            : nullable(reader, "model", Identifiers.MAX_LENGTH);
    return byId instanceof Field.Absent ? byName : byId;
  }

  private static TokenChange token(BodyReader reader) {
    Optional<Json> sent = reader.raw("token");
    if (sent.isEmpty()) {
      return new TokenChange.Keep();
    }
    return switch (sent.get()) {
      case JsonNull nothing -> new TokenChange.Clear();
      case JsonString(String text) when text.equals(TOKEN_MASK) -> new TokenChange.Keep();
      case JsonString(String text) -> {
        if (!RuntimeTokenText.isOfFittingLength(text)) {
          reader.error(
              "token",
              "must be "
                  + RuntimeTokenText.MIN_LENGTH
                  + " to "
                  + RuntimeTokenText.MAX_LENGTH
                  + " characters, or null");
        } else if (RuntimeTokenText.isTakenForAnother(text)) {
          reader.error("token", "must not look like an API token or a JSON Web Token");
        }
        yield new TokenChange.Set(ContentHash.ofText(text));
      }
      case JsonObject _, JsonArray _, JsonNumber _, JsonBoolean _ -> {
        reader.error("token", "must be a string, or null");
        yield new TokenChange.Keep();
      }
    };
  }

  /** A content with these fields over it. */
  AssistantContent over(AssistantContent content) {
    return new AssistantContent(
        name.orElse(content.name()),
        description.over(content.description()),
        instructions.over(content.instructions()),
        welcome.over(content.welcome()),
        dispatcher.orElse(content.dispatcher()),
        suggestions.orElse(content.suggestions()),
        modelId.over(content.modelId()),
        icon.over(content.icon()),
        shared.orElse(content.shared()),
        embedded.orElse(content.embedded()),
        data.orElse(content.data()),
        tags.orElse(content.tags()),
        content.skills(),
        content.attached());
  }
}
