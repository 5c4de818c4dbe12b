package dev.galley.contract;

import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.EntryMark;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A working copy as plain lists: what a person would write down about it. */
final class ListedCopy {
  /** What is kept, by its number. */
  final NavigableMap<Long, String> kept = new TreeMap<>();

  final NavigableMap<Long, EntryMark> marks = new TreeMap<>();
  List<Long> path = new ArrayList<>();
  long cursor;
  long last;
  long version;
  boolean open;

  void open(String head) {
    kept.clear();
    marks.clear();
    path.clear();
    open = true;
    version++;
    add(head);
  }

  void end() {
    open = false;
    version++;
  }

  String head() {
    return kept.getOrDefault(cursor, "");
  }

  void write(String head) {
    if (head.equals(head())) {
      return;
    }
    version++;
    add(head);
    for (Long entry : List.copyOf(kept.keySet())) {
      if (kept.size() > WorkingCopy.MIN_RETENTION && entry != cursor && !isPinned(entry)) {
        kept.remove(entry);
        marks.remove(entry);
        path.remove(entry);
      }
    }
  }

  private boolean isPinned(long entry) {
    return marks.getOrDefault(entry, EntryMark.NONE).pinned();
  }

  private void add(String head) {
    path = new ArrayList<>(path.stream().filter(entry -> entry <= cursor).toList());
    cursor = ++last;
    path.add(cursor);
    kept.put(cursor, head);
  }

  void mark(long entry, EntryMark mark) {
    if (mark.equals(EntryMark.NONE)) {
      marks.remove(entry);
    } else {
      marks.put(entry, mark);
    }
  }

  /** The entry so many steps along the path. */
  Optional<Long> beside(int steps) {
    int at = path.indexOf(cursor) + steps;
    return at < 0 || at >= path.size() ? Optional.empty() : Optional.of(path.get(at));
  }
}
