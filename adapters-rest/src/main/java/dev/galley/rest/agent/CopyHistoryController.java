package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AgentForms;
import dev.galley.application.agent.MarkCopyEntry;
import dev.galley.application.agent.ReadCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestBean;
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
  HttpResponse<byte[]> list(@RequestBean CopyRequest copy) {
    QueryReader query = QueryReader.of(copy.http());
    boolean all = query.flag("all");
    query.checkNothingElse();
    WorkingCopy found = copy.orThrow(read.open(copy.address()));
    return AgentAnswers.json(AgentAnswers.history(found, read.history(found, all)));
  }

  @Get("/{seqNo}")
  HttpResponse<byte[]> one(@RequestBean CopyRequest copy, @PathVariable String seqNo) {
    QueryReader.of(copy.http()).checkNothingElse();
    ReadCopy.Entry found = copy.orThrow(read.entry(copy.address(), entry(seqNo)));
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
      @RequestBean CopyRequest copy, @PathVariable String seqNo, RequestBody body) {
    QueryReader.of(copy.http()).checkNothingElse();
    MarkCopyEntry.Marked marked =
        copy.orThrow(
            new MarkCopyEntry(desk)
                .handle(copy.address(), entry(seqNo), AgentForms.mark(body.object())));
    return AgentAnswers.json(AgentAnswers.entry(marked.entry(), marked.mark()));
  }

  private static SeqNo entry(String text) {
    return new SeqNo(AgentRequests.number(text, "history entry"));
  }
}
