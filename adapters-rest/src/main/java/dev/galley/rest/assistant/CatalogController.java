package dev.galley.rest.assistant;

import dev.galley.application.model.ModelList;
import dev.galley.application.model.Models;
import dev.galley.application.model.PutModel;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.model.Model;
import dev.galley.domain.skill.SkillTemplate;
import dev.galley.domain.skill.TemplateField;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What assistants can be made of: skill templates and models. */
@Controller("/api")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class CatalogController {
  private static final String TEMPLATES = "/api/assistant-skill-templates";
  private static final String MODELS = "/api/models";
  private static final int MAX_NAME = 200;
  private static final int MAX_TIER = 60;

  private final SkillCatalog catalog;
  private final ModelList models;
  private final Models ownModels;

  CatalogController(SkillCatalog catalog, ModelList models, Models ownModels) {
    this.catalog = catalog;
    this.models = models;
    this.ownModels = ownModels;
  }

  @Get("/assistant-skill-templates")
  HttpResponse<byte[]> templates(HttpRequest<?> request, Caller caller) {
    Excerpt excerpt = excerpt(request);
    return Answers.uncached(
        Answers.hal(
            excerpt.collection(
                TEMPLATES,
                "inf:skill-template",
                catalog.templates(),
                CatalogController::template)));
  }

  @Get("/assistant-skill-templates/{templateId}")
  HttpResponse<byte[]> template(
      HttpRequest<?> request, Caller caller, @PathVariable String templateId) {
    QueryReader.of(request).checkNothingElse();
    return Answers.uncached(
        Answers.hal(
            catalog
                .find(templateId)
                .map(CatalogController::template)
                .orElseThrow(
                    () -> Refusals.problem(new Refusal.NotFound("skill template")).asException())));
  }

  @Get("/models")
  HttpResponse<byte[]> models(HttpRequest<?> request, Caller caller) {
    Excerpt excerpt = excerpt(request);
    return Answers.uncached(
        Answers.hal(
            excerpt.collection(
                MODELS, "inf:model", models.of(caller.tenant()), CatalogController::model)));
  }

  @Put("/models/{modelId}")
  HttpResponse<byte[]> putModel(
      HttpRequest<?> request, Caller caller, @PathVariable String modelId, RequestBody body) {
    QueryReader query = QueryReader.of(request);
    if (!Identifiers.valid(modelId)) {
      query.refuse("modelId", "must be " + Identifiers.RULE);
    }
    query.checkNothingElse();
    Model model = read(modelId, body.object());
    Model put =
        Refusals.orThrow(new PutModel(ownModels).handle(new PutModel.Command(caller, model)));
    return Answers.uncached(Answers.hal(model(put)));
  }

  private static Excerpt excerpt(HttpRequest<?> request) {
    QueryReader query = QueryReader.of(request);
    Excerpt excerpt = Excerpt.of(query);
    query.checkNothingElse();
    return excerpt;
  }

  private static Model read(String id, JsonObject body) {
    List<FieldError> errors = new ArrayList<>();
    String name = text(body, "name", MAX_NAME, errors);
    String tier = text(body, "tier", MAX_TIER, errors);
    body.members()
        .forEach((member, value) -> {
          boolean known =
              Set.of("name", "tier", "_links").contains(member)
                  || (member.equals("id") && value.equals(new JsonString(id)));
          if (!known) {
            errors.add(
                new FieldError(
                    JsonPointer.child(JsonPointer.ROOT, member),
                    member.equals("id")
                        ? "must be the id of the path"
                        : "is not a field of this request"));
          }
        });
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    return new Model(id, name, tier);
  }

  private static String text(JsonObject body, String name, int max, List<FieldError> errors) {
    String text = body.text(name).orElse("");
    if (text.isBlank() || text.codePointCount(0, text.length()) > max) {
      errors.add(
          new FieldError(
              JsonPointer.child(JsonPointer.ROOT, name),
              "must be a string of 1 to " + max + " characters"));
    }
    return text;
  }

  private static JsonObject model(Model model) {
    return JsonObject.builder()
        .put("id", model.id())
        .put("name", model.name())
        .put("tier", model.tier())
        .build();
  }

  private static JsonObject template(SkillTemplate template) {
    return JsonObject.builder()
        .put(
            "_links",
            JsonObject.builder()
                .put("self", Links.to(TEMPLATES + '/' + Links.segment(template.id())))
                .build())
        .put("id", template.id())
        .put("name", template.name())
        .put("description", template.description())
        .putIfPresent("icon", template.icon())
        .putIfPresent("version", template.version())
        .put("fields", JsonArray.ofAll(template.fields(), CatalogController::field))
        .build();
  }

  private static JsonObject field(TemplateField field) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", field.name())
            .put("label", field.label())
            .put("type", field.type().wireName())
            .put("required", field.required());
    field.defaultValue().ifPresent(value -> json.put("default", value));
    json.putIf(!field.options().isEmpty(), "options", JsonArray.ofTexts(field.options()));
    field.pattern().ifPresent(pattern -> json.put("pattern", pattern));
    field.min().ifPresent(min -> json.put("min", new JsonNumber(min)));
    field.max().ifPresent(max -> json.put("max", new JsonNumber(max)));
    return json.putIfPresent("help", field.help()).put("advanced", field.advanced()).build();
  }
}
