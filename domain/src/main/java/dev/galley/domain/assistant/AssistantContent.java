package dev.galley.domain.assistant;

import dev.galley.domain.content.ContentShape;
import dev.galley.domain.content.ContentShapes;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.content.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What an assistant is: all that a commit publishes.
 *
 * <p>In its JSON form a field that is empty, {@code null} or {@code false} is left out, so that
 * fields which come later do not change the hashes of what was there before.
 */
public record AssistantContent(
    String name,
    Optional<String> description,
    Optional<String> instructions,
    Optional<String> welcome,
    boolean dispatcher,
    List<String> suggestions,
    Optional<String> modelId,
    Optional<String> icon,
    boolean shared,
    boolean embedded,
    JsonObject data,
    List<String> tags,
    List<Skill> skills,
    Attachments attached) {

  /** The identified lists of an assistant's content. */
  public static final ContentShape SHAPE = ContentShapes.ASSISTANT;

  public AssistantContent {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(data, "data");
    suggestions = List.copyOf(suggestions);
    tags = List.copyOf(tags);
    skills = List.copyOf(skills);
    Objects.requireNonNull(attached, "attached");
  }

  /** A content without attachments. */
  public AssistantContent(
      String name,
      Optional<String> description,
      Optional<String> instructions,
      Optional<String> welcome,
      boolean dispatcher,
      List<String> suggestions,
      Optional<String> modelId,
      Optional<String> icon,
      boolean shared,
      boolean embedded,
      JsonObject data,
      List<String> tags,
      List<Skill> skills) {
    this(
        name,
        description,
        instructions,
        welcome,
        dispatcher,
        suggestions,
        modelId,
        icon,
        shared,
        embedded,
        data,
        tags,
        skills,
        Attachments.NONE);
  }

  /** A content that has a name and nothing else. */
  public static AssistantContent named(String name) {
    return new AssistantContent(
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        JsonObject.EMPTY,
        List.of(),
        List.of());
  }

  /** The content as a JSON value, of which the snapshot is made. */
  public JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder();
    json.put("name", name)
        .putIfPresent("description", description)
        .putIfPresent("instructions", instructions)
        .putIfPresent("welcome", welcome)
        .putIf(dispatcher, "dispatcher", JsonBoolean.TRUE)
        .putIf(!suggestions.isEmpty(), "suggestions", JsonArray.ofTexts(suggestions))
        .putIfPresent("modelId", modelId)
        .putIfPresent("icon", icon)
        .putIf(shared, "shared", JsonBoolean.TRUE)
        .putIf(embedded, "embedded", JsonBoolean.TRUE)
        .putIf(!data.isEmpty(), "data", data)
        .putIf(!tags.isEmpty(), "tags", JsonArray.ofTexts(tags))
        .putIf(!skills.isEmpty(), "skills", JsonArray.ofAll(skills, Skill::toJson));
    attached.write(json);
    return json.build();
  }

  /** What {@link #toJson} wrote. */
  public static AssistantContent fromJson(Json json) {
    JsonObject content = (JsonObject) json;
    return new AssistantContent(
        content.text("name").orElseThrow(),
        content.text("description"),
        content.text("instructions"),
        content.text("welcome"),
        content.has("dispatcher"),
        texts(content, "suggestions"),
        content.text("modelId"),
        content.text("icon"),
        content.has("shared"),
        content.has("embedded"),
        content.get("data").map(JsonObject.class::cast).orElse(JsonObject.EMPTY),
        texts(content, "tags"),
        items(content, "skills").map(Skill::fromJson).toList(),
        Attachments.read(content));
  }

  private static List<String> texts(JsonObject content, String name) {
    return items(content, name).map(item -> ((JsonString) item).value()).toList();
  }

  private static Stream<Json> items(JsonObject content, String name) {
    return content.get(name).stream().flatMap(list -> ((JsonArray) list).items().stream());
  }

  /** This content, ready to be kept. */
  public Snapshot snapshot() {
    return Snapshot.of(toJson());
  }

  /** The skill with that id. */
  public Optional<Skill> skill(UUID id) {
    return skills.stream().filter(skill -> skill.id().equals(id)).findFirst();
  }

  /** This content with other skills. */
  public AssistantContent withSkills(List<Skill> others) {
    return new AssistantContent(
        name,
        description,
        instructions,
        welcome,
        dispatcher,
        suggestions,
        modelId,
        icon,
        shared,
        embedded,
        data,
        tags,
        others,
        attached);
  }

  /** This content with other tags. */
  public AssistantContent withTags(List<String> others) {
    return new AssistantContent(
        name,
        description,
        instructions,
        welcome,
        dispatcher,
        suggestions,
        modelId,
        icon,
        shared,
        embedded,
        data,
        others,
        skills,
        attached);
  }

  /** This content with other attachments. */
  public AssistantContent withAttached(Attachments others) {
    return new AssistantContent(
        name,
        description,
        instructions,
        welcome,
        dispatcher,
        suggestions,
        modelId,
        icon,
        shared,
        embedded,
        data,
        tags,
        skills,
        others);
  }
}
