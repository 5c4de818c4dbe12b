package dev.galley.rest.assistant;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.QueryReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How far a request wants to walk along a list by cursor; {@code after=} begins such a walk.
 *
 * @param asked whether it wants to
 * @param after the cursor, empty at the beginning
 */
record Walk(boolean asked, String after) {
  private static final String AFTER = "after";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  /**
   * How a page stands to the whole list.
   *
   * @param taken how many items it covers
   * @param full whether the next page, if there is one, begins that far behind its start
   * @param total how many items there are
   * @param lowerBound whether there may be more than {@code total}
   * @param next the cursor of the next page; absent on the last
   */
  record Extent(int taken, boolean full, long total, boolean lowerBound, Optional<String> next) {}

  /** Reads {@code after}, which does not go with {@code start}. */
  static Walk of(QueryReader query, Paging paging, Predicate<String> isCursor) {
    Optional<String> sent = query.text(AFTER);
    Optional<String> cursor =
        sent.filter(text -> !text.isEmpty())
            .flatMap(text ->
                query.parsed(
                    AFTER,
                    "must be empty, or the cursor of a next link of the same list",
                    t -> Optional.of(t).filter(isCursor)));
    if (sent.isPresent() && paging.start() > 0) {
      query.refuse("start", "must not be there together with after");
    }
    return new Walk(sent.isPresent(), cursor.orElse(""));
  }

  /** The same of a list whose cursors are the numbers of its items. */
  static Walk byNumber(QueryReader query, Paging paging) {
    return of(query, paging, NUMBER.asMatchPredicate());
  }

  /** The number behind which the page begins; absent at the beginning. */
  OptionalLong number() {
    return after.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(after));
  }

  /** A page as a HAL collection. */
  JsonObject collection(
      String path,
      Map<String, String> filters,
      Paging paging,
      String relation,
      List<? extends Json> items,
      Extent extent) {
    return paging.collection(
        links(path, filters, paging, extent), relation, items, extent.total(), extent.lowerBound());
  }

  /** Those of a page that was found by its start lead on by a cursor where no start does. */
  private JsonObject links(String path, Map<String, String> filters, Paging paging, Extent extent) {
    Map<String, String> query = Links.plus(filters, "limit", Integer.toString(paging.limit()));
    JsonObject links =
        asked
            ? JsonObject.builder()
                .put("self", link(path, query, after))
                .put("first", link(path, query, ""))
                .build()
            : paging.links(
                path,
                filters,
                extent.full() && extent.next().isPresent(),
                extent.taken(),
                extent.total(),
                extent.lowerBound());
    return extent
        .next()
        .filter(cursor -> !links.has("next"))
        .map(cursor -> links.with("next", link(path, query, cursor)))
        .orElse(links);
  }

  private static JsonObject link(String path, Map<String, String> query, String cursor) {
    return Links.to(Links.withQuery(path, Links.plus(query, AFTER, cursor)));
  }
}
