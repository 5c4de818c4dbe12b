package dev.galley.domain.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Entries of a history, as runs without gaps.
 *
 * @param runs the oldest first; between two of them at least one entry is missing
 */
public record SeqNos(List<Run> runs) {

  /** No entry. */
  public static final SeqNos NONE = new SeqNos(List.of());

  /**
   * Entries with nothing missing between them.
   *
   * @param first the oldest, 1 or more
   * @param last the newest
   */
  public record Run(long first, long last) {

    public Run {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(
            "run: " + first + " to " + last + " (expected: 1 or more, the first not the later)");
      }
    }

    private boolean has(long entry) {
      return first <= entry && entry <= last;
    }
  }

  public SeqNos {
    runs = List.copyOf(runs);
    long before = -1;
    for (Run run : runs) {
      if (run.first() <= before + 1) {
        throw new IllegalArgumentException("runs: " + runs + " (expected: in order, with gaps)");
      }
      before = run.last();
    }
  }

  /** How many there are. */
  public int size() {
    return (int) runs.stream().mapToLong(run -> run.last() - run.first() + 1).sum();
  }

  /** Whether that entry is one of them. */
  public boolean has(SeqNo entry) {
    return runs.stream().anyMatch(run -> run.has(entry.value()));
  }

  /** The newest one that is older. */
  public Optional<SeqNo> before(SeqNo entry) {
    return max(
        runs.stream()
            .filter(run -> run.first() < entry.value())
            .mapToLong(run -> Math.min(run.last(), entry.value() - 1)));
  }

  /** The oldest one that is newer. */
  public Optional<SeqNo> after(SeqNo entry) {
    return runs.stream()
        .filter(run -> run.last() > entry.value())
        .map(run -> new SeqNo(Math.max(run.first(), entry.value() + 1)))
        .findFirst();
  }

  private static Optional<SeqNo> max(LongStream entries) {
    return entries.max().stream().mapToObj(SeqNo::new).findFirst();
  }

  /** The oldest one of which something holds. */
  public Optional<SeqNo> oldest(Predicate<SeqNo> wanted) {
    return oldestFirst().filter(wanted).findFirst();
  }

  /** All of them. */
  public Stream<SeqNo> oldestFirst() {
    return runs.stream()
        .flatMapToLong(run -> LongStream.rangeClosed(run.first(), run.last()))
        .mapToObj(SeqNo::new);
  }

  /** Those up to that entry. */
  public SeqNos upTo(SeqNo entry) {
    List<Run> next = new ArrayList<>();
    for (Run run : runs) {
      if (run.first() <= entry.value()) {
        next.add(new Run(run.first(), Math.min(run.last(), entry.value())));
      }
    }
    return new SeqNos(next);
  }

  /** These and one that is newer than all of them. */
  public SeqNos plus(SeqNo newest) {
    List<Run> next = new ArrayList<>(runs);
    if (!next.isEmpty() && next.getLast().last() + 1 == newest.value()) {
      next.add(new Run(next.removeLast().first(), newest.value()));
    } else {
      next.add(new Run(newest.value(), newest.value()));
    }
    return new SeqNos(next);
  }

  /** All up to that entry. */
  public static SeqNos upToNewest(SeqNo newest) {
    return new SeqNos(List.of(new Run(1, newest.value())));
  }

  /** These without one of them, if it is one. */
  public SeqNos minus(SeqNo entry) {
    long gone = entry.value();
    List<Run> next = new ArrayList<>();
    for (Run run : runs) {
      if (!run.has(gone)) {
        next.add(run);
        continue;
      }
      if (run.first() < gone) {
        next.add(new Run(run.first(), gone - 1));
      }
      if (gone < run.last()) {
        next.add(new Run(gone + 1, run.last()));
      }
    }
    return new SeqNos(next);
  }
}
