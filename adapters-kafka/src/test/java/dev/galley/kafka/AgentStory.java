package dev.galley.kafka;

import dev.galley.application.event.EventMessage;
import dev.galley.contract.Author;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentCommit;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.AgentProfile;
import dev.galley.domain.agent.CopyPlace;
import dev.galley.domain.agent.CopyWriter;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The life of an agent, told by its events. The domain decides; nothing is stored. */
final class AgentStory {
  private static final AgentId ID = new AgentId("ticket-triage");

  private final TenantId tenant = new TenantId("tenant-" + UUID.randomUUID());
  private final List<EventMessage> told = new ArrayList<>();
  private final List<Revision> revisions = new ArrayList<>();
  private final Map<ContentHash, Snapshot> contents = new HashMap<>();
  private Optional<Agent> agent = Optional.empty();
  private long clock;

  /** Every kind of event, contents along and linked, revisions current and not. */
  static List<EventMessage> whole() {
    return new AgentStory()
        .create()
        .describe("Still nothing")
        .mint(full("First"))
        .describe("Something")
        .commit(full("Second"), true)
        .commit(big(), false)
        .deploy(1)
        .deploy(3)
        .delete()
        .create()
        .delete()
        .create()
        .commit(AgentContent.parse(JsonObject.EMPTY), false)
        .told();
  }

  /** A content in which every field is set, those that may be null to null as well. */
  static AgentContent full(String comment) {
    return AgentContent.parse(
        JsonReader.read(
            """
            {"comment": "%s",
             "subAgents": [
               {"id": "s1", "slug": "helper", "integrationId": "sub_agent", "agentId": "other",
                "displayName": "Helper", "description": "Helps", "toolType": "AGENT_TOOL",
                "actionType": "READ_ONLY", "resultType": "STRING",
                "authSettings": {"supportsOAuth": true, "oAuth": []}, "flow": null,
                "parametersMetadata": [], "avatarFileId": "f1", "authors": [1]},
               {"id": "s2", "slug": null, "authSettings": {"supportsOAuth": null, "oAuth": null}}],
             "flow": {
               "steps": [
                 {"id": "in", "type": "ENTRY_POINT"},
                 {"id": "work", "type": "AGENT", "name": "Grüße", "parameters": {"depth": 9},
                  "humanApprovalConfig": {"slotName": "approver"},
                  "steps": [{"id": "inner", "type": "TOOL", "steps": null, "name": null,
                             "parameters": null, "humanApprovalConfig": null}]},
                 {"id": "out", "type": "EXIT_POINT", "authors": true}],
               "edges": [
                 {"id": "e1", "source": "in", "target": "work", "condition": "always"},
                 {"id": null, "source": "work", "target": "out", "condition": {"any": [1]}}]},
             "integrationSlots": [
               {"id": "i1", "integrationId": "mail", "displayName": "Mail", "tenantConfigId": "c"},
               {"id": "i2", "integrationId": null}],
             "integrationBindings": {"i1": {"to": "x"}},
             "assets": [{"id": "a1"}],
             "slots": [{"name": "approver", "displayName": "Approver", "requiredKind": "HUMAN"},
                       {"name": "other", "displayName": null}]}
            """
                .formatted(comment)));
  }

  /** A content that stays at home. */
  static AgentContent big() {
    JsonObject full = full("Fourth").toJson();
    return AgentContent.parse(
        full.with(
            "integrationBindings",
            JsonObject.EMPTY.with("long", Json.of("x".repeat(EventMessage.CONTENT_BYTES)))));
  }

  AgentStory create() {
    return next(
        Agent.create(
            ID,
            tenant,
            agent,
            new AgentProfile("Triage", Optional.empty(), List.of()),
            now(),
            Author.change()));
  }

  AgentStory describe(String description) {
    AgentProfile other =
        new AgentProfile("Ticket triage", Optional.of(description), List.of("red", "Grün"));
    return next(agent().describe(other, now(), Author.change()).orElseThrow());
  }

  AgentStory mint(AgentContent content) {
    return next(agent().mint(authored(content), Optional.of("Minted"), now(), Author.change()));
  }

  AgentStory commit(AgentContent content, boolean deploy) {
    long base = agent().newestRevision();
    Agent.Authored head = authored(content);
    CopyWriter writer = new CopyWriter(now(), Optional.empty());
    WorkingCopy copy =
        WorkingCopy.create(
                UUID.randomUUID(),
                tenant,
                new CopyPlace(ID, agent().incarnation(), base, Author.NAME),
                Optional.empty(),
                new WorkingCopy.Start(
                    UUID.randomUUID(), head.content(), AgentContent.EMPTY.snapshot().hash()),
                writer,
                Author.change())
            .next();
    AgentCommit decision =
        agent()
            .commit(
                copy,
                head,
                OptionalLong.empty(),
                Optional.of("Zürich, \"because\""),
                deploy,
                writer,
                Author.change());
    if (!(decision instanceof AgentCommit.Committed(Transition<Agent> made, WorkingCopy left))
        || left.open().isPresent()) {
      throw new AssertionError("decision: " + decision);
    }
    return next(made);
  }

  AgentStory deploy(long number) {
    Revision revision =
        revisions.stream().filter(r -> r.number() == number).findFirst().orElseThrow();
    return next(agent().deploy(revision, now(), Author.change()));
  }

  AgentStory delete() {
    return next(agent().delete(now(), Author.change()));
  }

  List<EventMessage> told() {
    return List.copyOf(told);
  }

  private Agent agent() {
    return agent.orElseThrow();
  }

  private Agent.Authored authored(AgentContent content) {
    contents.put(content.snapshot().hash(), content.snapshot());
    return new Agent.Authored(content.snapshot().hash(), ChangedPaths.of(List.of("/flow/steps")));
  }

  private Stamp now() {
    return Author.at(++clock);
  }

  private AgentStory next(Transition<Agent> transition) {
    agent = Optional.of(transition.next());
    revisions.addAll(transition.revisions());
    for (Event event : transition.events()) {
      told.add(
          new EventMessage(
              event,
              event
                  .content()
                  .map(contents::get)
                  .filter(s -> s.canonical().length() < EventMessage.CONTENT_BYTES)));
    }
    return this;
  }
}
