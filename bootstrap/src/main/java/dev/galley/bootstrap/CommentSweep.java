package dev.galley.bootstrap;

import dev.galley.application.assistant.ClearDraftComments;
import dev.galley.application.assistant.ClearEmptyPlaces;
import dev.galley.application.support.ApplicationException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the comments away that ended drafts have left, and the places that deleted comments have
 * left, a bounded piece at a time.
 */
@Singleton
@Requires(missingProperty = "galley.store.alone")
final class CommentSweep {
  private static final Logger LOG = LoggerFactory.getLogger(CommentSweep.class);
  private static final int PIECE = 10_000;

  private final ClearDraftComments comments;
  private final ClearEmptyPlaces places;

  CommentSweep(ClearDraftComments comments, ClearEmptyPlaces places) {
    this.comments = comments;
    this.places = places;
  }

  @Scheduled(
      initialDelay = "${galley.housekeeping.interval:5m}",
      fixedDelay = "${galley.housekeeping.interval:5m}")
  void run() {
    sweep("comments on ended drafts", comments::handle);
    sweep("empty places of deleted comments", places::handle);
  }

  private static void sweep(String what, IntUnaryOperator piece) {
    try {
      int gone = piece.applyAsInt(PIECE);
      if (gone > 0) {
        LOG.info("Swept: {} {}", gone, what);
      }
    } catch (ApplicationException e) {
      LOG.warn("The sweep of {} stopped, and will be tried again: {}", what, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("The sweep of {} stopped, and will be tried again: {}", what, e.getMessage(), e);
    }
  }
}
