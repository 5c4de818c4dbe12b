package dev.galley.rest.event;

import dev.galley.application.event.EventSignal;
import dev.galley.application.event.FeedCursor;
import dev.galley.application.event.ReadEvents;
import dev.galley.application.support.Outcome;
import dev.galley.domain.content.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** The feed as server-sent events, without an end of its own. */
final class EventStream extends ServerSentStream {
  /** A page of a stream is small, as many may be held by clients that do not read. */
  static final int PAGE_LIMIT = 100;

  /** The characters of JSON that end a page. */
  static final int PAGE_SIZE = 512 * 1024;

  private final ReadEvents events;
  private final ReadEvents.Query query;
  private final EventStreams.Place place;
  private FeedCursor cursor;
  private long looked;

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
    super(
        first.entries().isEmpty() ? onlyId(query, first) : text(query, first),
        signal,
        settings.heartbeat(),
        settings.poll(),
        allowed);
    this.events = events;
    this.query = query;
    this.place = place;
    cursor = first.next();
    looked = cursor.position();
  }

  @Override
  protected boolean isOpen() {
    return place.isOpen();
  }

  @Override
  protected void leave() {
    place.close();
  }

  @Override
  protected byte[] news() {
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
        yield text(query, found);
      }
      case Outcome.Refused<ReadEvents.Page> refused -> {
        // Whoever comes back with his cursor is told why.
        close();
        yield NOTHING;
      }
    };
  }

  private static byte[] text(ReadEvents.Query query, ReadEvents.Page found) {
    StringBuilder text = new StringBuilder();
    for (ReadEvents.Entry entry : found.entries()) {
      text.append("id: ")
          .append(FeedCursors.write(query.caller().tenant(), entry.cursor()))
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
  private static byte[] onlyId(ReadEvents.Query query, ReadEvents.Page first) {
    return ("id: " + FeedCursors.write(query.caller().tenant(), first.next()) + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
