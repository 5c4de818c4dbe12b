package dev.galley.domain.assistant;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of the live content that lists, search and tag counts go by; kept in the record so that
 * a store can index it without reading the content.
 *
 * @param description its first {@value #SEARCHED_DESCRIPTION} code points
 * @param skillTypes each once, in the order of the skills
 */
public record LiveSummary(
    String name,
    Optional<String> description,
    List<String> tags,
    List<String> skillTypes,
    boolean shared) {

  /** How much of a description search looks at, in code points. */
  public static final int SEARCHED_DESCRIPTION = 500;

  public LiveSummary {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    tags = List.copyOf(tags);
    skillTypes = List.copyOf(skillTypes);
  }

  /** The summary of a content. */
  public static LiveSummary of(AssistantContent content) {
    return new LiveSummary(
        content.name(),
        content.description().map(LiveSummary::searched),
        content.tags(),
        content.skills().stream().map(Skill::type).distinct().toList(),
        content.shared());
  }

  private static String searched(String description) {
    return description.codePointCount(0, description.length()) <= SEARCHED_DESCRIPTION
        ? description
        : description.substring(0, description.offsetByCodePoints(0, SEARCHED_DESCRIPTION));
  }
}
