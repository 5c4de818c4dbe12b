package dev.galley.application.token;

import dev.galley.application.store.Change;
import dev.galley.application.store.Saver;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.item.Item;
import dev.galley.domain.token.ApiToken;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Notes when an API token was last used, at most once in {@link ApiToken#NOTED}. No request waits
 * for it, or fails with it: a note that can't be made is left to a later use.
 */
public final class NoteTokenUse {
  private static final int MOST_REMEMBERED = 10_000;

  private final Saver saver;
  private final Executor later;
  private final ConcurrentHashMap<UUID, Instant> noted = new ConcurrentHashMap<>();

  /**
   * @param later runs what is to be done without the caller; it may leave it undone
   */
  public NoteTokenUse(Saver saver, Executor later) {
    this.saver = saver;
    this.later = later;
  }

  /** Has the use noted when that is due. */
  public void handle(ApiToken token, Instant at) {
    if (!token.isNews(at)) {
      return;
    }
    if (noted.size() >= MOST_REMEMBERED) {
      noted.clear();
    }
    Instant last = noted.putIfAbsent(token.id(), at);
    boolean due =
        last == null
            || (at.isAfter(last.plus(ApiToken.NOTED)) && noted.replace(token.id(), last, at));
    if (due) {
      later.execute(() -> note(token, at));
    }
  }

  private void note(ApiToken token, Instant at) {
    try {
      Optional<Item> kept = saver.aggregates().find(token.ref()).map(Item.class::cast);
      if (kept.isEmpty() || !ApiToken.of(kept.get()).isNews(at)) {
        return;
      }
      ChangeId change = saver.changeId();
      saver.save(
          Change.of(change, kept.get().next(ApiToken.of(kept.get()).usedAt(at).saying(), change)));
    } catch (RuntimeException e) {
      // A later use is noted.
    }
  }
}
