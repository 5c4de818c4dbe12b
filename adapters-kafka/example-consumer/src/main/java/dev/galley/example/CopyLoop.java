package dev.galley.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.galley.consumer.AgentEvent;
import dev.galley.consumer.AgentPayload;
import dev.galley.consumer.AssistantEvent;
import dev.galley.consumer.AssistantPayload;
import dev.galley.consumer.GalleyEvent;
import dev.galley.consumer.GalleyMessage;
import dev.galley.consumer.IdempotentHandler;
import dev.galley.consumer.MalformedMessage;
import dev.galley.consumer.Outcome;
import dev.galley.consumer.PersonaEvent;
import dev.galley.consumer.UnknownEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** Polls, applies, and only then commits the offsets, until it is stopped. */
final class CopyLoop {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Set<String> COPIED = Set.of("assistant", "agent");
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Consumer<String, GalleyMessage> consumer;
  private final CopyFolder folder;
  private final Contents contents;
  private final Duration firstPause;
  private final PrintStream out;
  private final PrintStream err;
  private final IdempotentHandler handler;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Duration pause;

  /**
   * @param firstPause before what could not be done is tried again; doubled each time
   */
  CopyLoop(
      Consumer<String, GalleyMessage> consumer,
      CopyFolder folder,
      Contents contents,
      Duration firstPause,
      PrintStream out,
      PrintStream err) {
    this.consumer = consumer;
    this.folder = folder;
    this.contents = contents;
    this.firstPause = firstPause;
    this.pause = firstPause;
    this.out = out;
    this.err = err;
    this.handler =
        new IdempotentHandler(
            folder, this::apply, gap -> err.println("gap: " + EventLine.printable(gap.toString())));
  }

  /** Runs until {@link #stop}; what was applied by then is committed. */
  void run(List<String> topics) throws Exception {
    consumer.subscribe(topics);
    try {
      while (stopped.getCount() > 0) {
        turn();
      }
    } catch (WakeupException e) {
      if (stopped.getCount() > 0) {
        throw e;
      }
      commit();
    }
  }

  /** Ends the run soon. From any thread. */
  void stop() {
    stopped.countDown();
    consumer.wakeup();
  }

  private void turn() throws Exception {
    ConsumerRecords<String, GalleyMessage> records = consumer.poll(POLL);
    if (records.isEmpty()) {
      return;
    }
    boolean done = takeAll(records);
    folder.sync();
    commit();
    if (done) {
      pause = firstPause;
    } else if (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  /** Whether all went well; else the positions are back at what is still to be done. */
  private boolean takeAll(ConsumerRecords<String, GalleyMessage> records) throws Exception {
    Map<TopicPartition, Long> open = new HashMap<>();
    records.partitions().forEach(p -> open.put(p, records.records(p).getFirst().offset()));
    try {
      for (TopicPartition partition : records.partitions()) {
        for (ConsumerRecord<String, GalleyMessage> record : records.records(partition)) {
          open.put(partition, record.offset());
          if (stopped.getCount() == 0) {
            open.forEach(consumer::seek);
            return false;
          }
          take(record);
        }
        open.remove(partition);
      }
      return true;
    } catch (Contents.TryLater e) {
      err.println("waiting: " + EventLine.printable(String.valueOf(e.getMessage())));
      open.forEach(consumer::seek);
      return false;
    }
  }

  private void take(ConsumerRecord<String, GalleyMessage> record) throws Exception {
    LocalTime arrival = LocalTime.now(ZoneId.systemDefault());
    switch (record.value()) {
      case GalleyEvent event -> {
        // Personas and what may come are others' to copy.
        Outcome outcome =
            COPIED.contains(event.envelope().kind())
                ? handler.handle(record.topic(), event)
                : Outcome.APPLIED;
        out.println(EventLine.of(arrival, event, outcome));
      }
      case MalformedMessage malformed -> malformed(record, malformed.problem());
      case null -> malformed(record, "value: none (expected: an event)");
    }
  }

  private void malformed(ConsumerRecord<String, GalleyMessage> record, String problem) {
    err.printf(
        "malformed: %s-%d offset %d: %s%n",
        record.topic(), record.partition(), record.offset(), EventLine.printable(problem));
  }

  private void apply(GalleyEvent event) throws Exception {
    switch (event) {
      case AssistantEvent assistant -> apply(assistant.payload(), event.isDeletion());
      case AgentEvent agent -> apply(agent);
      case PersonaEvent persona -> {
        // Told, and not copied.
      }
      case UnknownEvent unknown -> {
        // Of a type that is not known yet: it changes nothing here, but counts.
      }
    }
  }

  private void apply(AssistantPayload assistant, boolean deleted) throws Exception {
    String name = assistant.naturalId();
    long revision = assistant.revision();
    if (deleted) {
      folder.change(name, revision, NullNode.getInstance(), Optional.empty());
    } else if (assistant.content().isPresent()) {
      folder.change(name, revision, assistant.content().get(), Optional.empty());
    } else {
      fetch(name, revision, assistant.contentLink(), Optional.of(assistant.contentHash()));
    }
  }

  /** The copy of an agent is what runs: its current revision, not its newest. */
  private void apply(AgentEvent event) throws Exception {
    AgentPayload agent = event.payload();
    String name = agent.naturalId();
    if (agent.currentRevision().isEmpty()) {
      folder.change(name, 0, NullNode.getInstance(), Optional.empty());
      return;
    }
    long current = agent.currentRevision().getAsLong();
    // Revisions never change. A copy lacks the current one when it was not there at the deploy,
    // or when a later event of the other topic came before it.
    if (!folder.has(current)) {
      if (!agent.current()) {
        fetch(name, current, Optional.of(link(event, current)), Optional.empty());
      } else if (agent.content().isPresent()) {
        folder.change(name, current, agent.content().get(), Optional.empty());
      } else {
        fetch(name, current, agent.contentLink(), agent.contentHash());
      }
    }
  }

  private static String link(AgentEvent event, long revision) {
    // The source has the tenant as a segment of a path.
    String source = event.envelope().source();
    return "/v1/tenants/"
        + source.substring(source.lastIndexOf('/') + 1)
        + "/agents/"
        + event.payload().naturalId()
        + "/revisions/"
        + revision;
  }

  private void fetch(String name, long revision, Optional<String> link, Optional<String> hash)
      throws Exception {
    Contents.Answer answer =
        link.isPresent() ? contents.read(link.get(), hash) : new Contents.Answer.Missing("erased");
    switch (answer) {
      case Contents.Answer.Found(JsonNode content) ->
          folder.change(name, revision, content, Optional.empty());
      case Contents.Answer.Missing(String reason) -> {
        err.println(
            "no content: " + EventLine.printable(name) + " rev " + revision + ": " + reason);
        folder.change(name, revision, NullNode.getInstance(), Optional.of(reason));
      }
    }
  }

  private void commit() {
    try {
      consumer.commitSync();
    } catch (CommitFailedException | RebalanceInProgressException | TimeoutException e) {
      err.println("offsets not committed, events will come again: " + e.getMessage());
    }
  }
}
