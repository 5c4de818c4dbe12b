package dev.galley.domain.content;

import java.util.List;
import java.util.Objects;

/**
 * A text in a content that names a member of an identified list.
 *
 * @param holder the Galley path of the list member that holds the text; the root when none does
 * @param path the Galley path of the text
 * @param list the pattern of the list
 * @param id the identity that the text names
 */
public record Reference(String holder, String path, String list, String id) {

  public Reference {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(list, "list");
    Objects.requireNonNull(id, "id");
  }

  /** The references of a content that name nothing in it, in the order of the content. */
  public static List<Reference> dangling(Json content, ContentShape shape) {
    return ListMembers.dangling(content, shape);
  }
}
