package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AgentForms;
import dev.galley.application.agent.CreateAgent;
import dev.galley.application.agent.DeleteAgent;
import dev.galley.application.agent.DescribeAgent;
import dev.galley.application.agent.ListAgents;
import dev.galley.application.agent.ListCopies;
import dev.galley.application.agent.ReadAgent;
import dev.galley.application.agent.SetAgentRole;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Role;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
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
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Agents and their members. */
@Controller(AgentLinks.AGENTS)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AgentsController {
  private static final String ONE = "/{agent}";
  private static final String MEMBER = ONE + "/members/{user}";

  private final AgentDesk desk;

  AgentsController(AgentDesk desk) {
    this.desk = desk;
  }

  @Post
  HttpResponse<byte[]> create(
      HttpRequest<?> request, Caller caller, @PathVariable String tenant, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    Agent agent =
        AgentRefusals.orThrow(
            caller.tenant(),
            new CreateAgent(desk).handle(caller, tenant, AgentForms.creation(body.object())));
    return AgentAnswers.json(HttpStatus.CREATED, AgentAnswers.agent(caller, agent))
        .header(HttpHeaders.LOCATION, AgentLinks.agent(caller.tenant(), agent.id().value()));
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request, Caller caller, @PathVariable String tenant) {
    QueryReader query = QueryReader.of(request);
    String after = AgentRequests.afterAgent(query);
    int limit = AgentRequests.limit(query);
    query.checkNothingElse();
    ListAgents.Page page =
        AgentRefusals.orThrow(
            caller.tenant(), new ListAgents(desk).handle(caller, tenant, after, limit));
    return AgentAnswers.page(
        JsonArray.ofAll(page.items(), agent -> AgentAnswers.agent(caller, agent)),
        page.next().map(next -> AgentLinks.page(AgentLinks.agents(caller.tenant()), next, limit)));
  }

  @Get(ONE)
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent) {
    QueryReader.of(request).checkNothingElse();
    return AgentAnswers.json(AgentAnswers.agent(caller, read(caller, tenant, agent)));
  }

  private Agent read(Caller caller, String tenant, String agent) {
    return AgentRefusals.orThrow(
        caller.tenant(), new ReadAgent(desk).handle(caller, tenant, agent));
  }

  @Patch(ONE)
  HttpResponse<byte[]> describe(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    Agent described =
        AgentRefusals.orThrow(
            caller.tenant(),
            new DescribeAgent(desk).handle(caller, tenant, agent, AgentForms.patch(body.object())));
    return AgentAnswers.json(AgentAnswers.agent(caller, described));
  }

  @Delete(ONE)
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> delete(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent) {
    QueryReader query = QueryReader.of(request);
    boolean force = query.flag("force");
    query.checkNothingElse();
    AgentRefusals.orThrow(
        caller.tenant(), new DeleteAgent(desk).handle(caller, tenant, agent, force));
    return HttpResponse.noContent();
  }

  @Get(ONE + "/members")
  HttpResponse<byte[]> members(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent) {
    QueryReader.of(request).checkNothingElse();
    return AgentAnswers.json(
        new JsonArray(
            read(caller, tenant, agent).members().entrySet().stream()
                .<Json>map(member -> AgentAnswers.member(member.getKey(), member.getValue()))
                .toList()));
  }

  @Put(MEMBER)
  HttpResponse<byte[]> setRole(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String user,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    Role role = AgentForms.role(body.object());
    AgentRefusals.orThrow(
        caller.tenant(),
        new SetAgentRole(desk).handle(caller, tenant, agent, user, Optional.of(role)));
    return AgentAnswers.json(AgentAnswers.member(user, role));
  }

  @Delete(MEMBER)
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> takeRole(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String user) {
    QueryReader.of(request).checkNothingElse();
    AgentRefusals.orThrow(
        caller.tenant(),
        new SetAgentRole(desk).handle(caller, tenant, agent, user, Optional.empty()));
    return HttpResponse.noContent();
  }

  @Get(ONE + "/drafts")
  HttpResponse<byte[]> drafts(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent) {
    QueryReader.of(request).checkNothingElse();
    ListCopies.Found found =
        AgentRefusals.orThrow(caller.tenant(), new ListCopies(desk).handle(caller, tenant, agent));
    return AgentAnswers.json(
        JsonArray.ofAll(found.copies(), copy -> AgentAnswers.item(found.agent(), copy)));
  }
}
