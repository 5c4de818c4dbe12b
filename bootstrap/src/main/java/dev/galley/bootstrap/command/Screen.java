package dev.galley.bootstrap.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where text for people goes: on a terminal with colours and through a pager, else plainly. What
 * others have written can't give orders to the terminal here.
 */
final class Screen implements AutoCloseable {
  private static final String PAGER = "less";
  private static final int NOT_STARTED = 126;

  private final PrintStream out;
  private final boolean coloured;
  private final @Nullable Process pager;
  private final String pagerCommand;
  private final Thread whenEnded;

  private Screen(PrintStream out, boolean coloured, @Nullable Process pager, String pagerCommand) {
    this.out = out;
    this.coloured = coloured;
    this.pager = pager;
    this.pagerCommand = pagerCommand;
    this.whenEnded = new Thread(this::waitForPager, "pager");
  }

  /** How a piece of text is to look. */
  enum Style {
    PLAIN("", "", ""),
    HEADING("\u001b[1m", "", ""),
    NAME("\u001b[33m", "", ""),
    FAINT("\u001b[2m", "", ""),
    REMOVED("\u001b[31m", "[-", "-]"),
    ADDED("\u001b[32m", "{+", "+}");

    private final String code;
    private final String open;
    private final String close;

    Style(String code, String open, String close) {
      this.code = code;
      this.open = open;
      this.close = close;
    }
  }

  /** Opens the screen: the pager that {@code PAGER} names, unless nobody watches or wants it. */
  static Screen open(Surroundings surroundings, boolean paged) {
    boolean watched = surroundings.outIsTerminal();
    boolean coloured =
        watched
            && surroundings.variable("NO_COLOR").isEmpty()
            && surroundings.variable("TERM").filter("dumb"::equals).isEmpty();
    Optional<String> command = watched && paged ? pager(surroundings) : Optional.empty();
    if (command.isEmpty()) {
      return new Screen(surroundings.out(), coloured, null, "");
    }
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command.get());
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    // Ends by itself when all fits, keeps colours, leaves the text on the screen.
    builder.environment().putIfAbsent("LESS", "FRX");
    try {
      Process process = builder.start();
      Screen screen =
          new Screen(
              new PrintStream(process.getOutputStream(), false, UTF_8),
              coloured,
              process,
              command.get());
      // An interrupt from the keyboard is for the pager; it must not lose its terminal by it.
      Runtime.getRuntime().addShutdownHook(screen.whenEnded);
      return screen;
    } catch (IOException e) {
      return new Screen(surroundings.out(), coloured, null, "");
    }
  }

  /** A variable that is set to nothing asks for no pager. */
  private static Optional<String> pager(Surroundings surroundings) {
    String named = surroundings.environment().get("PAGER");
    if (named != null) {
      return Optional.of(named.strip()).filter(text -> !text.isEmpty() && !text.equals("cat"));
    }
    String path = surroundings.environment().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, PAGER))) {
        return Optional.of(PAGER + " -R");
      }
    }
    return Optional.empty();
  }

  /** A piece of a line. It holds no end of a line. */
  Screen put(Style style, String text) {
    if (coloured && !style.code.isEmpty()) {
      out.print(style.code + safe(text) + "\u001b[m");
    } else {
      out.print(safe(text));
    }
    return this;
  }

  /** A piece of a line that has to be told from what stands around it, with or without colours. */
  Screen mark(Style style, String text) {
    return coloured ? put(style, text) : put(style, style.open + text + style.close);
  }

  Screen put(String text) {
    return put(Style.PLAIN, text);
  }

  void endLine() {
    out.print('\n');
  }

  /** Whether nobody reads on: more need not be made. */
  boolean isAbandoned() {
    return out.checkError();
  }

  /** Signs that a terminal would obey, or that turn the direction of a text, are spelled out. */
  static String safe(String text) {
    if (text.chars().noneMatch(Screen::isOrder)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    text.chars()
        .forEach(c -> {
          if (isOrder(c)) {
            safe.append(String.format("\\u%04x", c));
          } else {
            safe.append((char) c);
          }
        });
    return safe.toString();
  }

  private static boolean isOrder(int c) {
    return (Character.isISOControl(c) && c != '\t')
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029;
  }

  /** Waits until the reader has left the pager. */
  @Override
  public void close() {
    out.flush();
    if (pager == null) {
      return;
    }
    out.close();
    int status = waitForPager();
    try {
      Runtime.getRuntime().removeShutdownHook(whenEnded);
    } catch (IllegalStateException e) {
      // The process is about to end anyway.
    }
    if (status == NOT_STARTED || status == NOT_STARTED + 1) {
      throw CommandFailure.setting(
          "PAGER", pagerCommand, "a program that shows text; --no-pager goes without");
    }
  }

  private int waitForPager() {
    if (pager == null) {
      return 0;
    }
    try {
      return pager.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
