package dev.galley.rest.idempotency;

import dev.galley.application.agent.CommitCopy;
import dev.galley.application.agent.CopyView;
import dev.galley.application.agent.MintRevision;
import dev.galley.application.agent.RebaseCopy;
import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.CommentView;
import dev.galley.application.assistant.CommitDraft;
import dev.galley.application.assistant.ContentEditor;
import dev.galley.application.assistant.OpenDraft;
import dev.galley.application.assistant.RebaseDraft;
import dev.galley.application.assistant.RestoreDraft;
import dev.galley.application.chat.ChatView;
import dev.galley.application.chat.ReportMessage;
import dev.galley.application.persona.EditCatalogue;
import dev.galley.application.persona.EditPersona;
import dev.galley.application.persona.PatchDraft;
import dev.galley.application.persona.PersonaHistory;
import dev.galley.application.persona.SavePersona;
import dev.galley.application.store.Change;
import dev.galley.application.support.ShownOnce;
import dev.galley.application.token.CreateToken;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AttachedFile;
import dev.galley.domain.assistant.Dataset;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.assistant.TargetReference;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.event.EventType;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.Resource;
import dev.galley.domain.token.ApiToken;
import dev.galley.rest.assistant.CommitWarnings;
import dev.galley.rest.assistant.Links;
import dev.galley.rest.persona.PersonaLinks;
import io.micronaut.http.HttpStatus;
import java.util.Optional;
import java.util.UUID;

/**
 * What a request has made, as its receipt tells it: enough to make the answer from again.
 *
 * @param status of the answer, as the controller would have given it
 * @param link the path whose GET shows the thing; absent where this class knows none
 * @param shownOnce whether the answer showed a credential
 * @param told members of the answer that the GET does not show
 * @param seal names the key of the server under which the request's fingerprint was taken
 */
