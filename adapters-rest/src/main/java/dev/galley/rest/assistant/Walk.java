package dev.galley.rest.assistant;

import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.QueryReader;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How far a request wants to walk along a list by cursor; {@code after=} begins such a walk.
 *
 * @param asked whether it wants to
 * @param after the cursor, empty at the beginning
 */
record Walk(boolean asked, String after) {
  private static final String AFTER = "after";

  /** Reads {@code after}, which does not go with {@code start}. */
  static Walk of(QueryReader query, Paging paging, Predicate<String> isCursor) {
    Optional<String> sent = query.text(AFTER);
    Optional<String> cursor =
        sent.filter(text -> !text.isEmpty())
            .flatMap(text ->
                query.parsed(
                    AFTER,
                    "must be empty, or the cursor of a next link",
                    t -> Optional.of(t).filter(isCursor)));
    if (sent.isPresent() && paging.start() > 0) {
      query.refuse("start", "must not be there together with after");
    }
    return new Walk(sent.isPresent(), cursor.orElse(""));
  }

  /** The links of a page. */
  JsonObject links(String path, Map<String, String> filters, Paging paging, Optional<String> next) {
    Map<String, String> query = query(filters, paging);
    JsonObject.Builder links =
        JsonObject.builder()
            .put("self", link(path, query, after))
            .put("first", link(path, query, ""));
    next.ifPresent(cursor -> links.put("next", link(path, query, cursor)));
    return links.build();
  }

  /** The links of a page that was found by its start; behind it only a cursor leads on. */
  static JsonObject onFrom(
      JsonObject links,
      String path,
      Map<String, String> filters,
      Paging paging,
      Optional<String> next) {
    return next.map(cursor -> links.with("next", link(path, query(filters, paging), cursor)))
        .orElse(links);
  }

  private static Map<String, String> query(Map<String, String> filters, Paging paging) {
    return Links.plus(filters, "limit", Integer.toString(paging.limit()));
  }

  private static JsonObject link(String path, Map<String, String> query, String cursor) {
    return Links.to(Links.withQuery(path, Links.plus(query, AFTER, cursor)));
  }
}
