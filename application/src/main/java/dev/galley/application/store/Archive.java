package dev.galley.application.store;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that a store holds, in a form that is the same for every store: so that it can be
 * carried from one to another, compared, and kept in a file. Leases are not part of it, nor what a
 * store makes for itself out of the rest, such as indexes, lists and the work of its sweeps.
 *
 * <p>It is for stores in which nobody works meanwhile: a read is no snapshot of the whole, unless
 * it is done {@link #atOneMoment}.
 */
public interface Archive extends ArchiveView {
  /** How large the bodies of a page are together at most, but for its last entry; in bytes. */
  int PAGE_BYTES = 8 << 20;

  /** How many entries a page has at most. */
  int PAGE_ENTRIES = 1_000;

  /**
   * The order of keys: part by part between the slashes, each by its bytes in UTF-8. That is the
   * order of the bytes of the whole key if the slash came before everything else.
   */
  Comparator<String> KEY_ORDER = Archive::compareKeys;

  // Copies compare millions of keys: it must make nothing on the way.
  private static int compareKeys(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    int i = 0;
    while (i < shared) {
      int a = left.codePointAt(i);
      int b = right.codePointAt(i);
      if (a != b) {
        return a == '/' ? -1 : b == '/' ? 1 : Integer.compare(a, b);
      }
      i += Character.charCount(a);
    }
    return Integer.compare(left.length(), right.length());
  }

  /** What a store holds, in the order in which it has to be written. */
  enum Part {
    /** Contents. */
    SNAPSHOT,
    /** The states of aggregates, and what is left of deleted ones. */
    AGGREGATE,
    /** The names that lead to aggregates, former ones too. */
    NAME,
    REVISION,
    /** The heads that drafts had. */
    HEAD,
    /** What is noted about aggregates for good. */
    JOURNAL,
    /** Aggregates whose events are not published; before the events, which stand apart then. */
    PARKED,
    /** The log, with what is still to be done with each event. */
    EVENT,
    /** The positions in the feed. */
    PLACED,
    /** Per tenant the highest position that retention has removed. */
    HORIZON,
    /** The last position ever given; nothing before the first. */
    POSITION,
    RECEIPT,
    /** The models that tenants have defined themselves. */
    MODEL;

    /** The name in exports: {@code snapshot}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One record.
   *
   * @param key unique in its part, the same in every store; see {@link ArchiveRecord#key()}
   * @param body all that is to be known of it; see {@link ArchiveRecord#body()}
   */
  record Entry(String key, JsonObject body) {

    public Entry {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(body, "body");
    }

    /** The entry as a line of an export, without its end: the same text for the same entry. */
    public String line(Part part) {
      return CanonicalJson.write(
          JsonObject.builder()
              .put("part", part.wireName())
              .put("key", key)
              .put("body", body)
              .build());
    }
  }

  /**
   * Lets something see all that is there as it is at one moment, while others go on working.
   *
   * @param work reads from the view; what it throws comes out of here
   * @return what the work has come to; nothing, without it having begun, when this sort of store
   *     has no such moments
   */
  <T> Optional<T> atOneMoment(Function<ArchiveView, T> work);

  /**
   * Puts entries in, all of which are of one page of another archive; the parts before theirs are
   * complete. An entry whose key is there already changes nothing. What ends this in the middle
   * leaves the entries up to {@link #last} complete, and of the others nothing that is seen.
   *
   * @param entries at most {@value #PAGE_ENTRIES}, in their order
   */
  void write(Part part, List<Entry> entries);

  /** The highest key that is there: where an interrupted copy goes on. */
  Optional<String> last(Part part);

  /** What a migration into this store comes from that has begun and is not finished. */
  Optional<String> unfinished();

  /**
   * Marks this store as one into which a migration is on its way; again for the same one.
   *
   * @param source what it comes from, 1 to 1,000 characters, without secrets
   * @throws IllegalStateException when another one is unfinished
   */
  void begin(String source);

  /** Takes the mark away. */
  void finish();

  /** Whether nothing is there. */
  default boolean isEmpty() {
    return Arrays.stream(Part.values()).allMatch(part -> last(part).isEmpty());
  }
}
