package dev.galley.domain.content;

import java.util.Map;
import java.util.Optional;

/**
 * Which lists of a content are identified: lists whose members have an identity of their own, so
 * that a change to one of them is not a change to all that follow it.
 *
 * <p>A list is named by its pattern: the Galley path to it, with {@code *} for any member of an
 * identified list on the way (such as the steps of each sub-agent). Lists that are not named are
 * plain: their items are told apart by their positions.
 *
 * @param lists how members are told apart, by the patterns of their lists
 * @param recurring lists that recur within their own members, as steps within a step: the pattern
 *     of the inner list, and the pattern of the list in {@code lists} that it is again. The
 *     identities in such a list are unique over all its levels.
 * @param references texts that name a member of an identified list, as an edge names its steps: the
 *     pattern of the text, and the pattern of the list in {@code lists}
 */
public record ContentShape(
    Map<String, MemberKey> lists, Map<String, String> recurring, Map<String, String> references) {

  /** A shape without any identified list. */
  public static final ContentShape PLAIN = new ContentShape(Map.of());

  public ContentShape {
    lists = Map.copyOf(lists);
    recurring = Map.copyOf(recurring);
    references = Map.copyOf(references);
    requireLists("recurring", recurring, lists);
    requireLists("references", references, lists);
  }

  /** A shape in which no list recurs within its own members and no text names a member. */
  public ContentShape(Map<String, MemberKey> lists) {
    this(lists, Map.of(), Map.of());
  }

  private static void requireLists(
      String name, Map<String, String> patterns, Map<String, MemberKey> lists) {
    for (String list : patterns.values()) {
      if (!lists.containsKey(list)) {
        throw new IllegalArgumentException(
            name + ": " + list + " (expected: the pattern of one of the lists)");
      }
    }
  }

  /** How the members of the list at this path are told apart. */
  Optional<MemberKey> keyOf(String pattern) {
    return Optional.ofNullable(lists.get(pattern));
  }

  /** The pattern of a member of the object at a pattern. */
  String memberPattern(String pattern, String name) {
    String inner = JsonPointer.child(pattern, name);
    return recurring.getOrDefault(inner, inner);
  }

  /** The pattern of the items of the list at a pattern. */
  static String itemPattern(String pattern) {
    return pattern + "/*";
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

    /**
     * Members are objects that join two others, told apart by what they join: {@code from->to}, in
     * which a {@code >} of a name is written {@code ~1} and a {@code ~} is written {@code ~0}.
     */
    static MemberKey byEnds(String from, String to) {
      return member ->
          member instanceof JsonObject object
              ? object
                  .text(from)
                  .flatMap(first ->
                      object.text(to).map(second -> endName(first) + "->" + endName(second)))
              : Optional.empty();
    }

    /** This identity, or the other one when a member does not have this. */
    default MemberKey or(MemberKey other) {
      return member -> of(member).or(() -> other.of(member));
    }

    private static String endName(String name) {
      return name.replace("~", "~0").replace(">", "~1");
    }
  }
}
