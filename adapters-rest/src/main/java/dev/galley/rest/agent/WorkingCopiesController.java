package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AgentForms;
import dev.galley.application.agent.AutosaveCopy;
import dev.galley.application.agent.CommitCopy;
import dev.galley.application.agent.CompareAgent;
import dev.galley.application.agent.CompareAgent.Side;
import dev.galley.application.agent.CopyView;
import dev.galley.application.agent.DiscardCopy;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.agent.RebaseCopy;
import dev.galley.application.agent.RestoreCopy;
import dev.galley.application.agent.StepCopy;
import dev.galley.application.agent.StepCopy.Direction;
import dev.galley.application.assistant.RebaseDraft;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.ComparisonAnswers;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.RequestBean;
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
  HttpResponse<byte[]> get(@RequestBean CopyRequest copy) {
    QueryReader.of(copy.http()).checkNothingElse();
    Optional<CopyView> found = copy.orThrow(read.handle(copy.address()));
    return found.isPresent() ? shown(found.get()) : HttpResponse.noContent();
  }

  @Put("/draft")
  HttpResponse<byte[]> autosave(@RequestBean CopyRequest copy, RequestBody body) {
    QueryReader.of(copy.http()).checkNothingElse();
    CopyView saved =
        copy.orThrow(
            new AutosaveCopy(desk)
                .handle(
                    new AutosaveCopy.Command(
                        copy.address(),
                        AgentContent.parse(body.json(), desk.limits().contentBytes()),
                        copy.seen(),
                        copy.client())));
    return AgentRequests.minimal(copy.http())
        ? HttpResponse.<byte[]>noContent()
            .header(HttpHeaders.ETAG, AgentAnswers.tag(saved.copy()))
            .header("Preference-Applied", AgentRequests.MINIMAL)
        : shown(saved);
  }

  @Delete("/draft")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> discard(@RequestBean CopyRequest copy) {
    QueryReader.of(copy.http()).checkNothingElse();
    copy.orThrow(new DiscardCopy(desk).handle(copy.address(), copy.seen(), copy.client()));
    return HttpResponse.noContent();
  }

  @Post("/draft:undo")
  HttpResponse<byte[]> undo(@RequestBean CopyRequest copy, RequestBody body) {
    body.noFields();
    return step(copy, Direction.UNDO);
  }

  @Post("/draft:redo")
  HttpResponse<byte[]> redo(@RequestBean CopyRequest copy, RequestBody body) {
    body.noFields();
    return step(copy, Direction.REDO);
  }

  private HttpResponse<byte[]> step(CopyRequest copy, Direction direction) {
    QueryReader.of(copy.http()).checkNothingElse();
    return shown(
        copy.orThrow(
            new StepCopy(desk).handle(copy.address(), copy.seen(), copy.client(), direction)));
  }

  @Post("/draft:restore")
  HttpResponse<byte[]> restore(@RequestBean CopyRequest copy, RequestBody body) {
    return restore(copy, Optional.of(AgentForms.restore(body.object())));
  }

  @Post("/draft:reset")
  HttpResponse<byte[]> reset(@RequestBean CopyRequest copy, RequestBody body) {
    body.noFields();
    return restore(copy, Optional.empty());
  }

  private HttpResponse<byte[]> restore(CopyRequest copy, Optional<SeqNo> entry) {
    QueryReader.of(copy.http()).checkNothingElse();
    return shown(
        copy.orThrow(
            new RestoreCopy(desk).handle(copy.address(), copy.seen(), copy.client(), entry)));
  }

  @Post("/draft:validate")
  HttpResponse<byte[]> validate(@RequestBean CopyRequest copy, RequestBody body) {
    QueryReader.of(copy.http()).checkNothingElse();
    body.noFields();
    CopyView view =
        copy.orThrow(read.handle(copy.address()))
            .orElseThrow(() -> Refusals.problem(new Refusal.NotFound("draft")).asException());
    return AgentAnswers.json(AgentAnswers.validation(view))
        .header(HttpHeaders.ETAG, AgentAnswers.tag(view.copy()));
  }

  @Post("/draft:commit")
  HttpResponse<byte[]> commit(@RequestBean CopyRequest copy, RequestBody body) {
    QueryReader query = QueryReader.of(copy.http());
    boolean force = query.flag("force");
    OptionalLong expected = query.integer("expectedRevision", 1, Long.MAX_VALUE);
    if (expected.isPresent() && !force) {
      query.refuse("expectedRevision", "goes with force=true");
    }
    query.checkNothingElse();
    AgentForms.Commit wish =
        AgentForms.commit(body.objectIfAny().orElse(JsonObject.EMPTY), desk.limits());
    CommitCopy.Committed committed =
        copy.orThrow(
            new CommitCopy(desk)
                .handle(
                    new CommitCopy.Command(
                        copy.address(), copy.seen(), copy.client(), wish, force, expected)));
    return AgentAnswers.json(HttpStatus.CREATED, AgentAnswers.committed(committed, wish.deploy()))
        .header(
            HttpHeaders.LOCATION,
            AgentLinks.revision(
                copy.caller().tenant(), copy.agent(), committed.revision().number()));
  }

  @Post("/draft:rebase")
  HttpResponse<byte[]> rebase(@RequestBean CopyRequest copy, RequestBody body) {
    QueryReader query = QueryReader.of(copy.http());
    boolean replace = query.flag("replace");
    query.checkNothingElse();
    RebaseCopy.Result result =
        copy.orThrow(
            new RebaseCopy(desk)
                .handle(
                    new RebaseCopy.Command(
                        copy.address(),
                        copy.seen(),
                        copy.client(),
                        RebaseDraft.read(body.objectIfAny().orElse(JsonObject.EMPTY)),
                        replace)));
    return switch (result) {
      case RebaseCopy.Rebased(CopyView view) ->
          shown(view)
              .header(
                  HttpHeaders.CONTENT_LOCATION,
                  AgentLinks.draft(
                      copy.caller().tenant(), copy.agent(), view.copy().place().base()));
      case RebaseCopy.Preview preview -> AgentAnswers.json(AgentAnswers.preview(preview));
    };
  }

  @Get("/draft:compare")
  @Produces({MediaType.APPLICATION_JSON, ComparisonAnswers.JSON_PATCH})
  HttpResponse<byte[]> compare(@RequestBean CopyRequest copy) {
    QueryReader query = QueryReader.of(copy.http());
    Side from = side(query, "from").orElseGet(Side.Base::new);
    Side to = side(query, "to").orElseGet(Side.Head::new);
    query.checkNothingElse();
    return AgentAnswers.comparison(
        copy.http(), copy.orThrow(new CompareAgent(desk).copy(copy.address(), from, to)));
  }

  private static Optional<Side> side(QueryReader query, String name) {
    return query.parsed(name, SIDE_RULE, text -> Side.parse(text, true));
  }

  private MutableHttpResponse<byte[]> shown(CopyView view) {
    return AgentAnswers.draft(view, read.history(view.copy(), false));
  }
}
