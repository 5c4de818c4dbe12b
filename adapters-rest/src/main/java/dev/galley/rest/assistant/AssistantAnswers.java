package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.CheckDraft;
import dev.galley.application.assistant.CommitDraft;
import dev.galley.application.assistant.EditSkills;
import dev.galley.application.assistant.FindAssistant;
import dev.galley.application.gate.GateFinding;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.EntityTag;
import dev.galley.rest.http.EntityTagCondition;
import dev.galley.rest.http.Saved;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Assistants, drafts and skills as answers with links, tags and caching rules. */
final class AssistantAnswers {
  private AssistantAnswers() {}

  /** One assistant or draft, with all its fields. */
  static MutableHttpResponse<byte[]> single(
      AssistantDesk desk,
      HttpRequest<?> request,
      Caller caller,
      AssistantView view,
      HttpStatus status) {
    JsonObject links = links(caller, view, view.naturalId());
    return single(desk, request, caller, view, links, status, JsonObject.EMPTY);
  }

  /** What is live after a commit, with what its author should know about it. */
  static MutableHttpResponse<byte[]> committed(
      AssistantDesk desk, HttpRequest<?> request, Caller caller, CommitDraft.Committed committed) {
    AssistantView view = committed.live();
    return single(
        desk,
        request,
        caller,
        view,
        links(caller, view, view.naturalId()),
        HttpStatus.OK,
        CommitWarnings.of(committed));
  }

  /** What a commit of the draft would be told. */
  static MutableHttpResponse<byte[]> checked(CheckDraft.Checked checked) {
    List<GateFinding> reasons = checked.findings().stream().filter(GateFinding::blocking).toList();
    List<GateFinding> others = checked.findings().stream().filter(f -> !f.blocking()).toList();
    return Answers.uncached(
        Answers.json(
            JsonObject.builder()
                .put("blocked", checked.blocked())
                .put("reasons", Refusals.told(reasons))
                .put(CommitWarnings.MEMBER, CommitWarnings.of(checked.valueless(), others))
                .build()));
  }

  private static MutableHttpResponse<byte[]> single(
      AssistantDesk desk,
      HttpRequest<?> request,
      Caller caller,
      AssistantView view,
      JsonObject links,
      HttpStatus status,
      JsonObject more) {
    JsonObject shown = AssistantRepresentation.of(view, true);
    String tag = view.authoredTag() + '.' + ContentHash.of(shown).prefix(16);
    JsonObject body =
        JsonObject.builder()
            .putAll(shown)
            // No part of the tag, as it depends on the caller.
            .putOrNull("chatId", chat(desk, caller, view).map(UUID::toString))
            .putAll(more)
            .put("_links", links)
            .build();
    return conditional(request, tag, Answers.of(status, Answers.HAL, body));
  }

  private static Optional<UUID> chat(AssistantDesk desk, Caller caller, AssistantView view) {
    return Saved.beside(() -> new FindAssistant(desk).chat(caller, view), Optional.empty());
  }

  /** An assistant with what was live at a time. */
  static MutableHttpResponse<byte[]> asOf(
      AssistantDesk desk, HttpRequest<?> request, Caller caller, AssistantView view, String asOf) {
    String path = Links.assistant(view.naturalId());
    JsonObject links =
        links(caller, view, view.naturalId())
            .with("self", Links.to(Links.withQuery(path, Map.of("asOf", asOf))))
            .with(
                "inf:revision",
                Links.to(path + "/revisions/" + view.assistant().live().revision()));
    return single(desk, request, caller, view, links, HttpStatus.OK, JsonObject.EMPTY);
  }

  /** One of a list: the seeds link it by its UUID there. */
  static JsonObject item(Caller caller, AssistantView view) {
    return JsonObject.builder()
        .put("_links", links(caller, view, view.id().toString()))
        .putAll(AssistantRepresentation.of(view, false))
        .build();
  }

  private static JsonObject links(Caller caller, AssistantView view, String self) {
    String path = Links.assistant(view.naturalId());
    JsonObject.Builder links =
        JsonObject.builder()
            .put("self", Links.to(Links.assistant(self)))
            .put("inf:assistant-skills", Links.to(path + "/skills"))
            .put("inf:skills", Links.to(path + "/skills"))
            .put("inf:assistant-datasets", Links.to(path + "/datasets"))
            .put("inf:datasets", Links.to(path + "/datasets"))
            .put("inf:references", Links.to(path + "/references"))
            .put("inf:files", Links.to(path + "/files"));
    Level level = view.assistant().levelOnDraft(caller);
    String original = Links.assistant(view.assistant().naturalId().toString());
    if (view.draft().isPresent()) {
      links.put("inf:original", Links.to(original));
    } else if (view.assistant().draft().isPresent() && level.allows(Level.READ)) {
      links.put("inf:draft", Links.to(original + "/draft"));
    }
    if (level.allows(Level.READ)) {
      links.put("inf:shares", Links.to(original + "/shares"));
      links.put("inf:comments", Links.to(path + "/comments"));
      links.put("inf:usage", Links.to(original + "/usage"));
    }
    if (level.allows(Level.WRITE)) {
      links.put("inf:assistant-secrets", Links.to(path + "/secrets"));
      links.put("inf:secrets", Links.to(path + "/secrets"));
      links.put("inf:revisions", Links.to(original + "/revisions"));
    }
    return links.build();
  }

  /** A skill of an assistant or draft. */
  static JsonObject skill(AssistantView view, Skill skill) {
    String path = Links.assistant(view.naturalId());
    String self = path + "/skills/" + skill.id();
    return JsonObject.builder()
        .putAll(AssistantRepresentation.skill(view, skill))
        .put(
            "_links",
            JsonObject.builder()
                .put("self", Links.to(self))
                .put("inf:driver", Links.to(self + "/driver"))
                .put("inf:assistant", Links.to(path))
                .build())
        .build();
  }

  /** One skill as an answer. */
  static MutableHttpResponse<byte[]> skill(
      HttpRequest<?> request, AssistantView view, Skill skill, HttpStatus status) {
    return conditional(
        request,
        view.unavailable().contains(skill.type())
            ? EditSkills.tag(skill) + ".unavailable"
            : EditSkills.tag(skill),
        Answers.of(status, Answers.HAL, skill(view, skill)));
  }

  /** A collection of an assistant: it has the tag of the assistant's authored state. */
  static MutableHttpResponse<byte[]> part(
      HttpRequest<?> request, AssistantView view, String mediaType, Json body) {
    String tag = view.authoredTag() + '.' + ContentHash.of(body).prefix(16);
    return conditional(request, tag, Answers.of(HttpStatus.OK, mediaType, body));
  }

  /** Adds tag and caching rules; 304 when the client has just this already. */
  static MutableHttpResponse<byte[]> conditional(
      HttpRequest<?> request, String tag, MutableHttpResponse<byte[]> answer) {
    boolean reading =
        switch (request.getMethod()) {
          case GET, HEAD -> true;
          default -> false;
        };
    if (reading
        && EntityTagCondition.ifNoneMatch(request)
            .filter(condition -> condition.matchesWeakly(tag::equals))
            .isPresent()) {
      return tagged(tag, HttpResponse.notModified());
    }
    return tagged(tag, answer);
  }

  private static MutableHttpResponse<byte[]> tagged(
      String tag, MutableHttpResponse<byte[]> answer) {
    return Answers.uncached(answer).header(HttpHeaders.ETAG, EntityTag.strong(tag).toHeader());
  }
}
