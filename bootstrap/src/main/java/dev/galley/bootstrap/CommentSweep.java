package dev.galley.bootstrap;

import dev.galley.application.assistant.ClearDraftComments;
import dev.galley.application.support.ApplicationException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the comments away that ended drafts have left, a bounded piece at a time. */
@Singleton
@Requires(missingProperty = "galley.store.alone")
final class CommentSweep {
  private static final Logger LOG = LoggerFactory.getLogger(CommentSweep.class);
  private static final int PIECE = 10_000;

  private final ClearDraftComments comments;

  CommentSweep(ClearDraftComments comments) {
    this.comments = comments;
  }

  @Scheduled(
      initialDelay = "${galley.housekeeping.interval:5m}",
      fixedDelay = "${galley.housekeeping.interval:5m}")
  void run() {
    try {
      int gone = comments.handle(PIECE);
      if (gone > 0) {
        LOG.info("Swept: {} comments on ended drafts", gone);
      }
    } catch (ApplicationException e) {
      LOG.warn("The sweep of comments stopped, and will be tried again: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("The sweep of comments stopped, and will be tried again: {}", e.getMessage(), e);
    }
  }
}
