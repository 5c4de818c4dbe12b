package dev.galley.application.assistant;

import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Attachments;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads a content that was put together of others, and of values that somebody sent. What stands as
 * it stood on one of the sides is good, as it is in an edit; all else keeps the rules of an edit.
 */
final class ComposedContent {
  private static final String SKILLS = "skills";

  private final AssistantDesk desk;
  private final SkillCatalog catalog;
  private final TenantId tenant;
  private final List<AssistantContent> sides;

  ComposedContent(
      AssistantDesk desk, SkillCatalog catalog, TenantId tenant, AssistantContent... sides) {
    this.desk = desk;
    this.catalog = catalog;
    this.tenant = tenant;
    this.sides = List.copyOf(Arrays.asList(sides));
  }

  /**
   * The content.
   *
   * @throws InvalidContent with the Galley path of each place that breaks a rule, and the root for
   *     its size
   */
  AssistantContent read(Json json) {
    JsonObject composed = (JsonObject) json;
    // A text for what reads it; when another one was sent that stands in its place below.
    JsonObject stood = JsonObject.builder().put("name", sides.getFirst().name()).build();
    JsonObject changed = JsonObject.EMPTY;
    for (Map.Entry<String, Json> member : composed.without(SKILLS).members().entrySet()) {
      if (Attachments.MEMBERS.contains(member.getKey())) {
        continue;
      }
      if (sides.stream()
          .anyMatch(side ->
              side.toJson().get(member.getKey()).filter(member.getValue()::equals).isPresent())) {
        stood = stood.with(member.getKey(), member.getValue());
      } else {
        changed = changed.with(member.getKey(), member.getValue());
      }
    }
    List<FieldError> errors = new ArrayList<>();
    AssistantContent content = AssistantContent.fromJson(stood);
    try {
      AssistantPatch patch = AssistantPatch.forUpdate(changed, desk.limits());
      ModelRule.check(desk.models(), tenant, patch, content)
          .ifPresent(refusal -> errors.addAll(errorsOf(refusal)));
      content = patch.over(content);
    } catch (InvalidContent e) {
      errors.addAll(e.errors());
    }
    content =
        content.withAttached(
            new ComposedAttachments(
                    desk.limits(), sides.stream().map(AssistantContent::attached).toList())
                .read(composed, errors));
    content =
        content.withSkills(
            skills(
                composed.get(SKILLS).orElse(JsonArray.EMPTY),
                content.attached().secrets(),
                errors));
    if (errors.isEmpty()) {
      desk.tooLarge(content.snapshot()).ifPresent(refusal -> errors.addAll(errorsOf(refusal)));
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    return content;
  }

  private static List<FieldError> errorsOf(Refusal refusal) {
    return refusal instanceof Refusal.Invalid(List<FieldError> errors) ? errors : List.of();
  }

  private List<Skill> skills(Json json, List<Secret> secrets, List<FieldError> errors) {
    String pointer = JsonPointer.child(JsonPointer.ROOT, SKILLS);
    if (!(json instanceof JsonArray(List<Json> items))) {
      errors.add(new FieldError(pointer, "must be an array, not " + json.typeName()));
      return List.of();
    }
    if (items.size() > desk.limits().skills()) {
      errors.add(
          new FieldError(
              pointer,
              "must have at most " + desk.limits().skills() + " items; this has " + items.size()));
      return List.of();
    }
    Map<Json, Skill> stood = new HashMap<>();
    for (AssistantContent side : sides) {
      List<Json> written = ((JsonArray) side.toJson().get(SKILLS).orElse(JsonArray.EMPTY)).items();
      for (int i = 0; i < written.size(); i++) {
        stood.put(written.get(i), side.skills().get(i));
      }
    }
    List<Skill> skills = new ArrayList<>();
    for (Json item : items) {
      Optional.ofNullable(stood.get(item))
          .or(() -> skill(pointer, item, secrets, errors))
          .ifPresent(skills::add);
    }
    return skills;
  }

  private Optional<Skill> skill(
      String list, Json json, List<Secret> secrets, List<FieldError> errors) {
    Optional<UUID> id = json instanceof JsonObject object ? idOf(object) : Optional.empty();
    if (id.isEmpty()) {
      errors.add(new FieldError(list, "must be a list of skills, each with the id of one"));
      return Optional.empty();
    }
    List<FieldError> inside = new ArrayList<>();
    Optional<Skill> skill = Optional.empty();
    try {
      SkillPatch patch = SkillPatch.forUpdate((JsonObject) json, desk.limits());
      if (patch.type().isPresent()) {
        skill = Optional.of(patch.create(id.get()));
        inside.addAll(SkillRule.check(catalog, desk.limits(), skill.get(), secrets));
      } else {
        inside.add(new FieldError("/type", "is required"));
      }
    } catch (InvalidContent e) {
      inside.addAll(e.errors());
    }
    String pointer = JsonPointer.child(list, id.get().toString());
    inside.forEach(error -> errors.add(new FieldError(pointer + error.pointer(), error.detail())));
    return skill;
  }

  /** Ids of skills are given by the server: only those of the sides are known. */
  private Optional<UUID> idOf(JsonObject skill) {
    return sides.stream()
        .flatMap(side -> side.skills().stream())
        .map(Skill::id)
        .filter(id -> skill.get("id").equals(Optional.of(new JsonString(id.toString()))))
        .findFirst();
  }
}
