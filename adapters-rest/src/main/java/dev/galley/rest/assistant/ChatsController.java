package dev.galley.rest.assistant;

import dev.galley.application.chat.BeginChat;
import dev.galley.application.chat.ChatDesk;
import dev.galley.application.chat.ChatView;
import dev.galley.application.chat.DeleteChat;
import dev.galley.application.chat.FindChats;
import dev.galley.application.chat.MessageReport;
import dev.galley.application.chat.ReportMessage;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Chats with assistants, and the reports of what their messages use. */
@Controller(Links.CHATS)
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChatsController {
  private static final String ASSISTANT = "assistantId";
  private static final int LONGEST_ID = 287;

  private final ChatDesk desk;

  ChatsController(ChatDesk desk) {
    this.desk = desk;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller) {
    QueryReader query = QueryReader.of(request);
    Map<String, String> filters = new LinkedHashMap<>();
    Optional<String> assistant = query.text(ASSISTANT, 1, LONGEST_ID);
    assistant.ifPresent(id -> filters.put(ASSISTANT, id));
    Paging paging = Paging.of(query);
    Walk walk = Walk.of(query, paging, text -> uuid(text).isPresent());
    query.checkNothingElse();
    FindChats.Page page =
        new FindChats(desk)
            .handle(
                new FindChats.Query(
                    caller, assistant, paging.start(), paging.limit(), uuid(walk.after())));
    return Answers.uncached(
        Answers.hal(
            walk.collection(
                Links.CHATS,
                filters,
                paging,
                "inf:chat",
                page.items().stream().map(ChatAnswers::chat).toList(),
                new Walk.Extent(
                    paging.limit(),
                    page.full(),
                    page.total(),
                    page.totalIsLowerBound(),
                    page.next().map(UUID::toString)))));
  }

  @Post
  HttpResponse<byte[]> begin(HttpRequest<?> request, Caller caller, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    BeginChat.Wish wish = BeginChat.Wish.read(body.object());
    ChatView view = Refusals.orThrow(new BeginChat(desk).handle(caller, wish));
    return Answers.uncached(Answers.of(HttpStatus.CREATED, Answers.HAL, ChatAnswers.chat(view)))
        .header(HttpHeaders.LOCATION, Links.chat(view.chat().id()));
  }

  @Get("/{id}")
  HttpResponse<byte[]> get(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    ChatView view = Refusals.orThrow(new FindChats(desk).one(caller, chatId(id)));
    return Answers.uncached(Answers.hal(ChatAnswers.chat(view)));
  }

  @Delete("/{id}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> delete(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader.of(request).checkNothingElse();
    Refusals.orThrow(new DeleteChat(desk).handle(caller, chatId(id)));
    return HttpResponse.noContent();
  }

  @Post("/{id}/messages")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> report(
      HttpRequest<?> request, Caller caller, @PathVariable String id, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    MessageReport report = MessageReport.read(body.object(), desk.now());
    return ChatAnswers.reported(
            Refusals.orThrow(new ReportMessage(desk).handle(caller, chatId(id), report)))
        .answer();
  }

  private static UUID chatId(String text) {
    return uuid(text)
        .orElseThrow(() -> Refusals.problem(new Refusal.NotFound("chat")).asException());
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
}
