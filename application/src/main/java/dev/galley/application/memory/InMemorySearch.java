package dev.galley.application.memory;

import dev.galley.application.assistant.AssistantCursor;
import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.application.assistant.TagCounts;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.SearchText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Search by looking at everything: what the indexes of other stores have to agree with. */
final class InMemorySearch {

  private InMemorySearch() {}

  static AssistantPage page(AssistantQuery query, Stream<Assistant> visible) {
    Stream<Assistant> candidates = visible;
    boolean cut = false;
    if (query.searchesSingleCharactersOnly()) {
      List<Assistant> latest = latest(candidates, AssistantQuery.COUNTED + 1);
      cut = latest.size() > AssistantQuery.COUNTED;
      candidates = latest.stream().limit(AssistantQuery.COUNTED);
    }
    Comparator<Assistant> order = order(query.sort());
    List<Assistant> found =
        candidates.filter(assistant -> matches(query, assistant)).sorted(order).toList();
    List<Assistant> rest =
        query
            .after()
            .map(cursor ->
                found.stream()
                    .filter(assistant -> behind(query.sort(), assistant, cursor))
                    .toList())
            .orElse(found);
    List<Assistant> items = rest.stream().skip(query.start()).limit(query.limit()).toList();
    return new AssistantPage(
        items,
        rest.size() > query.start() + items.size(),
        query.counted() ? Math.min(found.size(), AssistantQuery.COUNTED) : 0,
        query.counted() && (cut || found.size() > AssistantQuery.COUNTED));
  }

  static TagCounts countTags(Stream<Assistant> visible) {
    List<Assistant> latest = latest(visible, AssistantQuery.COUNTED + 1);
    Map<String, Long> counts = new TreeMap<>(InMemorySearch::compareBytes);
    latest.stream()
        .limit(AssistantQuery.COUNTED)
        .flatMap(assistant -> assistant.live().summary().tags().stream())
        .forEach(tag -> counts.merge(tag, 1L, Long::sum));
    Map<String, Long> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return new TagCounts(ordered, latest.size() > AssistantQuery.COUNTED);
  }

  private static List<Assistant> latest(Stream<Assistant> all, int limit) {
    return all.sorted(order(AssistantSort.DEFAULT)).limit(limit).toList();
  }

  private static boolean matches(AssistantQuery query, Assistant assistant) {
    String text = SearchText.of(assistant.live().summary());
    return query.words().stream().allMatch(text::contains)
        && query.ownerId().map(assistant.owner().id()::equals).orElse(true)
        && query.tag().map(assistant.live().summary().tags()::contains).orElse(true)
        && query
            .folderId()
            .map(id -> assistant.folder().filter(id::equals).isPresent())
            .orElse(true)
        && query.skillType().map(assistant.live().summary().skillTypes()::contains).orElse(true);
  }

  private static Comparator<Assistant> order(AssistantSort sort) {
    Comparator<Assistant> order =
        (left, right) -> compare(sort, sort.cursorAt(left), sort.cursorAt(right));
    return sort.descending() ? order.reversed() : order;
  }

  private static boolean behind(AssistantSort sort, Assistant assistant, AssistantCursor cursor) {
    int compared = compare(sort, sort.cursorAt(assistant), cursor);
    return sort.descending() ? compared < 0 : compared > 0;
  }

  private static int compare(AssistantSort sort, AssistantCursor left, AssistantCursor right) {
    int byKey =
        sort.key() == AssistantSort.Key.NAME
            ? compareBytes(left.value(), right.value())
            : Long.compare(Long.parseLong(left.value()), Long.parseLong(right.value()));
    return byKey != 0 ? byKey : compareUnsigned(left.id(), right.id());
  }

  /** As stores compare: by the bytes of UTF-8, which is the order of code points. */
  private static int compareBytes(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  /** By the bytes too; {@link UUID#compareTo} takes its halves for signed numbers. */
  private static int compareUnsigned(UUID left, UUID right) {
    int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }
}
