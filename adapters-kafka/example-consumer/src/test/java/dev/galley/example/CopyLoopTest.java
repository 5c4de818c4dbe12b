package dev.galley.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.galley.consumer.GalleyMessage;
import dev.galley.consumer.MalformedMessage;
import dev.galley.domain.access.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CopyLoopTest {
  private static final List<String> TOPICS = List.of(Told.COMMITS.topic(), Told.LIFECYCLE.topic());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Told told =
      Told.supportBot()
          .commit("Help fast.", "Faster.")
          .move("desk")
          .commit("x".repeat(70_000), "Longer.")
          .delete();

  private final ToldAgent agent = new ToldAgent(new TenantId("acme"));

  @TempDir Path temporary;

  @Test
  void theFolderFollowsBothTopics() throws Exception {
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(1, 0));
      kafka.addRecord(told.record(2, 0));
      kafka.addRecord(told.record(3, 1));
      run(kafka, Contents.NOWHERE);

      JsonNode copy = copy();
      assertThat(copy.path("tenant").asText()).isEqualTo("acme");
      assertThat(copy.path("naturalId").asText()).isEqualTo("alice:support-bot");
      assertThat(copy.path("sequence").asLong()).isEqualTo(3);
      assertThat(copy.path("revision").asLong()).isEqualTo(2);
      assertThat(copy.path("deleted").asBoolean()).isFalse();
      assertThat(copy.path("content").path("instructions").asText()).isEqualTo("Help fast.");
      assertThat(kafka.committedWhileRunning).isTrue();
      assertThat(kafka.committedOffset(Told.COMMITS)).isEqualTo(1);
      assertThat(kafka.committedOffset(Told.LIFECYCLE)).isEqualTo(2);
      assertThat(text(out))
          .contains(
              "  created  support-bot  rev 1  by alice",
              "  draft-committed  support-bot  rev 2  by alice  \"Faster.\"  changed:"
                  + " /instructions");
      assertThat(text(err)).isEmpty();
    }
  }

  @Test
  void aRestartThatGetsEverythingAgainChangesNothing() throws Exception {
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(1, 0));
      kafka.addRecord(told.record(2, 0));
      run(kafka, Contents.NOWHERE);
    }
    JsonNode before = copy();
    out.reset();
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(1, 0));
      kafka.addRecord(told.record(2, 0));
      run(kafka, Contents.NOWHERE);
    }
    assertThat(copy()).isEqualTo(before);
    assertThat(text(out).lines()).hasSize(2).allSatisfy(l -> assertThat(l).endsWith("(repeated)"));
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aDeletedAssistantStaysDeletedWithoutContent() throws Exception {
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(1, 0));
      kafka.addRecord(told.record(3, 1));
      kafka.addRecord(told.record(5, 2));
      run(kafka, Contents.NOWHERE);
    }
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(2, 0));
      run(kafka, Contents.NOWHERE);
    }
    assertThat(copy().path("deleted").asBoolean()).isTrue();
    assertThat(copy().path("sequence").asLong()).isEqualTo(5);
    assertThat(copy().get("content").isNull()).isTrue();
    assertThat(text(out).lines().toList().getLast()).endsWith("(superseded)");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aGapIsReportedAndTheNextEventApplied() throws Exception {
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(1, 0));
      kafka.addRecord(told.record(5, 1));
      run(kafka, Contents.NOWHERE);
    }
    assertThat(text(err))
        .startsWith("gap: acme/assistant/01890a5d-ac96-774b-bcce-b302099a0000 on galley.lifecycle")
        .contains("event 5 stands behind 3 (expected: behind 1)");
    assertThat(copy().path("deleted").asBoolean()).isTrue();
  }

  @Test
  void whatIsMalformedIsReportedAndPassed() throws Exception {
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(
          Told.record(
              Told.LIFECYCLE,
              0,
              "x",
              new MalformedMessage("ce_id: none (expected: a text)", ByteBuffer.allocate(0))));
      kafka.addRecord(Told.record(Told.LIFECYCLE, 1, "x", null));
      kafka.addRecord(told.record(1, 2));
      run(kafka, Contents.NOWHERE);
      assertThat(kafka.committedOffset(Told.LIFECYCLE)).isEqualTo(3);
    }
    assertThat(text(err).lines())
        .containsExactly(
            "malformed: galley.lifecycle-0 offset 0: ce_id: none (expected: a text)",
            "malformed: galley.lifecycle-0 offset 1: value: none (expected: an event)");
    assertThat(copy().path("sequence").asLong()).isEqualTo(1);
  }

  @Test
  void aContentThatNobodyHasIsNoted() throws Exception {
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(4, 0));
      run(kafka, Contents.NOWHERE);
    }
    assertThat(copy().get("content").isNull()).isTrue();
    assertThat(copy().path("contentMissing").asText())
        .endsWith("/api/assistants/01890a5d-ac96-774b-bcce-b302099a0000/revisions/3");
    assertThat(text(err)).startsWith("no content: alice:support-bot rev 3: ");

    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(5, 0));
      run(kafka, Contents.NOWHERE);
    }
    assertThat(copy().has("contentMissing")).isFalse();
  }

  @Test
  void anEventWhoseContentCannotBeReadNowIsTriedAgain() throws Exception {
    int[] calls = {0};
    Contents away =
        (link, hash) -> {
          calls[0]++;
          if (calls[0] < 3) {
            throw new Contents.TryLater("server is away");
          }
          return new Contents.Answer.Found(
              JsonNodeFactory.instance.objectNode().put("instructions", "long"));
        };
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(2, 0));
      kafka.addRecord(told.record(4, 1));
      kafka.addRecord(told.record(1, 0));
      kafka.polls = 4;
      run(kafka, away);
      assertThat(kafka.committedOffset(Told.COMMITS)).isEqualTo(2);
      assertThat(kafka.committedOffset(Told.LIFECYCLE)).isEqualTo(1);
    }
    assertThat(calls[0]).isEqualTo(3);
    assertThat(text(err).lines())
        .containsExactly("waiting: server is away", "waiting: server is away");
    assertThat(copy().path("sequence").asLong()).isEqualTo(4);
    assertThat(copy().path("content").path("instructions").asText()).isEqualTo("long");
    assertThat(text(out).lines().filter(line -> line.contains("rev 2"))).hasSize(1);
  }

  @Test
  void theCopyOfAnAgentIsWhatRuns() throws Exception {
    agent.create().mint("First").commit("Second", false);
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(agent.record(1, 0));
      run(kafka, Contents.NOWHERE);
      JsonNode copy = copy(agent.id().toString());
      assertThat(copy.path("kind").asText()).isEqualTo("agent");
      assertThat(copy.path("naturalId").asText()).isEqualTo("ticket-triage");
      assertThat(copy.path("revision").asLong()).isZero();
      assertThat(copy.get("content").isNull()).isTrue();
    }
    deliver(Contents.NOWHERE, 2, 3);
    assertRuns(1, "First");

    agent.deploy(2);
    deliver(Contents.NOWHERE, 4);
    assertRuns(2, "Second");
    agent.commit("Third", true);
    deliver(Contents.NOWHERE, 5, 6);
    assertRuns(3, "Third");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aDeployThatCameTooLateIsNotLost() throws Exception {
    agent.create().mint("First").mint("Second").deploy(2).commit("Third", false);
    List<String> asked = new ArrayList<>();
    Contents server =
        (link, hash) -> {
          asked.add(link);
          return new Contents.Answer.Found(
              JsonNodeFactory.instance.objectNode().put("comment", "Second"));
        };
    deliver(server, 1, 2, 3);
    deliver(server, 5, 4);
    assertRuns(2, "Second");
    assertThat(asked).containsExactly("/v1/tenants/acme/agents/ticket-triage/revisions/2");
    assertThat(text(out).lines().toList().getLast()).contains("deployed").endsWith("(superseded)");
  }

  @Test
  void anAgentThatIsCreatedAgainGoesOnInItsFile() throws Exception {
    agent.create().mint("First").delete();
    deliver(Contents.NOWHERE, 1, 2, 3);
    JsonNode gone = copy(agent.id().toString());
    assertThat(gone.path("deleted").asBoolean()).isTrue();
    assertThat(gone.get("content").isNull()).isTrue();

    agent.create().commit("Again", false);
    deliver(Contents.NOWHERE, 4, 2, 5);
    assertRuns(2, "Again");
    deliver(Contents.NOWHERE, 3);
    assertRuns(2, "Again");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void offsetsThatCannotBeCommittedEndNothing() throws Exception {
    try (Kafka kafka = new Kafka()) {
      kafka.failingCommits = 1;
      kafka.addRecord(told.record(1, 0));
      run(kafka, Contents.NOWHERE);
    }
    assertThat(text(err)).startsWith("offsets not committed, events will come again");
    assertThat(copy().path("sequence").asLong()).isEqualTo(1);
  }

  @Test
  void whatCannotBeMendedEndsTheRunWithoutACommit() throws Exception {
    try (Kafka kafka = new Kafka()) {
      kafka.addRecord(told.record(1, 0));
      Files.writeString(temporary.resolve("acme"), "a file in the way");
      assertThatThrownBy(() -> run(kafka, Contents.NOWHERE)).isInstanceOf(IOException.class);
      assertThat(kafka.committed(Set.of(Told.LIFECYCLE))).isEmpty();
    }
    try (Kafka kafka = new Kafka()) {
      kafka.setPollException(new KafkaException("not authorized"));
      assertThatThrownBy(() -> run(kafka, Contents.NOWHERE)).hasMessage("not authorized");
    }
  }

  /** Each event of the agent with a turn of its own, so that they come in this order. */
  private void deliver(Contents contents, int... sequences) throws Exception {
    for (int sequence : sequences) {
      try (Kafka kafka = new Kafka()) {
        kafka.addRecord(agent.record(sequence, 0));
        run(kafka, contents);
      }
    }
  }

  private void run(Kafka kafka, Contents contents) throws Exception {
    try (CopyFolder folder = CopyFolder.open(temporary)) {
      CopyLoop loop =
          new CopyLoop(kafka, folder, contents, Duration.ofMillis(1), stream(out), stream(err));
      kafka.end = loop::stop;
      loop.run(TOPICS);
    }
  }

  private JsonNode copy() throws IOException {
    return copy("01890a5d-ac96-774b-bcce-b302099a0000");
  }

  private JsonNode copy(String id) throws IOException {
    return new JsonMapper().readTree(temporary.resolve("acme/" + id + ".json").toFile());
  }

  private void assertRuns(long revision, String comment) throws IOException {
    JsonNode copy = copy(agent.id().toString());
    assertThat(copy.path("revision").asLong()).isEqualTo(revision);
    assertThat(copy.path("content").path("comment").asText()).isEqualTo(comment);
    assertThat(copy.has("contentMissing")).isFalse();
    assertThat(copy.path("deleted").asBoolean()).isFalse();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Both topics with one partition each; ends the loop after some polls. */
  private static final class Kafka extends MockConsumer<String, GalleyMessage> {
    private final List<ConsumerRecord<String, GalleyMessage>> log = new ArrayList<>();
    private int polls = 2;
    private int failingCommits;
    private boolean committedWhileRunning;
    private Runnable end = () -> {};

    Kafka() {
      super("earliest");
      List<TopicPartition> partitions = List.of(Told.COMMITS, Told.LIFECYCLE);
      super.subscribe(TOPICS);
      rebalance(partitions);
      updateBeginningOffsets(Map.of(Told.COMMITS, 0L, Told.LIFECYCLE, 0L));
    }

    long committedOffset(TopicPartition partition) {
      return Objects.requireNonNull(committed(Set.of(partition)).get(partition)).offset();
    }

    @Override
    public synchronized void subscribe(Collection<String> topics) {
      // Done already, so that records can be added before the loop begins.
      assertThat(topics).isEqualTo(TOPICS);
    }

    @Override
    public synchronized ConsumerRecords<String, GalleyMessage> poll(Duration timeout) {
      if (polls-- == 0) {
        committedWhileRunning = !committed(assignment()).isEmpty();
        end.run();
      }
      return super.poll(timeout);
    }

    @Override
    public synchronized void addRecord(ConsumerRecord<String, GalleyMessage> record) {
      log.add(record);
      super.addRecord(record);
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      super.seek(partition, offset);
      // Kafka's mock forgets what was polled.
      log.stream()
          .filter(record -> record.topic().equals(partition.topic()) && record.offset() >= offset)
          .forEach(super::addRecord);
    }

    @Override
    public synchronized void commitSync() {
      if (failingCommits-- > 0) {
        throw new CommitFailedException("out of the group");
      }
      super.commitSync();
    }
  }
}
