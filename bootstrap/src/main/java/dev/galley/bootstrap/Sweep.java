package dev.galley.bootstrap;

import dev.galley.application.agent.ClearDeletedAgents;
import dev.galley.application.assistant.ClearDeletedAssistants;
import dev.galley.application.assistant.ClearParts;
import dev.galley.application.chat.CountChats;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.support.ApplicationException;
import dev.galley.bootstrap.event.PublishingRecord;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes away what is gone, a bounded piece at a time, so that no sweep holds anybody up. */
@Singleton
@Requires(missingProperty = "galley.store.alone")
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int PIECE = 500;
  private static final int MOST_PIECES = 200;

  private final Housekeeping housekeeping;
  private final ClearDeletedAgents agents;
  private final ClearParts parts;
  private final ClearDeletedAssistants assistants;
  private final CountChats chats;
  private final Duration snapshotGrace;
  private final Duration receiptAge;
  private final Duration eventAge;
  private final RevisionSettings revisions;
  private final PublishingRecord publishing;

  Sweep(
      Housekeeping housekeeping,
      ClearDeletedAgents agents,
      ClearParts parts,
      ClearDeletedAssistants assistants,
      CountChats chats,
      @Value("${galley.store.snapshot-grace:1h}") Duration snapshotGrace,
      @Value("${galley.receipts.age:24h}") Duration receiptAge,
      @Value("${galley.events.retention:7d}") Duration eventAge,
      RevisionSettings revisions,
      PublishingRecord publishing) {
    this.housekeeping = housekeeping;
    this.agents = agents;
    this.parts = parts;
    this.assistants = assistants;
    this.chats = chats;
    this.snapshotGrace = snapshotGrace;
    this.receiptAge = receiptAge;
    this.eventAge = eventAge;
    this.revisions = revisions;
    this.publishing = publishing;
  }

  @Scheduled(
      initialDelay = "${galley.housekeeping.interval:5m}",
      fixedDelay = "${galley.housekeeping.interval:5m}")
  void run() {
    int erased = all("deleted assistants", housekeeping::eraseDeleted);
    int cleared = all("deleted agents", agents::handle);
    int unused = all("files and values of secrets", limit -> parts.handle());
    int items = all("what deleted assistants have left", assistants::handle);
    int counted = all("chats in no figures", chats::handle);
    int heads = all("heads of ended drafts", housekeeping::eraseEndedDrafts);
    int events =
        all("old events", limit -> housekeeping.forgetEvents(eventAge, publishing.isOn(), limit));
    int pruned =
        revisions.prune()
            ? all(
                "old revisions",
                limit -> housekeeping.pruneRevisions(revisions.keep(), revisions.keepFor(), limit))
            : 0;
    int snapshots = all("contents", limit -> housekeeping.collectSnapshots(snapshotGrace, limit));
    int receipts = all("receipts", limit -> housekeeping.forgetReceipts(receiptAge, limit));
    if (erased + cleared + items + unused + counted + heads + pruned + snapshots + receipts + events
        > 0) {
      LOG.info(
          "Swept: {} deleted assistants, {} deleted agents, {} items of deleted assistants, {} files"
              + " and values of secrets, {} heads of ended drafts, {} contents of old revisions, {}"
              + " contents, {} receipts, {} old events; {} chats counted late",
          erased,
          cleared,
          items,
          unused,
          heads,
          pruned,
          snapshots,
          receipts,
          events,
          counted);
    }
  }

  /** A job that fails keeps no other from its turn. */
  private static int all(String what, IntUnaryOperator piece) {
    int sum = 0;
    try {
      for (int i = 0; i < MOST_PIECES; i++) {
        int done = piece.applyAsInt(PIECE);
        sum += done;
        if (done < PIECE) {
          break;
        }
      }
    } catch (ApplicationException e) {
      LOG.warn("The sweep of {} stopped, and will be tried again: {}", what, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("The sweep of {} stopped, and will be tried again: {}", what, e.getMessage(), e);
    }
    return sum;
  }
}
