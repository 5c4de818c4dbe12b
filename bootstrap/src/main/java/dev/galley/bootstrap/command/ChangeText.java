package dev.galley.bootstrap.command;

import dev.galley.bootstrap.command.Screen.Style;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the changes of a comparison for people, the changes of a field together. */
final class ChangeText {
  /** How much of an unchanged stretch is shown before and behind a change, in UTF-16 code units. */
  private static final int CONTEXT = 60;

  private static final String INDENT = "    ";

  private final Screen screen;

  ChangeText(Screen screen) {
    this.screen = screen;
  }

  /** All of them, as the server tells them. */
  void show(List<Json> changes) {
    String field = "";
    String path = "";
    for (Json told : changes) {
      if (screen.isAbandoned()) {
        return;
      }
      JsonObject change = told instanceof JsonObject object ? object : JsonObject.EMPTY;
      String place = change.text("path").orElse("");
      if (!field(place).equals(field) || field.isEmpty()) {
        screen.endLine();
      }
      field = field(place);
      showHeading(change, place, place.equals(path));
      path = place;
      showValues(change);
    }
  }

  private static String field(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path : path.substring(0, end);
  }

  private void showHeading(JsonObject change, String path, boolean again) {
    screen.put(again ? " ".repeat(path.length()) : "").put(Style.NAME, again ? "" : shown(path));
    Optional<String> name =
        change.get("after").or(() -> change.get("before")).flatMap(ChangeText::name);
    name.ifPresent(text -> screen.put(" (" + text + ")"));
    screen.put("  " + change.text("kind").orElse("changed")).endLine();
  }

  private static String shown(String path) {
    return path.isEmpty() ? "everything" : path;
  }

  /** What a member of a list is called, where its id says nothing to people. */
  private static Optional<String> name(Json value) {
    return value instanceof JsonObject member
        ? member.text("name").filter(text -> text.length() <= 80 && text.indexOf('\n') < 0)
        : Optional.empty();
  }

  private void showValues(JsonObject change) {
    if (change.text("kind").filter("moved"::equals).isPresent()) {
      return;
    }
    Optional<Json> before = change.get("before");
    Optional<Json> after = change.get("after");
    if (before.orElse(JsonObject.EMPTY) instanceof JsonString(String text)
        && change.get("hunks").orElse(JsonObject.EMPTY) instanceof JsonArray(List<Json> hunks)) {
      Optional<List<Piece>> pieces = Piece.of(text, hunks);
      if (pieces.isPresent()) {
        showWords(pieces.get());
        return;
      }
    }
    before.ifPresent(value -> showLines(Style.REMOVED, "- ", value));
    after.ifPresent(value -> showLines(Style.ADDED, "+ ", value));
  }

  private void showLines(Style style, String sign, Json value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof JsonString(String text)) {
      lines.addAll(text.isEmpty() ? List.of("(empty)") : List.of(text.split("\n", -1)));
    } else {
      write(value, "", "", lines);
    }
    for (String line : lines) {
      screen.put(INDENT).put(style, sign + line).endLine();
    }
  }

  /** JSON with a line for each member. */
  private static void write(Json value, String indent, String name, List<String> lines) {
    switch (value) {
      case JsonObject(Map<String, Json> members) when !members.isEmpty() -> {
        lines.add(indent + name + '{');
        members.forEach((key, member) ->
            write(member, indent + "  ", CanonicalJson.write(new JsonString(key)) + ": ", lines));
        lines.add(indent + '}');
      }
      case JsonArray(List<Json> items) when !items.isEmpty() -> {
        lines.add(indent + name + '[');
        items.forEach(item -> write(item, indent + "  ", "", lines));
        lines.add(indent + ']');
      }
      default -> lines.add(indent + name + CanonicalJson.writeInOrder(value));
    }
  }

  /** A stretch of a text. */
  private record Piece(Style style, String text) {

    /** The text in pieces; nothing when the hunks are not of this text. */
    static Optional<List<Piece>> of(String before, List<Json> hunks) {
      List<Piece> pieces = new ArrayList<>();
      int at = 0;
      for (Json told : hunks) {
        if (!(told instanceof JsonObject hunk
            && hunk.get("offset").orElse(JsonObject.EMPTY) instanceof JsonNumber(double offset))) {
          return Optional.empty();
        }
        String removed = hunk.text("removed").orElse("");
        if (offset < at || !before.startsWith(removed, (int) offset)) {
          return Optional.empty();
        }
        pieces.add(new Piece(Style.PLAIN, before.substring(at, (int) offset)));
        pieces.add(new Piece(Style.REMOVED, removed));
        pieces.add(new Piece(Style.ADDED, hunk.text("added").orElse("")));
        at = (int) offset + removed.length();
      }
      pieces.add(new Piece(Style.PLAIN, before.substring(at)));
      return Optional.of(pieces);
    }
  }

  private void showWords(List<Piece> pieces) {
    screen.put(INDENT);
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      String text =
          piece.style() == Style.PLAIN
              ? shortened(piece.text(), i == 0, i == pieces.size() - 1)
              : piece.text();
      boolean first = true;
      for (String line : text.split("\n", -1)) {
        if (!first) {
          screen.endLine();
          screen.put(INDENT);
        }
        first = false;
        showPiece(piece.style(), line);
      }
    }
    screen.endLine();
  }

  private void showPiece(Style style, String text) {
    if (style == Style.PLAIN) {
      screen.put(text);
    } else if (!text.isEmpty()) {
      screen.mark(style, text);
    }
  }

  /** What stands next to changes, without the rest of a long stretch. */
  private static String shortened(String text, boolean beginning, boolean end) {
    int limit = CONTEXT * (beginning || end ? 1 : 2);
    if (text.length() <= limit + 20) {
      return text;
    }
    int head = beginning ? 0 : Math.max(text.lastIndexOf(' ', CONTEXT) + 1, CONTEXT / 2);
    int gap = text.indexOf(' ', text.length() - CONTEXT);
    int tail =
        end
            ? text.length()
            : gap >= 0 && gap < text.length() - CONTEXT / 2 ? gap : text.length() - CONTEXT;
    return text.substring(0, whole(text, head)) + "..." + text.substring(whole(text, tail));
  }

  /** The index, or the one before it when it lies within a character. */
  private static int whole(String text, int index) {
    return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index))
        ? index - 1
        : index;
  }
}
