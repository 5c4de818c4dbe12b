package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AgentForms;
import dev.galley.application.agent.AutosaveCopy;
import dev.galley.application.agent.CommitCopy;
import dev.galley.application.agent.CompareAgent;
import dev.galley.application.agent.CompareAgent.Side;
import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.CopyView;
import dev.galley.application.agent.DiscardCopy;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.agent.RebaseCopy;
import dev.galley.application.agent.RestoreCopy;
import dev.galley.application.agent.StepCopy;
import dev.galley.application.agent.StepCopy.Direction;
import dev.galley.application.assistant.RebaseDraft;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.SeqNo;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.ComparisonAnswers;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
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
import java.util.Optional;
import java.util.OptionalLong;

/** The caller's own working copy of a revision: save, step, restore, compare, rebase, commit. */
@Controller(AgentLinks.REVISION)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class WorkingCopiesController {
  private static final String SIDE_RULE =
      "must be base, head, current, revision:<number> or entry:<seqNo>";

  private final AgentDesk desk;
  private final ReadCopy read;

  WorkingCopiesController(AgentDesk desk) {
    this.desk = desk;
    this.read = new ReadCopy(desk);
  }

  @Get("/draft")
  HttpResponse<byte[]> get(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision) {
    QueryReader.of(request).checkNothingElse();
    Optional<CopyView> found =
        orThrow(read.handle(AgentRequests.address(caller, tenant, agent, revision)), caller);
    return found.isPresent() ? shown(found.get()) : HttpResponse.noContent();
  }

  @Put("/draft")
  HttpResponse<byte[]> autosave(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    CopyView saved =
        orThrow(
            new AutosaveCopy(desk)
                .handle(
                    new AutosaveCopy.Command(
                        AgentRequests.address(caller, tenant, agent, revision),
                        AgentContent.parse(body.json(), desk.limits().contentBytes()),
                        AgentRequests.seen(request),
                        AgentRequests.client(request))),
            caller);
    return AgentRequests.minimal(request)
        ? HttpResponse.<byte[]>noContent()
            .header(HttpHeaders.ETAG, AgentAnswers.tag(saved.copy()))
            .header("Preference-Applied", AgentRequests.MINIMAL)
        : shown(saved);
  }

  @Delete("/draft")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> discard(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision) {
    QueryReader.of(request).checkNothingElse();
    orThrow(
        new DiscardCopy(desk)
            .handle(
                AgentRequests.address(caller, tenant, agent, revision),
                AgentRequests.seen(request),
                AgentRequests.client(request)),
        caller);
    return HttpResponse.noContent();
  }

  @Post("/draft:undo")
  HttpResponse<byte[]> undo(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      RequestBody body) {
    body.noFields();
    return step(request, AgentRequests.address(caller, tenant, agent, revision), Direction.UNDO);
  }

  @Post("/draft:redo")
  HttpResponse<byte[]> redo(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      RequestBody body) {
    body.noFields();
    return step(request, AgentRequests.address(caller, tenant, agent, revision), Direction.REDO);
  }

  private HttpResponse<byte[]> step(
      HttpRequest<?> request, CopyAddress address, Direction direction) {
    QueryReader.of(request).checkNothingElse();
    return shown(
        orThrow(
            new StepCopy(desk)
                .handle(
                    address, AgentRequests.seen(request), AgentRequests.client(request), direction),
            address.caller()));
  }

  @Post("/draft:restore")
  HttpResponse<byte[]> restore(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      RequestBody body) {
    return restore(
        request,
        AgentRequests.address(caller, tenant, agent, revision),
        Optional.of(AgentForms.restore(body.object())));
  }

  @Post("/draft:reset")
  HttpResponse<byte[]> reset(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      RequestBody body) {
    body.noFields();
    return restore(
        request, AgentRequests.address(caller, tenant, agent, revision), Optional.empty());
  }

  private HttpResponse<byte[]> restore(
      HttpRequest<?> request, CopyAddress address, Optional<SeqNo> entry) {
    QueryReader.of(request).checkNothingElse();
    return shown(
        orThrow(
            new RestoreCopy(desk)
                .handle(address, AgentRequests.seen(request), AgentRequests.client(request), entry),
            address.caller()));
  }

  @Post("/draft:validate")
  HttpResponse<byte[]> validate(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    body.noFields();
    CopyView view =
        orThrow(read.handle(AgentRequests.address(caller, tenant, agent, revision)), caller)
            .orElseThrow(() -> Refusals.problem(new Refusal.NotFound("draft")).asException());
    return AgentAnswers.json(AgentAnswers.validation(view))
        .header(HttpHeaders.ETAG, AgentAnswers.tag(view.copy()));
  }

  @Post("/draft:commit")
  HttpResponse<byte[]> commit(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      RequestBody body) {
    QueryReader query = QueryReader.of(request);
    boolean force = query.flag("force");
    OptionalLong expected = query.integer("expectedRevision", 1, Long.MAX_VALUE);
    if (expected.isPresent() && !force) {
      query.refuse("expectedRevision", "goes with force=true");
    }
    query.checkNothingElse();
    AgentForms.Commit wish =
        AgentForms.commit(body.objectIfAny().orElse(JsonObject.EMPTY), desk.limits());
    CommitCopy.Committed committed =
        orThrow(
            new CommitCopy(desk)
                .handle(
                    new CommitCopy.Command(
                        AgentRequests.address(caller, tenant, agent, revision),
                        AgentRequests.seen(request),
                        AgentRequests.client(request),
                        wish,
                        force,
                        expected)),
            caller);
    return AgentAnswers.json(HttpStatus.CREATED, AgentAnswers.committed(committed, wish.deploy()))
        .header(
            HttpHeaders.LOCATION,
            AgentLinks.revision(caller.tenant(), agent, committed.revision().number()));
  }

  @Post("/draft:rebase")
  HttpResponse<byte[]> rebase(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision,
      RequestBody body) {
    QueryReader query = QueryReader.of(request);
    boolean replace = query.flag("replace");
    query.checkNothingElse();
    RebaseCopy.Result result =
        orThrow(
            new RebaseCopy(desk)
                .handle(
                    new RebaseCopy.Command(
                        AgentRequests.address(caller, tenant, agent, revision),
                        AgentRequests.seen(request),
                        AgentRequests.client(request),
                        RebaseDraft.read(body.objectIfAny().orElse(JsonObject.EMPTY)),
                        replace)),
            caller);
    return switch (result) {
      case RebaseCopy.Rebased(CopyView view) ->
          shown(view)
              .header(
                  HttpHeaders.CONTENT_LOCATION,
                  AgentLinks.draft(caller.tenant(), agent, view.copy().place().base()));
      case RebaseCopy.Preview preview -> AgentAnswers.json(AgentAnswers.preview(preview));
    };
  }

  @Get("/draft:compare")
  @Produces({MediaType.APPLICATION_JSON, ComparisonAnswers.JSON_PATCH})
  HttpResponse<byte[]> compare(
      HttpRequest<?> request,
      Caller caller,
      @PathVariable String tenant,
      @PathVariable String agent,
      @PathVariable String revision) {
    QueryReader query = QueryReader.of(request);
    Side from = side(query, "from").orElseGet(Side.Base::new);
    Side to = side(query, "to").orElseGet(Side.Head::new);
    query.checkNothingElse();
    return AgentAnswers.comparison(
        request,
        orThrow(
            new CompareAgent(desk)
                .copy(AgentRequests.address(caller, tenant, agent, revision), from, to),
            caller));
  }

  private static Optional<Side> side(QueryReader query, String name) {
    return query.parsed(name, SIDE_RULE, text -> Side.parse(text, true));
  }

  private static <T> T orThrow(Outcome<T> outcome, Caller caller) {
    return AgentRefusals.orThrow(caller.tenant(), outcome);
  }

  private MutableHttpResponse<byte[]> shown(CopyView view) {
    return AgentAnswers.draft(view, read.history(view.copy(), false));
  }
}
