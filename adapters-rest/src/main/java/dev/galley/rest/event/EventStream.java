package dev.galley.rest.event;

import dev.galley.application.event.EventSignal;
import dev.galley.application.event.FeedCursor;
import dev.galley.application.event.ReadEvents;
import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.CanonicalJson;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed as server-sent events (HTML standard, section 9.2), without an end of its own. The
 * server reads from it when the client has taken what was read before, so a slow client makes it
 * hold one page and no thread; it is closed when the client leaves.
 */
final class EventStream extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** A page of a stream is small, as many may be held by clients that do not read. */
  static final int PAGE_LIMIT = 100;

  /** The characters of JSON that end a page. */
  static final int PAGE_SIZE = 512 * 1024;

  /** How soon a token that has ended, or was revoked, ends the stream. */
  private static final Duration CHECK = Duration.ofSeconds(5);

  /** How long to leave a store alone that does not answer. */
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

  /** Saves raise the signal too, long before what they saved is in the feed. */
  private static final Duration CALM = Duration.ofMillis(10);

  private static final byte[] HEARTBEAT = {':', '\n', '\n'};
  private static final byte[] NOTHING = {};

  private final ReadEvents events;
  private final ReadEvents.Query query;
  private final EventStreams.Place place;
  private final EventSignal signal;
  private final BooleanSupplier allowed;
  private final long heartbeat;
  private final long poll;
  private final long check;
  private volatile Runnable whenClosed = () -> {};
  private byte[] page;
  private int at;
  private FeedCursor cursor;
  private long looked;
  private long checked;
  private long sent;

  /**
   * @param query how to read on; where from is told by {@code first}
   * @param first what is there to begin with
   * @param place given back when the stream ends
   * @param allowed whether the caller may still read
   */
  EventStream(
      ReadEvents events,
      ReadEvents.Query query,
      ReadEvents.Page first,
      EventStreams.Place place,
      EventSignal signal,
      EventStreamSettings settings,
      BooleanSupplier allowed) {
    this.events = events;
    this.query = query;
    this.place = place;
    this.signal = signal;
    this.allowed = allowed;
    heartbeat = settings.heartbeat().toNanos();
    poll = settings.poll().toNanos();
    check = Math.min(heartbeat, CHECK.toNanos());
    cursor = first.next();
    looked = cursor.position();
    checked = System.nanoTime();
    sent = checked;
    page = first.entries().isEmpty() ? onlyId() : text(first);
  }

  private TenantId tenant() {
    return query.caller().tenant();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    try {
      // Before what is left of a page too: the client may have been away for long.
      if (!place.isOpen() || !isStillAllowed()) {
        return end();
      }
      if (at == page.length) {
        page = next();
        at = 0;
        if (page.length == 0) {
          return end();
        }
      }
    } catch (InterruptedException e) {
      // The client has left.
      Thread.currentThread().interrupt();
      return end();
    }
    int count = Math.min(length, page.length - at);
    System.arraycopy(page, at, into, offset, count);
    at += count;
    sent = System.nanoTime();
    return count;
  }

  private int end() {
    close();
    page = NOTHING;
    at = 0;
    return -1;
  }

  @Override
  public void close() {
    place.close();
    whenClosed.run();
  }

  /** Has something done when the stream ends; perhaps more than once. */
  void whenClosed(Runnable action) {
    whenClosed = action;
  }

  /** Waits for the next bytes; none at the end. */
  private byte[] next() throws InterruptedException {
    boolean woken = false;
    while (place.isOpen() && isStillAllowed()) {
      long seen = signal.count();
      byte[] news = news();
      if (news.length > 0) {
        return news;
      }
      long silence = heartbeat - (System.nanoTime() - sent);
      if (silence <= 0) {
        return HEARTBEAT;
      }
      if (woken) {
        Thread.sleep(CALM);
      }
      woken = signal.await(seen, Duration.ofNanos(Math.min(poll, silence))) != seen;
    }
    return NOTHING;
  }

  private byte[] news() throws InterruptedException {
    try {
      long last = place.last();
      if (last <= looked) {
        return NOTHING;
      }
      ReadEvents.Query onwards =
          new ReadEvents.Query(
              query.caller(),
              new ReadEvents.From.After(cursor),
              query.limit(),
              query.size(),
              query.contents());
      return switch (events.handle(onwards)) {
        case Outcome.Done<ReadEvents.Page>(ReadEvents.Page found) -> {
          cursor = found.next();
          looked = found.entries().isEmpty() ? last : cursor.position();
          yield text(found);
        }
        case Outcome.Refused<ReadEvents.Page> refused -> {
          // Whoever comes back with his cursor is told why.
          close();
          yield NOTHING;
        }
      };
    } catch (ApplicationException e) {
      LOG.debug("A stream of events waits for the store: {}", e.getMessage());
      Thread.sleep(STORE_PAUSE);
      return NOTHING;
    }
  }

  private boolean isStillAllowed() {
    long now = System.nanoTime();
    if (now - checked < check) {
      return true;
    }
    checked = now;
    return allowed.getAsBoolean();
  }

  private byte[] text(ReadEvents.Page found) {
    StringBuilder text = new StringBuilder();
    for (ReadEvents.Entry entry : found.entries()) {
      text.append("id: ")
          .append(FeedCursors.write(tenant(), entry.cursor()))
          .append("\nevent: ")
          .append(entry.message().event().type().wireName())
          .append("\ndata: ")
          .append(CanonicalJson.writeInOrder(CloudEvents.of(entry.message(), query.contents())))
          .append("\n\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * An id without an event, which clients keep as the last one: who loses the connection before the
   * first event comes back to this place.
   */
  private byte[] onlyId() {
    return ("id: " + FeedCursors.write(tenant(), cursor) + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
