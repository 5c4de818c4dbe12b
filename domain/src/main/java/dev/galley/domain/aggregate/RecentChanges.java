package dev.galley.domain.aggregate;

import java.util.ArrayList;
import java.util.List;

/** The ids of an aggregate's last saves, newest last; at most {@value #KEPT}. */
public record RecentChanges(List<ChangeId> ids) {

  /** How many are kept. */
  public static final int KEPT = 64;

  /** None yet. */
  public static final RecentChanges NONE = new RecentChanges(List.of());

  public RecentChanges {
    ids = List.copyOf(ids.size() > KEPT ? ids.subList(ids.size() - KEPT, ids.size()) : ids);
  }

  /** With one more; the oldest goes when there are too many. */
  public RecentChanges plus(ChangeId id) {
    List<ChangeId> all = new ArrayList<>(ids);
    all.add(id);
    return new RecentChanges(all);
  }

  /** Whether that save is among them. */
  public boolean contains(ChangeId id) {
    return ids.contains(id);
  }
}
