package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells what makes one content another: the changes, per path, members of identified lists by their
 * identity, items of other lists by their position when the lists are equally long. Other lists of
 * unequal length are one value.
 *
 * <p>Comparing a content with itself gives no change, and swapping the sides swaps before and
 * after. The work grows linearly with the size of the contents (and n log n in the length of an
 * identified list).
 */
public final class ContentComparison {
  private final List<ContentChange> changes = new ArrayList<>();

  private ContentComparison() {}

  /** The changes that make {@code from} to {@code to}, in the order of their paths. */
  public static List<ContentChange> changes(Json from, Json to, ContentShape shape) {
    ContentComparison comparison = new ContentComparison();
    Difference.between(from, to, shape)
        .ifPresent(difference -> comparison.tell(JsonPointer.ROOT, difference));
    return List.copyOf(comparison.changes);
  }

  /** The paths of {@link #changes}, each once. */
  public static List<String> changedPaths(Json from, Json to, ContentShape shape) {
    return changes(from, to, shape).stream().map(ContentChange::path).distinct().toList();
  }

  private void tell(String path, Difference difference) {
    switch (difference) {
      case Difference.OfValue(Optional<Json> before, Optional<Json> after) -> {
        ContentChange.Kind kind =
            before.isEmpty()
                ? ContentChange.Kind.ADDED
                : after.isEmpty() ? ContentChange.Kind.REMOVED : ContentChange.Kind.CHANGED;
        changes.add(new ContentChange(path, kind, before, after));
      }
      case Difference.OfObject(Map<String, Difference> members) ->
          members.forEach((name, member) -> tell(JsonPointer.child(path, name), member));
      case Difference.OfItems(Map<Integer, Difference> items) ->
          items.forEach((position, item) -> tell(JsonPointer.child(path, position), item));
      case Difference.OfMembers list -> tellMembers(path, list);
    }
  }

  private void tellMembers(String path, Difference.OfMembers list) {
    SortedSet<String> ids = new TreeSet<>(list.members().keySet());
    ids.addAll(list.moved());
    for (String id : ids) {
      String member = JsonPointer.child(path, id);
      if (list.moved().contains(id)) {
        changes.add(
            new ContentChange(
                member,
                ContentChange.Kind.MOVED,
                Optional.of(list.before().get(id)),
                Optional.of(list.after().get(id))));
      }
      Difference difference = list.members().get(id);
      if (difference != null) {
        tell(member, difference);
      }
    }
  }
}
