package dev.galley.rest.assistant;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.QueryReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page that a request asks for, and how HAL answers show it. */
record Paging(int start, int limit) {
  /** The greatest start, and the greatest total that is told exactly. */
  private static final int MOST = 10_000;

  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 30;

  /** The page of a request that names none. */
  static final Paging FIRST = new Paging(0, DEFAULT_LIMIT);

  /** Reads {@code start} and {@code limit}. */
  static Paging of(QueryReader query) {
    int start =
        query
            .parsed(
                "start",
                "must be 0 to " + MOST + "; to go further, walk by cursor with after=",
                text ->
                    text.matches("[0-9]{1,9}")
                        ? Optional.of(Integer.parseInt(text)).filter(n -> n <= MOST)
                        : Optional.empty())
            .orElse(0);
    return new Paging(start, query.smallInteger("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT));
  }

  /**
   * The links of a page that is found by its start.
   *
   * @param taken how many items it covers, where the next one begins
   */
  JsonObject links(
      String path,
      Map<String, String> query,
      boolean more,
      int taken,
      long total,
      boolean lowerBound) {
    JsonObject.Builder links = JsonObject.builder().put("self", link(path, query, start));
    if (start > 0 || more) {
      links.put("first", link(path, query, 0));
    }
    if (start > 0) {
      links.put("prev", link(path, query, Math.max(0, start - limit)));
    }
    if (more && start + taken <= MOST) {
      links.put("next", link(path, query, start + taken));
    }
    long last = total == 0 ? 0 : (total - 1) / limit * limit;
    if (!lowerBound && total <= MOST && (start > 0 || more)) {
      links.put("last", link(path, query, last));
    }
    return links.build();
  }

  private JsonObject link(String path, Map<String, String> query, long from) {
    Map<String, String> all = query;
    if (from > 0 || limit != DEFAULT_LIMIT) {
      all = Links.plus(all, "start", Long.toString(from));
      all = Links.plus(all, "limit", Integer.toString(limit));
    }
    return Links.to(Links.withQuery(path, all));
  }

  /** A HAL collection. */
  JsonObject collection(
      JsonObject links,
      String relation,
      List<? extends Json> items,
      long total,
      boolean lowerBound) {
    return JsonObject.builder()
        .put("_links", links)
        .put(
            "_embedded",
            JsonObject.builder().put(relation, new JsonArray(List.copyOf(items))).build())
        .put("start", start)
        .put("count", items.size())
        .put("total", Math.min(total, MOST))
        .putIf(lowerBound || total > MOST, "totalIsLowerBound", Json.of(true))
        .build();
  }
}
