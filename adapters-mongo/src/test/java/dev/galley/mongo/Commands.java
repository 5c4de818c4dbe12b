package dev.galley.mongo;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Watches what is asked of a server: one command of each shape. */
final class Commands implements CommandListener {
  /** Those that look for nothing. */
  private static final Set<String> OTHERS =
      Set.of(
          "insert",
          "getMore",
          "killCursors",
          "createIndexes",
          "listIndexes",
          "hello",
          "isMaster",
          "ismaster",
          "endSessions",
          "buildInfo",
          "dropDatabase");

  private final Map<String, Lookup> lookups = new LinkedHashMap<>();
  private final Set<String> unknown = new TreeSet<>();

  /**
   * What looks for documents.
   *
   * @param one whether a write is for one document at most
   * @param command all of it
   */
  record Lookup(
      String name,
      String collection,
      BsonDocument filter,
      BsonDocument sort,
      boolean one,
      BsonDocument command) {

    /** The same whatever is looked for. */
    String shape() {
      return name + (one ? " one " : " ") + collection + ' ' + shape(filter) + " sort " + sort;
    }

    private static String shape(BsonValue value) {
      if (value.isDocument()) {
        List<String> fields = new ArrayList<>();
        value.asDocument().forEach((field, of) -> fields.add(field + ": " + shape(of)));
        return fields.toString();
      }
      if (value.isArray()) {
        Set<String> items = new TreeSet<>();
        value.asArray().forEach(item -> items.add(shape(item)));
        return (value.asArray().size() > 1 ? "many of " : "") + items;
      }
      return value instanceof BsonNull ? "null" : "?";
    }

    @Override
    public String toString() {
      return shape();
    }
  }

  @Override
  public synchronized void commandStarted(CommandStartedEvent event) {
    // The buffers behind it are used again.
    BsonDocument command = event.getCommand().clone();
    of(event.getCommandName(), command)
        .forEach(lookup -> lookups.putIfAbsent(lookup.shape(), lookup));
  }

  private Stream<Lookup> of(String name, BsonDocument command) {
    return switch (name) {
      case "find" ->
          Stream.of(lookup(name, command, at(command, "filter"), at(command, "sort"), false));
      case "count", "distinct" ->
          Stream.of(lookup(name, command, at(command, "query"), new BsonDocument(), false));
      case "findAndModify" ->
          Stream.of(lookup(name, command, at(command, "query"), at(command, "sort"), true));
      case "aggregate" -> {
        BsonDocument first = command.getArray("pipeline").getFirst().asDocument();
        yield Stream.of(lookup(name, command, at(first, "$match"), new BsonDocument(), false));
      }
      case "update" ->
          command.getArray("updates").stream()
              .map(BsonValue::asDocument)
              .map(update ->
                  lookup(
                      name,
                      command,
                      at(update, "q"),
                      new BsonDocument(),
                      !update.getBoolean("multi", BsonBoolean.FALSE).getValue()));
      case "delete" ->
          command.getArray("deletes").stream()
              .map(BsonValue::asDocument)
              .map(delete ->
                  lookup(
                      name,
                      command,
                      at(delete, "q"),
                      new BsonDocument(),
                      delete.getNumber("limit", new BsonInt32(0)).intValue() == 1));
      default -> {
        if (!OTHERS.contains(name)) {
          unknown.add(name);
        }
        yield Stream.of();
      }
    };
  }

  private static BsonDocument at(BsonDocument document, String field) {
    return document.getDocument(field, new BsonDocument());
  }

  private static Lookup lookup(
      String name, BsonDocument command, BsonDocument filter, BsonDocument sort, boolean one) {
    return new Lookup(name, command.getString(name).getValue(), filter, sort, one, command);
  }

  synchronized List<Lookup> lookups() {
    return List.copyOf(lookups.values());
  }

  /** Commands that nobody has thought of. */
  synchronized Set<String> unknown() {
    return Set.copyOf(unknown);
  }
}
