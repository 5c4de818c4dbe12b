package dev.galley.kafka;

import dev.galley.application.event.EventMessage;
import dev.galley.contract.Author;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.CommitDecision;
import dev.galley.domain.assistant.LiveEdit;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The life of an assistant, told by its events. The domain decides; nothing is stored. */
final class Story {
  private final List<EventMessage> told = new ArrayList<>();
  private Assistant assistant;
  private AssistantContent live;
  private long clock = 1;

  private Story(Transition<Assistant> birth, AssistantContent content) {
    this.assistant = birth.next();
    this.live = content;
    tell(birth.events(), Optional.of(content));
  }

  static Story of(TenantId tenant) {
    return of(tenant, full("Helper"));
  }

  static Story of(TenantId tenant, AssistantContent content) {
    return new Story(
        Assistant.create(
            new Assistant.Birth(
                Author.freshId(),
                tenant,
                Principal.user("ada"),
                Slug.of("helper"),
                Optional.empty(),
                List.of(),
                Optional.empty()),
            Author.authored(content),
            Author.at(0),
            Author.change()),
        content);
  }

  /** One that nobody else's tests see. */
  static Story inFreshTenant() {
    return of(new TenantId("tenant-" + UUID.randomUUID()));
  }

  /** Every kind of event, contents along and linked. */
  static List<EventMessage> whole() {
    return inFreshTenant()
        .updateLive(full("Second"))
        .giveTo("grace")
        .commit(full("Third"), "Zürich, \"because\"")
        .commit(big("Fourth"), "Too big to travel")
        .delete()
        .told();
  }

  /** A content in which every field is set. */
  static AssistantContent full(String name) {
    return Author.fromJson(
        JsonObject.builder()
            .put("name", name)
            .put("description", "Describes " + name)
            .put("instructions", "\u4f60\u597d \"quoted\" \\ \n")
            .put("welcome", "Hello")
            .put("dispatcher", true)
            .put("suggestions", JsonArray.ofTexts(List.of("One?", "Two?")))
            .put("modelId", "model-1")
            .put("icon", "robot")
            .put("shared", true)
            .put("embedded", true)
            .put("data", JsonObject.EMPTY.with("number", Json.of(9007199254740991L)))
            .put("tags", JsonArray.ofTexts(List.of("red", "Gr\u00fcn")))
            .put(
                "skills",
                new JsonArray(
                    List.of(
                        JsonObject.builder()
                            .put("id", new UUID(0x7000, 1).toString())
                            .put("type", "search")
                            .put("name", "Skill")
                            .put("data", JsonObject.EMPTY.with("n", Json.of(1L)))
                            .build()))));
  }

  /** A content that stays at home. */
  static AssistantContent big(String name) {
    return Author.content(name, "x".repeat(EventMessage.CONTENT_BYTES));
  }

  Story updateLive(AssistantContent content) {
    LiveEdit edit =
        assistant.editLive(
            Author.authored(content),
            ChangedPaths.of(List.of("/name")),
            new Assistant.Settings(Optional.of("folder-1"), false),
            new TokenChange.Keep(),
            Author.at(clock++),
            Author.change());
    if (!(edit instanceof LiveEdit.Changed(var transition))) {
      throw new AssertionError("edit: " + edit);
    }
    return next(transition, content);
  }

  Story giveTo(String owner) {
    return next(
        assistant
            .changeOwner(
                Principal.user(owner), assistant.slug(), Author.at(clock++), Author.change())
            .orElseThrow(),
        live);
  }

  Story commit(AssistantContent content, String comment) {
    return commit(content, comment, ChangedPaths.of(List.of("/name", "/instructions")));
  }

  Story commit(AssistantContent content, String comment, ChangedPaths paths) {
    assistant = assistant.openDraft(Author.at(clock++), Author.change()).next();
    ContentHash head = content.snapshot().hash();
    assistant =
        assistant
            .editDraft(head, new TokenChange.Keep(), Author.at(clock++), Author.change())
            .orElseThrow()
            .next();
    CommitDecision decision =
        assistant.commit(
            Author.authored(content),
            paths,
            OptionalLong.empty(),
            Optional.of(comment),
            Author.at(clock++),
            Author.change());
    if (!(decision instanceof CommitDecision.Committed(var transition))) {
      throw new AssertionError("decision: " + decision);
    }
    return next(transition, content);
  }

  /** That many commits, one after the other. */
  Story commits(int count) {
    for (int i = 0; i < count; i++) {
      commit(Author.content("Helper", "Version " + clock), "Number " + i);
    }
    return this;
  }

  Story delete() {
    Transition<Tombstone> end = assistant.delete(Author.at(clock++), Author.change());
    tell(end.events(), Optional.empty());
    return this;
  }

  private Story next(Transition<Assistant> transition, AssistantContent content) {
    assistant = transition.next();
    live = content;
    tell(transition.events(), Optional.of(live));
    return this;
  }

  private void tell(List<Event> events, Optional<AssistantContent> content) {
    for (Event event : events) {
      told.add(
          new EventMessage(
              event.in("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
              content
                  .map(AssistantContent::snapshot)
                  .filter(s -> s.canonical().length() < EventMessage.CONTENT_BYTES)));
    }
  }

  List<EventMessage> told() {
    return List.copyOf(told);
  }

  EventMessage last() {
    return told.getLast();
  }
}
