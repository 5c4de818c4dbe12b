package dev.galley.rest.assistant;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.QueryReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The part that a request asks for of a list that is at hand as a whole. Its cursors are places in
 * the list: a walk is there for those who walk along every list in the same way.
 */
record Excerpt(Paging paging, Walk walk) {
  /** That of a request that names none. */
  static final Excerpt FIRST = new Excerpt(Paging.FIRST, new Walk(false, ""));

  /** Reads {@code start}, {@code limit} and {@code after}. */
  static Excerpt of(QueryReader query) {
    Paging paging = Paging.of(query);
    return new Excerpt(paging, Walk.byNumber(query, paging));
  }

  /** A HAL collection of a list that has no filters. */
  <T> JsonObject collection(
      String path, String relation, List<T> all, Function<T, ? extends Json> shown) {
    return collection(path, Map.of(), relation, all, shown);
  }

  /** A HAL collection. */
  <T> JsonObject collection(
      String path,
      Map<String, String> filters,
      String relation,
      List<T> all,
      Function<T, ? extends Json> shown) {
    int from = (int) Math.min(all.size(), walk.number().orElse(paging.start()));
    List<T> items = all.subList(from, Math.min(from + paging.limit(), all.size()));
    int next = from + items.size();
    return walk.collection(
        path,
        filters,
        paging,
        relation,
        items.stream().map(shown).toList(),
        new Walk.Extent(
            items.size(),
            true,
            all.size(),
            false,
            Optional.of(next).filter(n -> n < all.size()).map(n -> Integer.toString(n))));
  }
}
