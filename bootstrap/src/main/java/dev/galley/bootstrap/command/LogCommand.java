package dev.galley.bootstrap.command;

import dev.galley.bootstrap.command.Screen.Style;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code galley log}: shows the revisions of an assistant, the newest first. */
@Command(
    name = "log",
    description = {"Show what has been live of an assistant, the newest revision first.", ""},
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "On the local server every assistant can be read, whoever owns it: without a",
      "token the command acts there as an admin of the tenant.",
      "",
      "'galley diff <assistant> --from revision:<number> --to live' shows what has",
      "changed since one of them."
    })
final class LogCommand implements Callable<Integer> {
  /** As many as a screen shows, and then as many as the server gives at once. */
  private static final int FIRST_PAGE = 20;

  private static final int PAGE = 200;

  /** Behind so many the server lists no more. */
  private static final int REACH = 10_000;

  private static final int PATHS = 4;
  private static final int LONGEST_PATH = 60;
  private static final int HASH = 12;

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "<assistant>",
      description = "Its id, or natural id such as team:sales-assistant.")
  String assistant = "";

  @Option(names = "--limit", paramLabel = "<n>", description = "How many at most. Default: all.")
  int limit = Integer.MAX_VALUE;

  @Option(names = "--no-pager", description = "Print everything at once, also on a terminal.")
  boolean noPager;

  @Mixin ServerOptions server = new ServerOptions();
  @Mixin HelpOption help = new HelpOption();

  LogCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw CommandFailure.setting("--limit", limit, "at least 1");
    }
    try (RemoteAssistant remote = RemoteAssistant.of(assistant, server, surroundings)) {
      // Before the screen opens, so that a refusal is a sentence and no empty pager.
      List<Json> page = page(remote, 0, Math.min(FIRST_PAGE, limit));
      try (Screen screen = Screen.open(surroundings, !noPager)) {
        show(remote, page, screen);
      }
    }
    return 0;
  }

  private void show(RemoteAssistant remote, List<Json> first, Screen screen)
      throws InterruptedException {
    List<Json> page = first;
    long last = Long.MAX_VALUE;
    int shown = 0;
    int start = 0;
    while (!page.isEmpty()) {
      for (Json item : page) {
        JsonObject revision = item instanceof JsonObject object ? object : JsonObject.EMPTY;
        long number = number(revision);
        // A revision that came in between moves those before it to the next page.
        if (number < last && shown < limit) {
          last = number;
          show(revision, shown++ == 0, screen);
        }
      }
      if (shown >= limit || last <= 1 || screen.isAbandoned()) {
        return;
      }
      start += page.size();
      if (start > REACH) {
        screen.endLine();
        screen.put(Style.FAINT, "... and " + (last - 1) + " older ones").endLine();
        return;
      }
      page = page(remote, start, Math.min(PAGE, limit - shown));
    }
  }

  private static List<Json> page(RemoteAssistant remote, int start, int count)
      throws InterruptedException {
    Json body = remote.get("/revisions?start=" + start + "&limit=" + count, "application/hal+json");
    return body instanceof JsonObject page
            && page.get("_embedded").orElse(JsonObject.EMPTY) instanceof JsonObject embedded
            && embedded.get("inf:revision").orElse(JsonObject.EMPTY)
                instanceof JsonArray(List<Json> items)
        ? items
        : List.of();
  }

  private static long number(JsonObject revision) {
    return revision.get("revision").orElse(JsonObject.EMPTY) instanceof JsonNumber(double value)
        ? (long) value
        : 0;
  }

  private static void show(JsonObject revision, boolean first, Screen screen) {
    if (!first) {
      screen.endLine();
    }
    String hash = revision.text("hash").orElse("");
    screen
        .put(Style.NAME, "revision " + number(revision))
        .put("  " + hash.substring(0, Math.min(HASH, hash.length())))
        .put("  " + revision.text("kind").orElse(""))
        .put("  " + revision.text("author").orElse(""))
        .put("  " + revision.text("at").orElse("").replaceFirst("\\.\\d+Z$", "Z"))
        .endLine();
    revision
        .text("comment")
        .ifPresent(comment -> comment.lines().forEach(line -> screen.put("    " + line).endLine()));
    String paths = paths(revision);
    if (!paths.isEmpty()) {
      screen.put(Style.FAINT, "    " + paths).endLine();
    }
  }

  private static String paths(JsonObject revision) {
    if (!(revision.get("changedPaths").orElse(JsonArray.EMPTY)
        instanceof JsonArray(List<Json> paths))) {
      return "";
    }
    List<String> texts =
        paths.stream()
            .filter(JsonString.class::isInstance)
            .map(path -> shortened(((JsonString) path).value()))
            .toList();
    String some = String.join(", ", texts.subList(0, Math.min(PATHS, texts.size())));
    boolean truncated =
        revision.get("changedPathsTruncated").filter(JsonBoolean.TRUE::equals).isPresent();
    int more = texts.size() - PATHS;
    return more > 0 ? some + ", and " + (truncated ? "at least " : "") + more + " more" : some;
  }

  /** Paths of suggestions and tags hold their whole texts. */
  private static String shortened(String path) {
    return path.codePointCount(0, path.length()) <= LONGEST_PATH
        ? path
        : path.substring(0, path.offsetByCodePoints(0, LONGEST_PATH - 3)) + "...";
  }
}
