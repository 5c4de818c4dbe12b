package dev.galley.example;

import dev.galley.application.event.EventMessage;
import dev.galley.consumer.GalleyMessage;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentCommit;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.AgentProfile;
import dev.galley.domain.agent.CopyPlace;
import dev.galley.domain.agent.CopyWriter;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The life of one agent by Galley's own domain, and the records that tell of it. */
final class ToldAgent {
  private static final AgentId ID = new AgentId("ticket-triage");
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final TenantId tenant;
  private final List<EventMessage> messages = new ArrayList<>();
  private final List<Revision> revisions = new ArrayList<>();
  private final Map<ContentHash, Snapshot> contents = new HashMap<>();
  private Optional<Agent> agent = Optional.empty();
  private int minutes;

  ToldAgent(TenantId tenant) {
    this.tenant = tenant;
  }

  ToldAgent create() {
    return next(
        Agent.create(
            ID,
            tenant,
            agent,
            new AgentProfile("Triage", Optional.empty(), List.of("desk")),
            now(),
            change()));
  }

  ToldAgent describe(String description) {
    return next(
        agent()
            .describe(
                new AgentProfile("Triage", Optional.of(description), List.of()), now(), change())
            .orElseThrow());
  }

  /** A revision past all working copies, that has this comment as its content. */
  ToldAgent mint(String content) {
    return next(agent().mint(authored(content), Optional.empty(), now(), change()));
  }

  ToldAgent commit(String content, boolean deploy) {
    Agent.Authored head = authored(content);
    CopyWriter writer = new CopyWriter(now(), Optional.empty());
    WorkingCopy copy =
        WorkingCopy.create(
                UUID.randomUUID(),
                tenant,
                new CopyPlace(ID, agent().incarnation(), agent().newestRevision(), "alice"),
                Optional.empty(),
                new WorkingCopy.Start(
                    UUID.randomUUID(), head.content(), AgentContent.EMPTY.snapshot().hash()),
                writer,
                change())
            .next();
    if (!(agent()
            .commit(
                copy, head, OptionalLong.empty(), Optional.of("Grüße"), deploy, writer, change())
        instanceof AgentCommit.Committed committed)) {
      throw new AssertionError("not committed");
    }
    return next(committed.agent());
  }

  ToldAgent deploy(long number) {
    Revision revision =
        revisions.stream().filter(r -> r.number() == number).findFirst().orElseThrow();
    return next(agent().deploy(revision, now(), change()));
  }

  ToldAgent delete() {
    return next(agent().delete(now(), change()));
  }

  List<EventMessage> messages() {
    return messages;
  }

  UUID id() {
    return agent().ref().id();
  }

  /** The record of an event as Kafka would give it to the consumer, at that offset. */
  ConsumerRecord<String, GalleyMessage> record(int sequence, long offset) {
    EventMessage message = messages.get(sequence - 1);
    return Told.record(
        Told.partition(message.event()),
        offset,
        message.event().aggregate().key(),
        Told.read(message));
  }

  private Agent agent() {
    return agent.orElseThrow();
  }

  private Agent.Authored authored(String comment) {
    Snapshot content =
        AgentContent.parse(
                JsonObject.builder()
                    .put("comment", comment.substring(0, Math.min(comment.length(), 9)))
                    .put("integrationBindings", JsonObject.builder().put("long", comment).build())
                    .build())
            .snapshot();
    contents.put(content.hash(), content);
    return new Agent.Authored(content.hash(), ChangedPaths.of(List.of("/comment")));
  }

  private ToldAgent next(Transition<Agent> transition) {
    agent = Optional.of(transition.next());
    revisions.addAll(transition.revisions());
    for (Event event : transition.events()) {
      messages.add(
          new EventMessage(
              event,
              event
                  .content()
                  .map(contents::get)
                  .filter(s -> s.canonical().length() < EventMessage.CONTENT_BYTES)));
    }
    return this;
  }

  private Stamp now() {
    return new Stamp(START.plusSeconds(60L * ++minutes), "alice");
  }

  private static ChangeId change() {
    return new ChangeId(UUID.randomUUID());
  }
}
