package dev.galley.domain.content;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads contents by Galley paths, in the plainest way. */
final class GalleyPaths {

  private GalleyPaths() {}

  /** What stands at a path. */
  static Optional<Json> at(Json content, String path, ContentShape shape) {
    Optional<Json> here = Optional.of(content);
    String pattern = "";
    for (String token : tokens(path)) {
      String name = token.replace("~1", "/").replace("~0", "~");
      Json value = here.orElseThrow();
      switch (value) {
        case JsonObject object -> {
          here = object.get(name);
          pattern = shape.memberPattern(pattern, name);
        }
        case JsonArray list -> {
          Optional<Map<String, Json>> members = IdentifiedList.members(list, pattern, shape);
          here =
              members.isPresent()
                  ? Optional.ofNullable(members.get().get(name))
                  : name.matches("[0-9]{1,6}") && Integer.parseInt(name) < list.size()
                      ? Optional.of(list.items().get(Integer.parseInt(name)))
                      : Optional.empty();
          pattern = ContentShape.itemPattern(pattern);
        }
        default -> here = Optional.empty();
      }
      if (here.isEmpty()) {
        return here;
      }
    }
    return here;
  }

  /** Whether a path is the other, above it or below it. */
  static boolean related(String path, String other) {
    return path.equals(other) || path.startsWith(other + "/") || other.startsWith(path + "/");
  }

  private static List<String> tokens(String path) {
    return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
  }
}
