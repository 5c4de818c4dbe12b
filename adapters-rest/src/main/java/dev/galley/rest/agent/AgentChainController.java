package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.VerifyAgentRevisions;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Minted;
import dev.galley.rest.assistant.ChainAnswers;
import dev.galley.rest.http.QueryReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Whether an agent's revisions are what they were. */
@Controller("/v1/tenants/{tenant}/agents/{agent}/revisions/_verify")
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AgentChainController {
  private final AgentDesk desk;

  AgentChainController(AgentDesk desk) {
    this.desk = desk;
  }

  @Get
  HttpResponse<byte[]> verify(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent) {
    QueryReader.of(request).checkNothingElse();
    VerifyAgentRevisions.Verified verified =
        AgentRefusals.orThrow(
            caller.tenant(), new VerifyAgentRevisions(desk).handle(caller, tenant, agent));
    Agent found = verified.agent();
    String hash =
        found.newestRevision() == 0 ? "" : found.newest().map(Minted::hash).orElseThrow().value();
    return AgentAnswers.json(
        ChainAnswers.of(verified.check(), found.newestRevision(), hash).build());
  }
}
