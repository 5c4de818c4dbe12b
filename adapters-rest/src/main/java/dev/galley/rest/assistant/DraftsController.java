package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.CheckDraft;
import dev.galley.application.assistant.CommitDraft;
import dev.galley.application.assistant.CompareAssistant;
import dev.galley.application.assistant.CompareAssistant.Side;
import dev.galley.application.assistant.DiscardDraft;
import dev.galley.application.assistant.FindAssistant;
import dev.galley.application.assistant.ListDiscarded;
import dev.galley.application.assistant.OpenDraft;
import dev.galley.application.assistant.RebaseDraft;
import dev.galley.application.assistant.RestoreDraft;
import dev.galley.application.assistant.RestoreDraft.Source;
import dev.galley.application.assistant.SecretMaker;
import dev.galley.application.gate.CommitGates;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.DiscardedHead;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The draft workflow: open, read, compare, rebase, commit, discard. */
@Controller(Links.ASSISTANTS + "/{id}")
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class DraftsController {
  private final AssistantDesk desk;
  private final SkillCatalog catalog;
  private final CommitGates gates;
  private final SecretMaker secrets;

  DraftsController(
      AssistantDesk desk, SkillCatalog catalog, CommitGates gates, SecretMaker secrets) {
    this.desk = desk;
    this.catalog = catalog;
    this.gates = gates;
    this.secrets = secrets;
  }

  @Post("/_edit")
  HttpResponse<byte[]> open(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    body.noFields();
    OpenDraft.Draft draft =
        Refusals.orThrow(
            new OpenDraft(desk)
                .handle(new OpenDraft.Command(caller, id, Preconditions.of(request))));
    return switch (draft) {
      case OpenDraft.Opened(AssistantView view) ->
          AssistantAnswers.single(desk, request, caller, view, HttpStatus.CREATED)
              .header(HttpHeaders.LOCATION, Links.assistant(view.id().toString()));
      case OpenDraft.AlreadyOpen(AssistantView view) ->
          AssistantAnswers.single(desk, request, caller, view, HttpStatus.OK);
    };
  }

  @Get("/draft")
  HttpResponse<byte[]> draft(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    return AssistantAnswers.single(
        desk,
        request,
        caller,
        Refusals.orThrow(new FindAssistant(desk).draft(caller, id)),
        HttpStatus.OK);
  }

  @Post("/draft/_commit")
  HttpResponse<byte[]> commit(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader query = QueryReader.of(request);
    boolean force = query.flag("force");
    OptionalLong expected = query.integer("expectedRevision", 1, Long.MAX_VALUE);
    if (expected.isPresent() && !force) {
      query.refuse("expectedRevision", "goes with force=true");
    }
    query.checkNothingElse();
    CommitDraft.Wish wish =
        CommitDraft.read(body.objectIfAny().orElse(JsonObject.EMPTY), desk.limits());
    if (force && wish.paths().isPresent()) {
      throw InvalidContent.at("/paths", "does not go with force=true; rebase the draft first");
    }
    CommitDraft.Committed committed =
        Refusals.orThrow(
            new CommitDraft(desk, catalog, gates, secrets)
                .handle(
                    new CommitDraft.Command(
                        caller, id, Preconditions.of(request), force, expected, wish)));
    return AssistantAnswers.committed(desk, request, caller, committed);
  }

  @Post("/draft/_check")
  HttpResponse<byte[]> check(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    body.noFields();
    return AssistantAnswers.checked(
        Refusals.orThrow(new CheckDraft(desk, gates, secrets).handle(caller, id)));
  }

  @Post("/draft/_rebase")
  HttpResponse<byte[]> rebase(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    RebaseDraft.Wish wish = RebaseDraft.read(body.objectIfAny().orElse(JsonObject.EMPTY));
    RebaseDraft.Result result =
        Refusals.orThrow(
            new RebaseDraft(desk, catalog)
                .handle(new RebaseDraft.Command(caller, id, Preconditions.of(request), wish)));
    return switch (result) {
      case RebaseDraft.Rebased(AssistantView view) ->
          AssistantAnswers.single(desk, request, caller, view, HttpStatus.OK);
      case RebaseDraft.Preview preview -> Answers.uncached(Answers.json(shown(preview)));
    };
  }

  private static JsonObject shown(RebaseDraft.Preview preview) {
    return JsonObject.builder()
        .put("naturalId", preview.assistant().toString())
        .put("baseRevision", preview.base())
        .put("currentRevision", preview.live())
        .put("content", preview.content())
        .put(
            "conflicts",
            JsonArray.ofAll(
                preview.conflicts(),
                conflict ->
                    Refusals.conflict(conflict)
                        .put("resolved", !preview.unresolved().contains(conflict))
                        .build()))
        .build();
  }

  @Post("/revisions/{number}/_restore")
  HttpResponse<byte[]> restoreRevision(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String id,
      @PathVariable String number,
      RequestBody body) {
    QueryReader query = QueryReader.of(request);
    boolean replace = query.flag("replace");
    query.checkNothingElse();
    if (!number.matches("[1-9][0-9]{0,17}")) {
      throw Refusals.problem(new Refusal.NotFound("revision")).asException();
    }
    Source source = new Source.OfRevision(Long.parseLong(number));
    return restore(request, caller, id, body, source, replace);
  }

  @Post("/_restore")
  HttpResponse<byte[]> restoreDiscarded(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader query = QueryReader.of(request);
    boolean replace = query.flag("replace");
    Optional<UUID> draft =
        query.parsed(
            "discarded",
            "must be the id of a discarded draft",
            text ->
                AssistantKey.parse(text)
                    .filter(AssistantKey.ById.class::isInstance)
                    .map(key -> ((AssistantKey.ById) key).uuid()));
    if (!query.has("discarded")) {
      query.refuse("discarded", "is required: the id of a discarded draft");
    }
    query.checkNothingElse();
    return restore(request, caller, id, body, new Source.OfDiscarded(draft.orElseThrow()), replace);
  }

  @Get("/discarded")
  HttpResponse<byte[]> discarded(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Excerpt excerpt = Excerpt.of(query);
    query.checkNothingElse();
    ListDiscarded.Discarded discarded =
        Refusals.orThrow(new ListDiscarded(desk).handle(caller, id));
    String path = Links.assistant(discarded.assistant().naturalId().toString());
    return Answers.uncached(
        Answers.hal(
            excerpt.collection(
                path + "/discarded",
                "inf:discarded-draft",
                discarded.heads(),
                head -> shown(path, head))));
  }

  private static JsonObject shown(String path, DiscardedHead head) {
    Map<String, String> query = Map.of("discarded", head.draft().toString());
    return JsonObject.builder()
        .put("id", head.draft().toString())
        .put("base", head.base())
        .put("discardedAt", AssistantRepresentation.time(head.stamp().at()))
        .put("discardedBy", head.stamp().by())
        .put(
            "_links",
            JsonObject.builder()
                .put("inf:restore", Links.to(Links.withQuery(path + "/_restore", query)))
                .build())
        .build();
  }

  private HttpResponse<byte[]> restore(
      HttpRequest<?> request,
      Caller caller,
      String id,
      RequestBody body,
      Source source,
      boolean replace) {
    body.noFields();
    RestoreDraft.Restored restored =
        Refusals.orThrow(
            new RestoreDraft(desk, secrets)
                .handle(
                    new RestoreDraft.Command(
                        caller, id, Preconditions.of(request), source, replace)));
    AssistantView view = restored.view();
    return restored.opened()
        ? AssistantAnswers.single(desk, request, caller, view, HttpStatus.CREATED)
            .header(HttpHeaders.LOCATION, Links.assistant(view.id().toString()))
        : AssistantAnswers.single(desk, request, caller, view, HttpStatus.OK);
  }

  @Delete("/draft")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> discard(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(
        new DiscardDraft(desk)
            .handle(new DiscardDraft.Command(caller, id, Preconditions.of(request))));
    return HttpResponse.noContent();
  }

  @Get("/_compare")
  @Produces({Answers.HAL, MediaType.APPLICATION_JSON, ComparisonAnswers.JSON_PATCH})
  HttpResponse<byte[]> compare(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Side from = query.parsed("from", SIDE_RULE, Side::parse).orElse(new Side.Live());
    Side to = query.parsed("to", SIDE_RULE, Side::parse).orElse(new Side.DraftHead());
    query.checkNothingElse();
    return ComparisonAnswers.of(
        request,
        Refusals.orThrow(
            new CompareAssistant(desk).handle(new CompareAssistant.Command(caller, id, from, to))));
  }

  private static final String SIDE_RULE =
      "must be live, draft, base, revision:<number> or entry:<seqNo>";
}
