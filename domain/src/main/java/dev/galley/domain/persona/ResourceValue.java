package dev.galley.domain.persona;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.NamedUuid;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.Objects;
import java.util.UUID;

/**
 * What a resource is. The same value is the same resource.
 *
 * @param json a text; of a flag {@code {type, value}}, of a parameter field {@code {parameter,
 *     name}}
 */
public record ResourceValue(ResourceKind kind, Json json) {
  private static final UUID NAME_SPACE = UUID.fromString("5b1f6a0e-7c0d-5d0a-9a4e-2f6d1c3b8e77");

  /** The type of the flag that tells whether a persona is active. */
  public static final String ACTIVE_TYPE = "persona_active";

  public ResourceValue {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(json, "json");
  }

  /** A text. */
  public static ResourceValue text(ResourceKind kind, String text) {
    return new ResourceValue(kind, new JsonString(text));
  }

  /** A flag. */
  public static ResourceValue flag(String type, String value) {
    return new ResourceValue(
        ResourceKind.FLAG, JsonObject.builder().put("type", type).put("value", value).build());
  }

  /** A field of a parameter. */
  public static ResourceValue parameterField(String parameter, String name) {
    return new ResourceValue(
        ResourceKind.PARAMETER_FIELD,
        JsonObject.builder().put("parameter", parameter).put("name", name).build());
  }

  /** The flag that says whether a persona is active. */
  public static ResourceValue active(boolean active) {
    return flag(ACTIVE_TYPE, Boolean.toString(active));
  }

  /** The id that follows from it. */
  public UUID id(TenantId tenant) {
    return NamedUuid.of(
        NAME_SPACE, tenant.value() + '/' + kind.wireName() + '/' + CanonicalJson.write(json));
  }

  /** The text that stands for it where it is named. */
  public String text() {
    return switch (json) {
      case JsonString(String text) -> text;
      case JsonObject object ->
          kind == ResourceKind.FLAG
              ? object.text("type").orElse("") + ":" + object.text("value").orElse("")
              : object.text("name").orElse("");
      case Json other -> CanonicalJson.write(other);
    };
  }

  /** Whether this is a flag that tells whether a persona is active. */
  public boolean tellsActivity() {
    return json instanceof JsonObject object
        && object.text("type").filter(ACTIVE_TYPE::equals).isPresent();
  }
}
