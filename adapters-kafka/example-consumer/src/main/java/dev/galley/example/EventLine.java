package dev.galley.example;

import dev.galley.consumer.AgentEvent;
import dev.galley.consumer.AgentPayload;
import dev.galley.consumer.AssistantEvent;
import dev.galley.consumer.AssistantPayload;
import dev.galley.consumer.GalleyEvent;
import dev.galley.consumer.Outcome;
import dev.galley.consumer.PersonaEvent;
import dev.galley.consumer.PersonaPayload;
import dev.galley.consumer.UnknownEvent;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An event in one line for people. */
final class EventLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final int MAX_TEXT = 200;
  private static final int MAX_PATHS = 5;

  private EventLine() {}

  /**
   * @param arrival when it came
   */
  static String of(LocalTime arrival, GalleyEvent event, Outcome outcome) {
    StringBuilder line = new StringBuilder(TIME.format(arrival));
    line.append("  ").append(printable(what(event)));
    switch (event) {
      case AssistantEvent assistant -> append(line, assistant.payload());
      case AgentEvent agent -> append(line, agent.payload());
      case PersonaEvent persona -> append(line, persona.payload());
      case UnknownEvent unknown -> {
        line.append("  ").append(printable(unknown.key()));
        line.append("  by ").append(printable(unknown.envelope().actor()));
      }
    }
    return switch (outcome) {
      case APPLIED -> line.toString();
      case REPEATED -> line.append("  (repeated)").toString();
      case SUPERSEDED -> line.append("  (superseded)").toString();
    };
  }

  private static void append(StringBuilder line, AssistantPayload payload) {
    line.append("  ").append(printable(slug(payload.naturalId())));
    line.append("  rev ").append(payload.revision());
    line.append("  by ").append(printable(payload.actor()));
    append(line, payload.comment());
    append(line, payload.changedPaths(), payload.changedPathsTruncated());
  }

  private static void append(StringBuilder line, AgentPayload payload) {
    line.append("  agent ").append(printable(payload.naturalId()));
    line.append("  rev ").append(payload.revision());
    payload.previousRevision().ifPresent(before -> line.append(" after rev ").append(before));
    line.append("  by ").append(printable(payload.actor()));
    append(line, payload.comment());
    append(line, payload.changedPaths(), payload.changedPathsTruncated());
  }

  private static void append(StringBuilder line, PersonaPayload payload) {
    line.append("  persona ").append(printable(payload.name()));
    line.append("  rev ").append(payload.revision());
    line.append("  by ").append(printable(payload.actor()));
    append(line, payload.comment());
    append(line, payload.changedPaths(), payload.changedPathsTruncated());
  }

  private static void append(StringBuilder line, Optional<String> comment) {
    comment.ifPresent(text -> line.append("  \"").append(printable(text)).append('"'));
  }

  private static void append(StringBuilder line, List<String> paths, boolean truncated) {
    if (!paths.isEmpty()) {
      List<String> shown = paths.stream().limit(MAX_PATHS).map(EventLine::printable).toList();
      line.append("  changed: ").append(String.join(", ", shown));
      if (truncated) {
        line.append(" and many more");
      } else if (paths.size() > MAX_PATHS) {
        line.append(" and ").append(paths.size() - MAX_PATHS).append(" more");
      }
    }
  }

  /** {@code draft-committed} of {@code dev.galley.assistant.draft-committed.v1}. */
  private static String what(GalleyEvent event) {
    String[] parts = event.envelope().type().split("\\.", -1);
    return parts.length == 5 ? parts[3] : event.envelope().type();
  }

  private static String slug(String naturalId) {
    return naturalId.substring(naturalId.lastIndexOf(':') + 1);
  }

  /** What others have written must not move the cursor of a terminal, nor fill it. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints().limit(MAX_TEXT).forEach(c -> printable.appendCodePoint(isPlain(c) ? c : '?'));
    return text.codePointCount(0, text.length()) > MAX_TEXT
        ? printable.append("...").toString()
        : printable.toString();
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
