package dev.galley.application.store;

import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import java.util.List;

/** What stands in an {@link Archive}, for reading. */
public interface ArchiveView {

  /**
   * A page of a part, in {@link Archive#KEY_ORDER}.
   *
   * @param after the key behind which to begin, empty for the first; it need not be there
   * @param limit at most so many, 1 to {@value Archive#PAGE_ENTRIES}; fewer when they are large,
   *     but none only when there is none
   * @throws IllegalStateException when a content is not what its hash says
   */
  List<Entry> read(Part part, String after, int limit);

  /** How many entries there are. */
  long count(Part part);
}
