package dev.galley.plugins.host;

import dev.galley.application.gate.GateFinding;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.skill.api.ConfigProblem;
import dev.galley.skill.api.ToolDefinition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What plugins answer, checked and in the words of the core. To be read on the plugin's thread: its
 * lists may be its own, and do what they like.
 */
final class Answers {
  private static final int MAX_ITEMS = 100;
  private static final int MAX_TEXT = 500;
  private static final int MAX_DESCRIPTION = 4_000;
  private static final int MAX_PARAMETERS = 64 * 1024;
  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Answers() {}

  /**
   * What a template has against a configuration.
   *
   * @param pointer where the configuration stands
   */
  static List<FieldError> problems(@Nullable List<ConfigProblem> answer, String pointer)
      throws PluginFault {
    List<FieldError> errors = new ArrayList<>();
    for (ConfigProblem problem : items("validate", answer)) {
      path("validate", problem.path());
      text("validate", "message", problem.message(), 1, MAX_TEXT);
      errors.add(new FieldError(pointer + problem.path(), problem.message()));
    }
    return errors;
  }

  /** What a gate has found. */
  static List<GateFinding> findings(
      String gate, @Nullable List<dev.galley.skill.api.GateFinding> answer) throws PluginFault {
    List<GateFinding> findings = new ArrayList<>();
    for (dev.galley.skill.api.GateFinding finding : items("review", answer)) {
      path("review", finding.path());
      text("review", "message", finding.message(), 1, MAX_TEXT);
      findings.add(
          new GateFinding(
              gate,
              switch (finding.severity()) {
                case BLOCK -> true;
                case WARNING -> false;
              },
              finding.path(),
              finding.message()));
    }
    return findings;
  }

  /** How a skill is called. */
  static JsonObject tool(@Nullable ToolDefinition answer) throws PluginFault {
    if (answer == null) {
      throw new PluginFault("toolDefinition returned null (expected: a ToolDefinition)");
    }
    if (!FUNCTION.matcher(answer.name()).matches()) {
      throw new PluginFault(
          "toolDefinition: name '"
              + shortened(answer.name())
              + "' (expected: 1 to 64 letters, digits, '_' and '-')");
    }
    text("toolDefinition", "description", answer.description(), 1, MAX_DESCRIPTION);
    Json parameters = JavaJson.read(answer.parameters(), MAX_PARAMETERS);
    if (!(parameters instanceof JsonObject schema)
        || !schema.get("type").filter(new JsonString("object")::equals).isPresent()) {
      throw new PluginFault(
          "toolDefinition: parameters must be a JSON Schema whose type is 'object'");
    }
    if (schema.get("properties").filter(p -> !(p instanceof JsonObject)).isPresent()
        || schema.get("required").filter(r -> !isTexts(r)).isPresent()) {
      throw new PluginFault(
          "toolDefinition: 'properties' must be an object and 'required' a list of names");
    }
    return JsonObject.builder()
        .put("name", answer.name())
        .put("description", answer.description())
        .put("parameters", schema)
        .build();
  }

  private static boolean isTexts(Json json) {
    return json instanceof JsonArray(List<Json> items)
        && items.stream().allMatch(JsonString.class::isInstance);
  }

  private static <T> List<T> items(String method, @Nullable List<T> answer) throws PluginFault {
    if (answer == null) {
      throw new PluginFault(method + " returned null (expected: a list, which may be empty)");
    }
    List<T> items = new ArrayList<>();
    for (Iterator<T> i = answer.iterator(); i.hasNext(); ) {
      if (items.size() == MAX_ITEMS) {
        throw new PluginFault(method + " returned more than " + MAX_ITEMS + " items");
      }
      T item = i.next();
      if (item == null) {
        throw new PluginFault(method + " returned a list with a null in it");
      }
      items.add(item);
    }
    return items;
  }

  private static void path(String method, String path) throws PluginFault {
    if (!path.isEmpty() && path.charAt(0) != '/') {
      throw new PluginFault(
          method
              + " returned the path '"
              + shortened(path)
              + "' (expected: one that begins with '/', or an empty one)");
    }
    text(method, "path", path, 0, MAX_TEXT);
  }

  private static void text(String method, String what, String text, int least, int most)
      throws PluginFault {
    if (text.length() < least || text.length() > most) {
      throw new PluginFault(
          method
              + " returned a "
              + what
              + " of "
              + text.length()
              + " characters (expected: "
              + least
              + " to "
              + most
              + ")");
    }
  }

  private static String shortened(String text) {
    String line = text.length() > 80 ? text.substring(0, 80) + "..." : text;
    return line.replaceAll("\\p{Cntrl}", " ");
  }
}
