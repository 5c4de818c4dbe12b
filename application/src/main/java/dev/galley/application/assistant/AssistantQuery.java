package dev.galley.application.assistant;

import dev.galley.domain.access.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which live assistants are wanted, in which order, which page.
 *
 * @param words folded, each without white space; every one has to be in the searched text
 * @param start how many to pass over, 0 to 10,000; 0 when walking by cursor
 * @param limit how many to give, 1 to 200
 * @param after where a walk by cursor goes on
 * @param counted whether the total is wanted
 */
public record AssistantQuery(
    TenantId tenant,
    Visibility visibility,
    List<String> words,
    Optional<String> ownerId,
    Optional<String> tag,
    Optional<String> folderId,
    Optional<String> skillType,
    AssistantSort sort,
    int start,
    int limit,
    Optional<AssistantCursor> after,
    boolean counted) {

  /** How far a total is exact. */
  public static final int COUNTED = 10_000;

  public AssistantQuery {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(visibility, "visibility");
    words = List.copyOf(words);
    Objects.requireNonNull(ownerId, "ownerId");
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(folderId, "folderId");
    Objects.requireNonNull(skillType, "skillType");
    Objects.requireNonNull(sort, "sort");
    Objects.requireNonNull(after, "after");
  }

  /** All that a caller can see, from the beginning. */
  public static AssistantQuery everything(TenantId tenant, Visibility visibility, int limit) {
    return new AssistantQuery(
        tenant,
        visibility,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        AssistantSort.DEFAULT,
        0,
        limit,
        Optional.empty(),
        true);
  }

  /** Whether all words are so short that no index narrows them down. */
  public boolean searchesSingleCharactersOnly() {
    return !words.isEmpty()
        && words.stream().allMatch(word -> word.codePointCount(0, word.length()) < 2);
  }
}
