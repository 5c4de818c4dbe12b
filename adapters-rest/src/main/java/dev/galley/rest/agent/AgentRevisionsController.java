package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.CompareAgent;
import dev.galley.application.agent.CompareAgent.Side;
import dev.galley.application.agent.DeployRevision;
import dev.galley.application.agent.MintRevision;
import dev.galley.application.agent.ReadAgentRevisions;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.Deploy;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.ComparisonAnswers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The revisions of agents, and which of them were current. */
@Controller(AgentLinks.AGENTS + "/{agent}")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AgentRevisionsController {
  private static final String REVISION = "revision";
  private static final String SIDE_RULE = "must be revision:<number> or current";

  private final AgentDesk desk;

  AgentRevisionsController(AgentDesk desk) {
    this.desk = desk;
  }

  @Post("/revisions")
  HttpResponse<byte[]> mint(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    AgentContent content = AgentContent.parse(body.json(), desk.limits().contentBytes());
    MintRevision.Minted minted =
        AgentRefusals.orThrow(
            caller.tenant(), new MintRevision(desk).handle(caller, tenant, agent, content));
    return AgentAnswers.json(
            HttpStatus.CREATED, AgentAnswers.revision(minted.agent(), minted.revision()))
        .header(
            HttpHeaders.LOCATION,
            AgentLinks.revision(caller.tenant(), agent, minted.revision().number()));
  }

  @Get("/revisions")
  HttpResponse<byte[]> list(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent) {
    QueryReader query = QueryReader.of(request);
    long after = AgentRequests.afterNumber(query);
    int limit = AgentRequests.limit(query);
    query.checkNothingElse();
    ReadAgentRevisions.Page<Revision> page =
        AgentRefusals.orThrow(
            caller.tenant(),
            new ReadAgentRevisions(desk).revisions(caller, tenant, agent, after, limit));
    return AgentAnswers.page(
        JsonArray.ofAll(page.items(), revision -> AgentAnswers.revision(page.agent(), revision)),
        AgentLinks.page(AgentLinks.revisions(caller.tenant(), agent), page.next(), limit));
  }

  @Get("/revisions/{number}")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String number) {
    QueryReader.of(request).checkNothingElse();
    ReadAgentRevisions.Past past =
        AgentRefusals.orThrow(
            caller.tenant(),
            new ReadAgentRevisions(desk)
                .one(caller, tenant, agent, AgentRequests.number(number, REVISION)));
    return AgentAnswers.json(
        JsonObject.builder()
            .putAll(AgentAnswers.revision(past.agent(), past.revision()))
            .put("content", past.content().toJson())
            .build());
  }

  @Post("/revisions/{number}:deploy")
  HttpResponse<byte[]> deploy(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String number,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    body.noFields();
    Agent deployed =
        AgentRefusals.orThrow(
            caller.tenant(),
            new DeployRevision(desk)
                .handle(caller, tenant, agent, AgentRequests.number(number, REVISION)));
    return AgentAnswers.json(AgentAnswers.agent(caller, deployed));
  }

  @Get("/revisions/deploys")
  HttpResponse<byte[]> deploys(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent) {
    QueryReader query = QueryReader.of(request);
    long after = AgentRequests.afterNumber(query);
    int limit = AgentRequests.limit(query);
    query.checkNothingElse();
    ReadAgentRevisions.Page<Deploy> page =
        AgentRefusals.orThrow(
            caller.tenant(),
            new ReadAgentRevisions(desk).deploys(caller, tenant, agent, after, limit));
    return AgentAnswers.page(
        JsonArray.ofAll(page.items(), AgentAnswers::deploy),
        AgentLinks.page(
            AgentLinks.revisions(caller.tenant(), agent) + "/deploys", page.next(), limit));
  }

  @Get("/_compare")
  @Produces({MediaType.APPLICATION_JSON, ComparisonAnswers.JSON_PATCH})
  HttpResponse<byte[]> compare(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent) {
    QueryReader query = QueryReader.of(request);
    Side from = side(query, "from");
    Side to = side(query, "to");
    query.checkNothingElse();
    return AgentAnswers.comparison(
        request,
        AgentRefusals.orThrow(
            caller.tenant(), new CompareAgent(desk).revisions(caller, tenant, agent, from, to)));
  }

  private static Side side(QueryReader query, String name) {
    if (!query.has(name)) {
      query.refuse(name, "is required: it " + SIDE_RULE);
    }
    return query
        .parsed(name, SIDE_RULE, text -> Side.parse(text, false))
        .orElseGet(Side.Running::new);
  }
}
