package dev.galley.bootstrap.command;

import dev.galley.bootstrap.command.GalleyClient.Answer;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings one persona after the other to a server: name, description and instructions of the line,
 * and as examples what people ask in its conversations. A persona has no name but its own: one of
 * the same owner, name and description is the same.
 */
final class PersonaImporter extends AssistantImporter {
  private static final String DRAFT = "/persona/draft";
  private static final String SAVE = "/persona/save";
  private static final int MAX_SEARCH = 100;
  private static final int MAX_NAME = 200;
  private static final int MAX_EXAMPLE = 4_000;
  private static final int MAX_EXAMPLES = 100;
  private static final List<String> FIELDS =
      List.of("name", "description", "instructions", "examples");

  PersonaImporter(GalleyClient client, Plan plan) {
    super(client, plan);
  }

  @Override
  Optional<String> identity(ImportedAssistant assistant) {
    JsonObject fields = fields(assistant);
    return Optional.of(
        fields.text("name").orElse("") + '\n' + fields.text("description").orElse(""));
  }

  @Override
  ImportOutcome round(ImportedAssistant wanted, Begun begun)
      throws NotNow, Refused, InterruptedException {
    JsonObject fields = fields(wanted);
    for (JsonObject found : named(fields)) {
      String id = found.text("id").orElseThrow();
      Answer shown = post("/persona/get", JsonObject.builder().put("id", id).build(), 200);
      JsonObject state =
          shown.object().get("form_state").orElse(JsonNull.NULL) instanceof JsonObject object
              ? object
              : JsonObject.EMPTY;
      if (value(state, "description").equals(value(fields, "description"))) {
        return compare(id, state, fields, begun);
      }
    }
    begun.creation = true;
    Answer draft = post(DRAFT, fields.with("idempotency_key", Json.of(begun.key.toString())), 200);
    publish(draft.object().text("draft_id").orElseThrow());
    return new ImportOutcome.Created();
  }

  private ImportOutcome compare(String id, JsonObject state, JsonObject fields, Begun begun)
      throws NotNow, Refused, InterruptedException {
    List<String> differences =
        FIELDS.stream().filter(name -> !value(state, name).equals(value(fields, name))).toList();
    if (differences.isEmpty()) {
      return begun.creation
          ? new ImportOutcome.Created()
          : begun.draft.isEmpty()
              ? new ImportOutcome.Unchanged()
              : new ImportOutcome.Updated(List.of());
    }
    if (!plan.update()) {
      return new ImportOutcome.Different(differences);
    }
    if (begun.draft.isEmpty()) {
      begun.draft = edit(id, begun);
    }
    post(DRAFT, fields.with("draft_id", Json.of(begun.draft)), 200);
    publish(begun.draft);
    return new ImportOutcome.Updated(differences);
  }

  private String edit(String id, Begun begun) throws NotNow, Refused, InterruptedException {
    JsonObject named = JsonObject.builder().put("id", id).build();
    Answer opened = call(() -> client.postOnce("/persona/edit", named, begun.key));
    if (opened.status() != 201) {
      throw new Refused(
          opened.status() == 200
              ? "there is an open draft of it; publish or discard it, then import again"
              : opened.reason());
    }
    return opened.object().text("draft_id").orElseThrow();
  }

  private List<JsonObject> named(JsonObject fields) throws NotNow, Refused, InterruptedException {
    String name = fields.text("name").orElse("");
    String searched =
        name.substring(
            0,
            name.offsetByCodePoints(
                0, Math.min(MAX_SEARCH, name.codePointCount(0, name.length()))));
    Answer page =
        post(
            "/persona/search",
            JsonObject.builder()
                .put("search", searched)
                .put("owner_id", plan.ownerId())
                .put("page_limit", 200)
                .build(),
            200);
    List<JsonObject> found = new ArrayList<>();
    if (page.object().get("items").orElse(JsonArray.EMPTY) instanceof JsonArray(List<Json> items)) {
      for (Json item : items) {
        if (item instanceof JsonObject persona && persona.text("name").equals(Optional.of(name))) {
          found.add(persona);
        }
      }
    }
    return found;
  }

  private void publish(String draft) throws NotNow, Refused, InterruptedException {
    JsonObject body =
        JsonObject.builder().put("draft_id", draft).put("comment", plan.comment()).build();
    Answer saved = call(() -> client.post(SAVE, Optional.of(body), Optional.empty()));
    if (saved.status() != 200 && saved.status() != 201) {
      JsonObject gone = JsonObject.builder().put("ids", JsonArray.of(Json.of(draft))).build();
      call(() -> client.post("/persona/delete", Optional.of(gone), Optional.empty()));
      throw new Refused(saved.reason());
    }
  }

  private Answer post(String path, JsonObject body, int expected)
      throws NotNow, Refused, InterruptedException {
    Answer answer = call(() -> client.post(path, Optional.of(body), Optional.empty()));
    if (answer.status() != expected) {
      throw new Refused(answer.reason());
    }
    return answer;
  }

  /** An empty text or list says as little as nothing. */
  private static Json value(JsonObject object, String name) {
    Json value = object.get(name).orElse(JsonNull.NULL);
    return value.equals(JsonArray.EMPTY) || value.equals(Json.of("")) ? JsonNull.NULL : value;
  }

  static JsonObject fields(ImportedAssistant assistant) {
    JsonObject fields = assistant.fields();
    return JsonObject.builder()
        .put("name", cut(fields.text("name").orElse(""), MAX_NAME))
        .putOrNull("description", fields.text("description").map(d -> cut(d, MAX_EXAMPLE)))
        .putOrNull("instructions", fields.text("instructions"))
        .put("examples", JsonArray.ofTexts(examples(fields)))
        .build();
  }

  /** What people say in the conversations; without those, what they are asked to say. */
  private static List<String> examples(JsonObject fields) {
    Set<String> examples = new LinkedHashSet<>();
    if (fields.get("data").orElse(JsonNull.NULL) instanceof JsonObject data
        && data.get("examples").orElse(JsonNull.NULL) instanceof JsonArray(List<Json> messages)) {
      for (Json message : messages) {
        if (message instanceof JsonObject said
            && said.text("role").filter("user"::equals).isPresent()) {
          said.text("content").filter(text -> !text.isBlank()).ifPresent(examples::add);
        }
      }
    }
    if (examples.isEmpty()
        && fields.get("suggestions").orElse(JsonNull.NULL) instanceof JsonArray(List<Json> asked)) {
      for (Json question : asked) {
        if (question instanceof JsonString(String text)) {
          examples.add(text);
        }
      }
    }
    return examples.stream()
        .map(text -> cut(text, MAX_EXAMPLE))
        .distinct()
        .limit(MAX_EXAMPLES)
        .toList();
  }

  private static String cut(String text, int most) {
    return text.substring(
        0, text.offsetByCodePoints(0, Math.min(most, text.codePointCount(0, text.length()))));
  }
}
