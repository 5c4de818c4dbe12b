package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantCursor;
import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.ListAssistants;
import dev.galley.application.assistant.Visibility;
import dev.galley.domain.access.Audience;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Share;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that a caller can read as one flat array, for pickers and audits. */
@Controller("/api/assistants-list")
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AssistantListController {
  private static final int PAGE = 200;

  /** By creation, since that never changes: a walk meets each one exactly once. */
  private static final AssistantSort ORDER = new AssistantSort(AssistantSort.Key.CREATED_AT, false);

  private final AssistantDesk desk;

  AssistantListController(AssistantDesk desk) {
    this.desk = desk;
  }

  @Get
  HttpResponse<StreamedFile> list(HttpRequest<?> request, Caller caller) {
    QueryReader.of(request).checkNothingElse();
    InputStream array = new Pages(caller);
    return Answers.uncached(
        HttpResponse.ok(new StreamedFile(array, MediaType.APPLICATION_JSON_TYPE)));
  }

  /** The array, a page at a time: the next is read when the last has been sent. */
  private final class Pages extends InputStream {
    private final Caller caller;
    private Optional<AssistantCursor> after = Optional.empty();
    private byte[] page;
    private int at;
    private boolean begun;
    private boolean ended;

    Pages(Caller caller) {
      this.caller = caller;
      // The first page before the answer begins, so that a store that is away is a 503.
      page = next();
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      while (at == page.length) {
        if (ended) {
          return -1;
        }
        page = next();
        at = 0;
      }
      int count = Math.min(length, page.length - at);
      System.arraycopy(page, at, into, offset, count);
      at += count;
      return count;
    }

    private byte[] next() {
      ListAssistants.Page found = new ListAssistants(desk).handle(query());
      StringBuilder text = new StringBuilder(begun ? "" : "[");
      String separator = begun ? ",\n" : "\n";
      for (AssistantView view : found.items()) {
        text.append(separator).append(CanonicalJson.writeInOrder(entry(view)));
        separator = ",\n";
      }
      begun = true;
      after = found.next();
      ended = after.isEmpty();
      if (ended) {
        text.append("\n]\n");
      }
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private AssistantQuery query() {
      return new AssistantQuery(
          caller.tenant(),
          Visibility.of(caller),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ORDER,
          0,
          PAGE,
          after,
          false);
    }

    private JsonObject entry(AssistantView view) {
      JsonObject shown = AssistantRepresentation.of(view, false);
      JsonObject.Builder entry = JsonObject.builder();
      for (String name :
          List.of("id", "naturalId", "slug", "name", "description", "icon", "tags", "shared")) {
        shown.get(name).ifPresent(value -> entry.put(name, value));
      }
      entry.put("sharing", sharing(view));
      for (String name :
          List.of("ownerId", "ownerType", "folderId", "skills", "createdAt", "updatedAt")) {
        shown.get(name).ifPresent(value -> entry.put(name, value));
      }
      return entry.build();
    }

    /** All shares for level 3, for others those that give themselves access. */
    private JsonArray sharing(AssistantView view) {
      boolean all = view.assistant().levelOnDraft(caller).allows(Level.ADMIN);
      Set<String> own = Audience.keysOf(caller);
      return new JsonArray(
          view.assistant().shares().stream()
              .filter(share -> all || own.contains(share.principal().key()))
              .<Json>map(this::share)
              .toList());
    }

    private JsonObject share(Share share) {
      return JsonObject.builder()
          .put("principalId", share.principal().id())
          .put("principalType", share.principal().kind().wireName())
          .put("accessLevel", share.level().number())
          .build();
    }
  }
}
