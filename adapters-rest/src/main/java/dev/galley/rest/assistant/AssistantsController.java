package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantPatch;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.CreateAssistant;
import dev.galley.application.assistant.DeleteAssistant;
import dev.galley.application.assistant.FindAssistant;
import dev.galley.application.assistant.ListAssistants;
import dev.galley.application.assistant.ReadRevisions;
import dev.galley.application.assistant.UpdateAssistant;
import dev.galley.application.assistant.Visibility;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.SearchText;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assistants: list, create, read, update, delete. */
@Controller(Links.ASSISTANTS)
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class AssistantsController {
  private static final int MAX_WORDS = 8;

  private final AssistantDesk desk;

  AssistantsController(AssistantDesk desk) {
    this.desk = desk;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller) {
    QueryReader query = QueryReader.of(request);
    Map<String, String> filters = new LinkedHashMap<>();
    Optional<String> q = filter(query, filters, "q", 100);
    List<String> words = q.map(SearchText::words).orElse(List.of());
    if (words.size() > MAX_WORDS) {
      query.refuse("q", "must have at most " + MAX_WORDS + " words; this has " + words.size());
    }
    if (q.isPresent() && words.isEmpty()) {
      query.refuse("q", "must have at least one character that is no space");
    }
    Optional<String> ownerId = filter(query, filters, "ownerId", 200);
    Optional<String> tag = filter(query, filters, "tag", 200);
    Optional<String> folderId = filter(query, filters, "folderId", 200);
    Optional<String> skillType = filter(query, filters, "skillType", 200);
    AssistantSort sort =
        query
            .parsed(
                "sort",
                "must be name, createdAt or updatedAt, with - before it for descending",
                AssistantSort::ofWireName)
            .orElse(AssistantSort.DEFAULT);
    query.text("sort").ifPresent(text -> filters.put("sort", text));
    Paging paging = Paging.of(query);
    Walk walk = Walk.of(query, paging, text -> Cursors.read(sort, text).isPresent());
    query.checkNothingElse();

    ListAssistants.Page page =
        new ListAssistants(desk)
            .handle(
                new AssistantQuery(
                    caller.tenant(),
                    Visibility.of(caller),
                    words,
                    ownerId,
                    tag,
                    folderId,
                    skillType,
                    sort,
                    paging.start(),
                    paging.limit(),
                    Cursors.read(sort, walk.after()),
                    true));
    return Answers.uncached(
        Answers.hal(
            walk.collection(
                Links.ASSISTANTS,
                filters,
                paging,
                "inf:assistant",
                page.items().stream().map(view -> AssistantAnswers.item(caller, view)).toList(),
                new Walk.Extent(
                    page.taken(),
                    true,
                    page.total(),
                    page.totalIsLowerBound(),
                    page.next().map(next -> Cursors.write(sort, next))))));
  }

  private static Optional<String> filter(
      QueryReader query, Map<String, String> filters, String name, int max) {
    Optional<String> value = query.text(name, 1, max);
    value.ifPresent(text -> filters.put(name, text));
    return value;
  }

  @Post
  HttpResponse<byte[]> create(HttpRequest<?> request, Caller caller, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    AssistantPatch patch = AssistantPatch.forCreation(body.object(), desk.limits());
    AssistantView view =
        Refusals.orThrow(
            new CreateAssistant(desk).handle(new CreateAssistant.Command(caller, patch)));
    return AssistantAnswers.single(desk, request, caller, view, HttpStatus.CREATED)
        .header(HttpHeaders.LOCATION, Links.assistant(view.id().toString()));
  }

  @Get("/{id}")
  HttpResponse<byte[]> get(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Optional<Instant> asOf =
        query.parsed(
            AS_OF, "must be a time of RFC 3339, as 2026-03-01T12:00:00Z", Times::parseRfc3339);
    if (query.has(AS_OF) && AssistantKey.parse(id).filter(AssistantKey::meansDraft).isPresent()) {
      query.refuse(AS_OF, "does not go with the id of a draft");
    }
    query.checkNothingElse();
    return asOf.isPresent()
        ? AssistantAnswers.asOf(
            desk,
            request,
            caller,
            Refusals.orThrow(new ReadRevisions(desk).asOf(caller, id, asOf.get())),
            query.text(AS_OF).orElseThrow())
        : AssistantAnswers.single(
            desk,
            request,
            caller,
            Refusals.orThrow(new FindAssistant(desk).handle(caller, id)),
            HttpStatus.OK);
  }

  private static final String AS_OF = "asOf";

  @Put("/{id}")
  HttpResponse<byte[]> update(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    AssistantPatch patch = AssistantPatch.forUpdate(body.object(), desk.limits());
    AssistantView view =
        Refusals.orThrow(
            new UpdateAssistant(desk)
                .handle(new UpdateAssistant.Command(caller, id, patch, Preconditions.of(request))));
    return AssistantAnswers.single(desk, request, caller, view, HttpStatus.OK);
  }

  @Delete("/{id}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> delete(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(
        new DeleteAssistant(desk)
            .handle(new DeleteAssistant.Command(caller, id, Preconditions.of(request))));
    return HttpResponse.noContent();
  }
}
