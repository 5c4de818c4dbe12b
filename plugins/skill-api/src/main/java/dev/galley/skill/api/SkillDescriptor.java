package dev.galley.skill.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a kind of skill is called and which fields its configuration has.
 *
 * @param id 1 to 60 lower-case letters, digits and hyphens, beginning with a letter; what a skill
 *     names as its {@code type}. No two plugins may have the same. It must stay the same for ever,
 *     as skills hold it
 * @param name for people, 1 to 100 characters
 * @param description one sentence for people, at most 500 characters
 * @param icon the name of an icon, or empty; at most 200 characters
 * @param version of the template, at most 50 characters
 * @param fields in the order in which a form shows them, at most 100
 * @since 1.0.0
 */
public record SkillDescriptor(
    String id, String name, String description, String icon, String version, List<Field> fields) {

  /**
   * A descriptor of all its parts.
   *
   * @since 1.0.0
   */
  public SkillDescriptor {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(icon, "icon");
    Objects.requireNonNull(version, "version");
    fields = List.copyOf(fields);
  }

  /**
   * A descriptor without icon and fields, in version 1.0.0.
   *
   * @since 1.0.0
   */
  public static SkillDescriptor of(String id, String name, String description) {
    return new SkillDescriptor(id, name, description, "", "1.0.0", List.of());
  }

  /**
   * The same with an icon.
   *
   * @since 1.0.0
   */
  public SkillDescriptor withIcon(String newIcon) {
    return new SkillDescriptor(id, name, description, newIcon, version, fields);
  }

  /**
   * The same in another version.
   *
   * @since 1.0.0
   */
  public SkillDescriptor withVersion(String newVersion) {
    return new SkillDescriptor(id, name, description, icon, newVersion, fields);
  }

  /**
   * The same with a field more.
   *
   * @since 1.0.0
   */
  public SkillDescriptor with(Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new SkillDescriptor(id, name, description, icon, version, more);
  }
}
