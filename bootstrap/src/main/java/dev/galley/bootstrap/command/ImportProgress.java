package dev.galley.bootstrap.command;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Shows how far an import or another long piece of work is: a bar that moves on a terminal, else a
 * line now and then. The bar is on the standard error, what stays is on the standard output.
 */
final class ImportProgress {
  private static final int WIDTH = 30;
  private static final Duration BAR_INTERVAL = Duration.ofMillis(100);
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final InstantSource clock;
  private final long total;
  private final String unit;
  private Instant shown;
  private int drawn;

  /**
   * Shows nothing yet.
   *
   * @param total how many lines there are, 0 when that is not known
   */
  ImportProgress(Surroundings surroundings, long total) {
    this(surroundings, total, "lines");
  }

  /**
   * Shows nothing yet.
   *
   * @param total how many there are, 0 when that is not known
   * @param unit what is counted, and what happens to it
   */
  ImportProgress(Surroundings surroundings, long total, String unit) {
    this.out = surroundings.out();
    this.err = surroundings.err();
    this.terminal = surroundings.errIsTerminal();
    this.clock = surroundings.clock();
    this.total = total;
    this.unit = unit;
    this.shown = clock.instant();
  }

  /** A line that stays. */
  void say(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  /** So many lines are done. */
  void done(long count, long failed) {
    Instant now = clock.instant();
    boolean last = count == total;
    Duration since = Duration.between(shown, now);
    if (terminal) {
      if (last || drawn == 0 || since.compareTo(BAR_INTERVAL) >= 0) {
        shown = now;
        draw(count, failed);
      }
    } else if (since.compareTo(LINE_INTERVAL) >= 0 && !last) {
      shown = now;
      err.println(text(count, failed));
    }
  }

  /** Nothing more comes. */
  void end() {
    erase();
  }

  private void draw(long count, long failed) {
    StringBuilder line = new StringBuilder();
    if (total > 0) {
      int filled = (int) (WIDTH * Math.min(count, total) / total);
      line.append('[').repeat('#', filled).repeat('.', WIDTH - filled).append("] ");
    }
    line.append(text(count, failed));
    int length = line.length();
    line.repeat(' ', Math.max(0, drawn - length));
    err.print("\r" + line);
    err.flush();
    drawn = length;
  }

  private String text(long count, long failed) {
    return count
        + (total > 0 ? " of " + total : "")
        + ' '
        + unit
        + (total > 0
            ? String.format(Locale.ROOT, " (%d %%)", 100 * Math.min(count, total) / total)
            : "")
        + (failed > 0 ? ", " + failed + " failed" : "");
  }

  private void erase() {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn) + "\r");
      err.flush();
      drawn = 0;
    }
  }
}
