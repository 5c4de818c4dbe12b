package dev.galley.rest.assistant;

import dev.galley.application.assistant.CompareAssistant.Comparison;
import dev.galley.domain.content.ContentChange;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPatch;
import dev.galley.domain.content.JsonString;
import dev.galley.rest.http.Answers;
import dev.galley.rest.text.WordHunks;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What differs between two states, as changes for people or as a JSON Patch (RFC 6902). */
public final class ComparisonAnswers {
  /** The media type of RFC 6902. */
  public static final String JSON_PATCH = "application/json-patch+json";

  /** From this length of a text on, in UTF-16 code units, a change of it is told word by word. */
  private static final int LONG_TEXT = 100;

  private ComparisonAnswers() {}

  static MutableHttpResponse<byte[]> of(HttpRequest<?> request, Comparison comparison) {
    JsonObject sides =
        JsonObject.builder()
            .put("naturalId", comparison.assistant().toString())
            .put("from", comparison.from().value())
            .put("to", comparison.to().value())
            .build();
    return of(request, sides, comparison::changes, comparison::patch);
  }

  /**
   * A comparison in the form that the request prefers; the tag tells the forms apart.
   *
   * @param sides what was compared
   */
  public static MutableHttpResponse<byte[]> of(
      HttpRequest<?> request,
      JsonObject sides,
      Supplier<List<ContentChange>> changes,
      Supplier<JsonPatch> steps) {
    boolean patch = wantsPatch(request);
    Json body = patch ? steps.get().toJson() : told(sides, changes.get());
    MutableHttpResponse<byte[]> answer =
        AssistantAnswers.conditional(
            request,
            ContentHash.of(body).prefix(32),
            Answers.of(HttpStatus.OK, patch ? JSON_PATCH : MediaType.APPLICATION_JSON, body));
    answer
        .getHeaders()
        .set(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION + ", " + HttpHeaders.ACCEPT);
    return answer;
  }

  /** Whether a patch is wanted by its name, more than JSON and no less than just anything. */
  private static boolean wantsPatch(HttpRequest<?> request) {
    double patch = 0;
    double json = 0;
    double anything = 0;
    for (MediaType accepted : request.accept()) {
      double quality = accepted.getQualityAsNumber().doubleValue();
      switch (accepted.getSubtype()) {
        case "json-patch+json" -> patch = Math.max(patch, quality);
        case "json", "hal+json" -> json = Math.max(json, quality);
        case "*" -> anything = Math.max(anything, quality);
        default -> {
          // Cannot be had here.
        }
      }
    }
    return patch > json && patch >= anything;
  }

  private static JsonObject told(JsonObject sides, List<ContentChange> found) {
    WordHunks.Allowance allowance = new WordHunks.Allowance();
    List<Json> changes = new ArrayList<>();
    for (ContentChange change : found) {
      changes.add(change(change, allowance));
    }
    return JsonObject.builder()
        .putAll(sides)
        .put(
            "changedPaths",
            JsonArray.ofTexts(found.stream().map(ContentChange::path).distinct().toList()))
        .put("changes", new JsonArray(changes))
        .build();
  }

  private static JsonObject change(ContentChange change, WordHunks.Allowance allowance) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("path", change.path())
            .put("kind", change.kind().name().toLowerCase(Locale.ROOT));
    change.before().ifPresent(before -> json.put("before", before));
    change.after().ifPresent(after -> json.put("after", after));
    if (change.kind() == ContentChange.Kind.CHANGED
        && change.before().orElseThrow() instanceof JsonString(String before)
        && change.after().orElseThrow() instanceof JsonString(String after)
        && Math.max(before.length(), after.length()) >= LONG_TEXT
        && allowance.isLeft()) {
      json.put("hunks", WordHunks.between(before, after, allowance).toJson());
    }
    return json.build();
  }
}
