package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AgentForms;
import dev.galley.application.agent.MarkCopyEntry;
import dev.galley.application.agent.ReadCopy;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.SeqNo;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The heads that a working copy had, with their pins and names. */
@Controller(AgentLinks.REVISION + "/draft/history")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CopyHistoryController {
  private final AgentDesk desk;
  private final ReadCopy read;

  CopyHistoryController(AgentDesk desk) {
    this.desk = desk;
    this.read = new ReadCopy(desk);
  }

  @Get
  HttpResponse<byte[]> list(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision) {
    QueryReader query = QueryReader.of(request);
    boolean all = query.flag("all");
    query.checkNothingElse();
    WorkingCopy copy =
        AgentRefusals.orThrow(
            caller.tenant(), read.open(AgentRequests.address(caller, tenant, agent, revision)));
    return AgentAnswers.json(AgentAnswers.history(copy, read.history(copy, all)));
  }

  @Get("/{seqNo}")
  HttpResponse<byte[]> one(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      @PathVariable String seqNo) {
    QueryReader.of(request).checkNothingElse();
    ReadCopy.Entry found =
        AgentRefusals.orThrow(
            caller.tenant(),
            read.entry(AgentRequests.address(caller, tenant, agent, revision), entry(seqNo)));
    return AgentAnswers.json(
        JsonObject.builder()
            .putAll(
                AgentAnswers.entry(
                    found.entry(), found.copy().open().orElseThrow().mark(entry(seqNo))))
            .put("content", found.content().toJson())
            .build());
  }

  @Patch("/{seqNo}")
  HttpResponse<byte[]> mark(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      @PathVariable String seqNo,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    MarkCopyEntry.Marked marked =
        AgentRefusals.orThrow(
            caller.tenant(),
            new MarkCopyEntry(desk)
                .handle(
                    AgentRequests.address(caller, tenant, agent, revision),
                    entry(seqNo),
                    AgentForms.mark(body.object())));
    return AgentAnswers.json(AgentAnswers.entry(marked.entry(), marked.mark()));
  }

  private static SeqNo entry(String text) {
    return new SeqNo(AgentRequests.number(text, "history entry"));
  }
}
