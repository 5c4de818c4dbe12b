package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.WorkingCopy;
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
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.InputStream;
import java.util.Optional;

/** Lets a client follow what others of the user's clients do to his working copy. */
@Controller(AgentLinks.REVISION)
@Produces(MediaType.TEXT_EVENT_STREAM)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DraftStreamsController {
  private final ReadCopy read;
  private final DraftStreams streams;
  private final Credentials credentials;

  DraftStreamsController(AgentDesk desk, DraftStreams streams, Credentials credentials) {
    this.read = new ReadCopy(desk);
    this.streams = streams;
    this.credentials = credentials;
  }

  @Get("/draft:subscribe")
  HttpResponse<InputStream> follow(@RequestBean CopyRequest copy) {
    QueryReader query = QueryReader.of(copy.http());
    Optional<String> client = query.parsed(ClientId.PARAMETER, ClientId.RULE, ClientId::parse);
    query.checkNothingElse();
    CopyAddress address = copy.address();
    WorkingCopy first = copy.orThrow(read.open(address));
    return ServerSentStream.answer(
        copy.http(),
        () ->
            new DraftStream(
                read,
                address,
                first,
                client,
                streams.enter(address),
                () -> mayGoOn(copy.http(), address)));
  }

  /** Whether token and role still let their bearer have this working copy. */
  private boolean mayGoOn(HttpRequest<?> request, CopyAddress before) {
    try {
      Caller now = credentials.callerOf(request);
      CopyAddress address = new CopyAddress(now, before.tenant(), before.agent(), before.base());
      return now.user().equals(before.caller().user())
          && now.hasSeat()
          && read.peek(address) instanceof Outcome.Done;
    } catch (ProblemException e) {
      return false;
    } catch (ApplicationException e) {
      // The store is away, and the stream has nothing to tell meanwhile.
      return true;
    }
  }
}
