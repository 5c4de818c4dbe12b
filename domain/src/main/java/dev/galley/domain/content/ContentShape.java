package dev.galley.domain.content;

import java.util.Map;
import java.util.Optional;

/**
 * Which lists of a content are identified: lists whose members have an identity of their own, so
 * that a change to one of them is not a change to all that follow it.
 *
 * <p>A list is named by the Galley path to it, with {@code *} for any member of an identified list
 * on the way (such as the steps of each sub-agent). Lists that are not named are plain values.
 */
public record ContentShape(Map<String, MemberKey> lists) {

  public ContentShape {
    lists = Map.copyOf(lists);
  }

  /** How the members of the list at this path are told apart. */
  Optional<MemberKey> keyOf(String pattern) {
    return Optional.ofNullable(lists.get(pattern));
  }

  /** Gives a list member its identity. */
  @FunctionalInterface
  public interface MemberKey {

    /** The identity, or nothing when the member has none. */
    Optional<String> of(Json member);

    /** Members are objects, told apart by a text member of theirs. */
    static MemberKey byMember(String name) {
      return member -> member instanceof JsonObject object ? object.text(name) : Optional.empty();
    }

    /** Members are texts, told apart by themselves. */
    static MemberKey byText() {
      return member ->
          member instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
    }
  }
}
