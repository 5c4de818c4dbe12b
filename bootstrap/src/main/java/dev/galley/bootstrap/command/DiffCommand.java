package dev.galley.bootstrap.command;

import dev.galley.application.assistant.CompareAssistant;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code galley diff}: shows what differs between two states of an assistant. */
@Command(
    name = "diff",
    description = {
      "Show what differs between two states of an assistant, place by place and, in",
      "long texts, word by word.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "A state is live, draft, base (what the draft started from), revision:<number>",
      "or entry:<number> (of the draft's history).",
      "",
      "On the local server every assistant can be read, whoever owns it: without a",
      "token the command acts there as an admin of the tenant.",
      "",
      "Exit status: 0, also when there are differences; with --exit-code 1 when there",
      "are, and 2 when something went wrong."
    })
final class DiffCommand implements Callable<Integer> {
  private static final String SIDE_RULE = "live, draft, base, revision:<number> or entry:<number>";
  private static final int DIFFERENT = 1;
  private static final int TROUBLE = 2;

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "<assistant>",
      description = "Its id, or natural id such as team:sales-assistant.")
  String assistant = "";

  @Option(names = "--from", paramLabel = "<state>", description = "The first state. Default: live.")
  String from = "live";

  @Option(names = "--to", paramLabel = "<state>", description = "The second state. Default: draft.")
  String to = "draft";

  @Option(names = "--json-patch", description = "Print the JSON Patch (RFC 6902) instead.")
  boolean jsonPatch;

  @Option(names = "--exit-code", description = "End with 1 when there are differences.")
  boolean exitCode;

  @Option(names = "--no-pager", description = "Print everything at once, also on a terminal.")
  boolean noPager;

  @Mixin ServerOptions server = new ServerOptions();
  @Mixin HelpOption help = new HelpOption();

  DiffCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      boolean different = show();
      return exitCode && different ? DIFFERENT : 0;
    } catch (CommandFailure failure) {
      throw exitCode ? failure.endingWith(TROUBLE) : failure;
    }
  }

  private boolean show() throws InterruptedException {
    checkSide("--from", from);
    checkSide("--to", to);
    try (RemoteAssistant remote = RemoteAssistant.of(assistant, server, surroundings)) {
      String path =
          "/_compare?from=" + GalleyClient.segment(from) + "&to=" + GalleyClient.segment(to);
      return jsonPatch
          ? showPatch(remote.get(path, "application/json-patch+json"))
          : showChanges(remote.get(path, "application/json"));
    }
  }

  private static void checkSide(String option, String side) {
    if (CompareAssistant.Side.parse(side).isEmpty()) {
      throw CommandFailure.setting(option, side, SIDE_RULE);
    }
  }

  private boolean showPatch(Json patch) {
    if (!(patch instanceof JsonArray(List<Json> operations))) {
      throw CommandFailure.failed("The server is older than this command: it knows no JSON Patch.");
    }
    try (Screen screen = Screen.open(surroundings, !noPager)) {
      screen.put("[").endLine();
      for (int i = 0; i < operations.size(); i++) {
        screen.put("  " + CanonicalJson.writeInOrder(operations.get(i)));
        screen.put(i < operations.size() - 1 ? "," : "").endLine();
      }
      screen.put("]").endLine();
    }
    return !operations.isEmpty();
  }

  private boolean showChanges(Json comparison) {
    JsonObject object = comparison instanceof JsonObject told ? told : JsonObject.EMPTY;
    List<Json> changes =
        object.get("changes").orElse(JsonArray.EMPTY) instanceof JsonArray(List<Json> items)
            ? items
            : List.of();
    try (Screen screen = Screen.open(surroundings, !noPager)) {
      String count =
          switch (changes.size()) {
            case 0 -> "no difference";
            case 1 -> "1 change";
            default -> changes.size() + " changes";
          };
      screen
          .put(Screen.Style.HEADING, object.text("naturalId").orElse(assistant))
          .put("  " + from + " -> " + to + ": " + count)
          .endLine();
      new ChangeText(screen).show(changes);
    }
    return !changes.isEmpty();
  }
}
