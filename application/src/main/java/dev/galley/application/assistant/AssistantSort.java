package dev.galley.application.assistant;

import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.SearchText;
import java.util.Optional;

/** An order of assistants; those of equal key stand by id. */
public record AssistantSort(Key key, boolean descending) {

  /** The last changed first. */
  public static final AssistantSort DEFAULT = new AssistantSort(Key.UPDATED_AT, true);

  /** What they are ordered by. */
  public enum Key {
    NAME("name"),
    CREATED_AT("createdAt"),
    UPDATED_AT("updatedAt");

    private final String wireName;

    Key(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
      return wireName;
    }
  }

  /** The order of that name on the wire; {@code -} before it turns it round. */
  public static Optional<AssistantSort> ofWireName(String name) {
    boolean descending = name.startsWith("-");
    String plain = descending ? name.substring(1) : name;
    for (Key key : Key.values()) {
      if (key.wireName.equals(plain)) {
        return Optional.of(new AssistantSort(key, descending));
      }
    }
    return Optional.empty();
  }

  /** The name on the wire. */
  public String wireName() {
    return (descending ? "-" : "") + key.wireName();
  }

  /** Where an assistant stands in this order. */
  public AssistantCursor cursorAt(Assistant assistant) {
    String value =
        switch (key) {
          case NAME -> SearchText.fold(assistant.live().summary().name());
          case CREATED_AT -> Long.toString(assistant.created().at().toEpochMilli());
          case UPDATED_AT -> Long.toString(assistant.updated().at().toEpochMilli());
        };
    return new AssistantCursor(value, assistant.id().value());
  }
}
