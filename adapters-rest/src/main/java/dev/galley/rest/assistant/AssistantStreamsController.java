package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.FollowDraft;
import dev.galley.application.support.ApplicationException;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.rest.event.ServerSentStream;
import dev.galley.rest.http.ClientId;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.problem.ProblemException;
import dev.galley.rest.security.Credentials;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.InputStream;
import java.util.Optional;

/** Lets reviewers and co-authors follow what happens to a draft. */
@Controller(Links.ASSISTANTS + "/{id}/draft")
@Produces(MediaType.TEXT_EVENT_STREAM)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AssistantStreamsController {
  private final FollowDraft follow;
  private final AssistantStreams streams;
  private final Credentials credentials;

  AssistantStreamsController(
      AssistantDesk desk, AssistantStreams streams, Credentials credentials) {
    this.follow = new FollowDraft(desk);
    this.streams = streams;
    this.credentials = credentials;
  }

  @Get("/_subscribe")
  HttpResponse<InputStream> follow(HttpRequest<?> request, Caller caller, @PathVariable String id) {
    QueryReader query = QueryReader.of(request);
    Optional<String> client = query.parsed(ClientId.PARAMETER, ClientId.RULE, ClientId::parse);
    query.checkNothingElse();
    Assistant first = Refusals.orThrow(follow.open(caller, id));
    return ServerSentStream.answer(
        request,
        () ->
            new AssistantStream(
                follow,
                caller,
                first,
                client,
                streams.enter(first),
                () -> mayGoOn(request, caller, first)));
  }

  /** Whether token and level still let their bearer read drafts of this assistant. */
  private boolean mayGoOn(HttpRequest<?> request, Caller before, Assistant assistant) {
    try {
      Caller now = credentials.callerOf(request);
      return now.user().equals(before.user())
          && now.tenant().equals(before.tenant())
          && now.hasSeat()
          // The stream itself tells that an assistant is gone.
          && follow
              .peek(assistant.tenant(), assistant.id())
              .map(found -> FollowDraft.allows(found, now))
              .orElse(true);
    } catch (ProblemException e) {
      return false;
    } catch (ApplicationException e) {
      // The store is away, and the stream has nothing to tell meanwhile.
      return true;
    }
  }
}