record Made(
    HttpStatus status, Optional<String> link, boolean shownOnce, JsonObject told, String seal) {

  /**
   * What is made when a change is saved.
   *
   * @param answer what the use case will answer. The answer of a kind that is not listed here leads
   *     to the aggregate as a whole
   */
  static Made of(Change change, Object answer) {
    Made made =
        switch (answer) {
          case OpenDraft.Opened(AssistantView view) -> shown(HttpStatus.CREATED, view);
          case RestoreDraft.Restored(AssistantView view, boolean opened) ->
              shown(opened ? HttpStatus.CREATED : HttpStatus.OK, view);
          case RebaseDraft.Rebased(AssistantView view) -> shown(HttpStatus.OK, view);
          case CommitDraft.Committed committed ->
              shown(HttpStatus.OK, committed.live()).telling(CommitWarnings.of(committed));
          case AssistantView view -> shown(statusOf(change), view);
          case ContentEditor.Result<?>(AssistantView view, Object part) -> edited(view, part);
          case CommentView view ->
              at(
                  HttpStatus.CREATED,
                  Links.assistant(view.comment().on().toString())
                      + "/comments/"
                      + view.comment().id());
          case MintRevision.Minted(Agent agent, Revision revision) -> revision(agent, revision);
          case CommitCopy.Committed(Agent agent, Revision revision, var skipped) ->
              revision(agent, revision);
          case CopyView view -> copy(view.copy(), statusOf(change));
          case RebaseCopy.Rebased(CopyView view) -> copy(view.copy(), HttpStatus.OK);
          case CreateToken.Created(ApiToken token, String text) ->
              at(HttpStatus.CREATED, Links.token(token.id()));
          case ChatView view -> at(HttpStatus.CREATED, Links.chat(view.chat().id()));
          case ReportMessage.Reported reported ->
              at(HttpStatus.OK, Links.chat(reported.chat().id()));
          case PatchDraft.Patched(UUID draft, boolean open, var told) ->
              at(HttpStatus.OK, open ? PersonaLinks.draft(draft) : PersonaLinks.ledger(draft));
          case EditPersona.Opened opened ->
              at(
                  opened.created() ? HttpStatus.CREATED : HttpStatus.OK,
                  PersonaLinks.draft(opened.draft().seen().draft().id()));
          case PersonaHistory.Rebased(var draft) ->
              at(HttpStatus.OK, PersonaLinks.draft(draft.seen().draft().id()));
          case SavePersona.Saved(Persona persona, boolean published) ->
              at(
                  published && persona.live().revision() == 1 ? HttpStatus.CREATED : HttpStatus.OK,
                  PersonaLinks.published(persona.id()));
          case EditCatalogue.Made(Resource resource, boolean created) ->
              at(
                  created ? HttpStatus.CREATED : HttpStatus.OK,
                  PersonaLinks.resource(resource.kind().wireName(), resource.id()));
          default -> aggregate(change);
        };
    return answer instanceof ShownOnce ? made.once() : made;
  }

  private static HttpStatus statusOf(Change change) {
    return change.readVersion() == 0 ? HttpStatus.CREATED : HttpStatus.OK;
  }

  private static Made at(HttpStatus status, String link) {
    return new Made(status, Optional.of(link), false, JsonObject.EMPTY, "");
  }

  private static Made shown(HttpStatus status, AssistantView view) {
    return at(status, Links.assistant(view.id().toString()));
  }

  private static Made edited(AssistantView view, Object part) {
    String path = Links.assistant(view.id().toString());
    return part instanceof Optional<?> added && added.isPresent()
        ? child(added.get())
            .map(child -> at(HttpStatus.CREATED, path + child))
            .orElseGet(() -> at(HttpStatus.OK, path))
        : at(HttpStatus.OK, path);
  }

  private static Optional<String> child(Object part) {
    return switch (part) {
      case Skill skill -> Optional.of("/skills/" + skill.id());
      case Dataset dataset -> Optional.of("/datasets/" + Links.segment(dataset.id()));
      case TargetReference reference ->
          Optional.of("/references/" + Links.segment(reference.targetId()));
      case AttachedFile file -> Optional.of("/files/" + file.id());
      case Secret secret -> Optional.of("/secrets/" + secret.id());
      default -> Optional.empty();
    };
  }

  private static Made aggregate(Change change) {
    return switch (change.next()) {
      case Assistant assistant ->
          at(statusOf(change), Links.assistant(assistant.id().value().toString()));
      case Agent agent -> {
        boolean created =
            change.events().stream().anyMatch(event -> event.type() == EventType.AGENT_CREATED);
        yield at(created ? HttpStatus.CREATED : HttpStatus.OK, agent(agent));
      }
      case WorkingCopy copy -> copy(copy, statusOf(change));
      default -> new Made(statusOf(change), Optional.empty(), false, JsonObject.EMPTY, "");
    };
  }

  private static Made revision(Agent agent, Revision revision) {
    return at(HttpStatus.CREATED, agent(agent) + "/revisions/" + revision.number());
  }

  private static Made copy(WorkingCopy copy, HttpStatus status) {
    String agent = agent(copy.tenant().value(), copy.place().agent().value());
    return at(status, agent + "/revisions/" + copy.place().base() + "/draft");
  }

  private static String agent(Agent agent) {
    return agent(agent.tenant().value(), agent.id().value());
  }

  private static String agent(String tenant, String agent) {
    return "/v1/tenants/" + Links.segment(tenant) + "/agents/" + Links.segment(agent);
  }

  private Made once() {
    return new Made(status, link, true, told, seal);
  }

  private Made telling(JsonObject more) {
    return new Made(status, link, shownOnce, more, seal);
  }

  Made sealed(String name) {
    return new Made(status, link, shownOnce, told, name);
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("status", status.getCode())
        .putIfPresent("link", link)
        .putIf(shownOnce, "shownOnce", JsonBoolean.TRUE)
        .putIf(!told.isEmpty(), "told", told)
        .put("seal", seal)
        .build();
  }

  static Made read(JsonObject json) {
    HttpStatus status =
        json.get("status")
            .map(number -> HttpStatus.valueOf((int) ((JsonNumber) number).value()))
            .orElse(HttpStatus.OK);
    return new Made(
        status,
        json.text("link"),
        json.has("shownOnce"),
        json.get("told").map(JsonObject.class::cast).orElse(JsonObject.EMPTY),
        json.text("seal").orElse(""));
  }
}
