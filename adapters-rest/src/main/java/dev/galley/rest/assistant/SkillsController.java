package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.DescribeSkill;
import dev.galley.application.assistant.EditSkills;
import dev.galley.application.assistant.FindAssistant;
import dev.galley.application.assistant.SkillPatch;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The skills of an assistant or of its draft. */
@Controller(Links.ASSISTANTS + "/{id}/skills")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class SkillsController {
  private static final String RELATION = "inf:assistant-skill";

  private final AssistantDesk desk;
  private final SkillCatalog catalog;

  SkillsController(AssistantDesk desk, SkillCatalog catalog) {
    this.desk = desk;
    this.catalog = catalog;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Excerpt excerpt = Excerpt.of(query);
    query.checkNothingElse();
    AssistantView view = Refusals.orThrow(new FindAssistant(desk).handle(caller, id));
    return answer(request, view, excerpt);
  }

  private static HttpResponse<byte[]> answer(
      HttpRequest<?> request, AssistantView view, Excerpt excerpt) {
    String path = Links.assistant(view.naturalId()) + "/skills";
    return AssistantAnswers.part(
        request,
        view,
        Answers.HAL,
        excerpt.collection(
            path, RELATION, view.content().skills(), skill -> AssistantAnswers.skill(view, skill)));
  }

  @Post
  HttpResponse<byte[]> add(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    SkillPatch patch = SkillPatch.forCreation(body.object(), desk.limits());
    EditSkills.Edit edit = edit(new EditSkills.Add(caller, id, patch, Preconditions.of(request)));
    return AssistantAnswers.skill(
            request, edit.view(), edit.skill().orElseThrow(), HttpStatus.CREATED)
        .header(
            HttpHeaders.LOCATION,
            Links.assistant(edit.view().id().toString())
                + "/skills/"
                + edit.skill().orElseThrow().id());
  }

  @Put
  HttpResponse<byte[]> reorder(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    List<UUID> order = order(body.array());
    EditSkills.Edit edit =
        edit(new EditSkills.Reorder(caller, id, order, Preconditions.of(request)));
    return answer(request, edit.view(), Excerpt.FIRST);
  }

  @Get("/{skillId}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String skillId) {
    QueryReader.of(request).checkNothingElse();
    DescribeSkill.Placed placed =
        Refusals.orThrow(describe().handle(caller, id, skillId(caller, id, skillId)));
    return AssistantAnswers.skill(request, placed.view(), placed.skill(), HttpStatus.OK);
  }

  @Put("/{skillId}")
  HttpResponse<byte[]> update(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String skillId,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    SkillPatch patch = SkillPatch.forUpdate(body.object(), desk.limits());
    EditSkills.Edit edit =
        edit(
            new EditSkills.Update(
                caller, id, skillId(caller, id, skillId), patch, Preconditions.of(request)));
    return AssistantAnswers.skill(request, edit.view(), edit.skill().orElseThrow(), HttpStatus.OK);
  }

  @Delete("/{skillId}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> remove(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String skillId) {
    QueryReader.of(request).checkNothingElse();
    edit(
        new EditSkills.Remove(caller, id, skillId(caller, id, skillId), Preconditions.of(request)));
    return HttpResponse.noContent();
  }

  @Get("/{skillId}/driver")
  HttpResponse<byte[]> driver(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String skillId) {
    QueryReader.of(request).checkNothingElse();
    DescribeSkill.Driver driver =
        Refusals.orThrow(describe().driver(caller, id, skillId(caller, id, skillId)));
    return AssistantAnswers.part(
        request,
        driver.view(),
        MediaType.APPLICATION_JSON,
        JsonObject.builder()
            .put("id", driver.skill().id().toString())
            .putOrNull("name", driver.skill().name())
            .putOrNull("description", driver.skill().description())
            .put("toolDefinition", driver.tool().<Json>map(t -> t).orElse(JsonNull.NULL))
            .build());
  }

  private EditSkills.Edit edit(EditSkills.Command command) {
    return Refusals.orThrow(new EditSkills(desk, catalog).handle(command));
  }

  private DescribeSkill describe() {
    return new DescribeSkill(desk, catalog);
  }

  /**
   * A skill's id; text that can be none is a skill that is not there, behind the assistant's own.
   */
  private UUID skillId(Caller caller, String id, String skillId) {
    Optional<UUID> uuid = uuid(skillId);
    if (uuid.isEmpty()) {
      Refusals.orThrow(new FindAssistant(desk).handle(caller, id));
      throw Refusals.problem(new Refusal.NotFound("skill")).asException();
    }
    return uuid.get();
  }

  private static Optional<UUID> uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      // UUID.fromString also takes groups of other lengths.
      return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<UUID> order(JsonArray body) {
    List<UUID> order = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      Optional<UUID> id =
          body.items().get(i) instanceof JsonString(String text) ? uuid(text) : Optional.empty();
      if (id.isPresent()) {
        order.add(id.get());
      } else {
        errors.add(
            new FieldError(JsonPointer.child(JsonPointer.ROOT, i), "must be the id of a skill"));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    return order;
  }
}
