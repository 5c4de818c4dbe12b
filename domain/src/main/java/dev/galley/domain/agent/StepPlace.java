package dev.galley.domain.agent;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A step where it stands in a content.
 *
 * @param value what stands there, an object when the content is well formed
 * @param pointer JSON pointer (RFC 6901) to it
 * @param top the position of the top-level step that it is, or is within
 * @param nested whether it stands within another step
 */
record StepPlace(Json value, String pointer, int top, boolean nested) {

  /** All steps of a content, each followed by those within it. */
  static List<StepPlace> all(JsonObject content) {
    List<StepPlace> all = new ArrayList<>();
    Deque<StepPlace> next = new ArrayDeque<>();
    if (content.get("flow").orElse(JsonObject.EMPTY) instanceof JsonObject flow) {
      List<Json> steps = items(flow);
      for (int i = steps.size() - 1; i >= 0; i--) {
        next.push(new StepPlace(steps.get(i), JsonPointer.child("/flow/steps", i), i, false));
      }
    }
    while (!next.isEmpty()) {
      StepPlace place = next.pop();
      all.add(place);
      if (place.value instanceof JsonObject step) {
        List<Json> inner = items(step);
        for (int i = inner.size() - 1; i >= 0; i--) {
          next.push(
              new StepPlace(
                  inner.get(i), JsonPointer.child(place.at("steps"), i), place.top, true));
        }
      }
    }
    return all;
  }

  /** The pointer to a member of the step. */
  String at(String name) {
    return JsonPointer.child(pointer, name);
  }

  private static List<Json> items(JsonObject holder) {
    return holder.get("steps").orElse(JsonArray.EMPTY) instanceof JsonArray(List<Json> items)
        ? items
        : List.of();
  }
}
