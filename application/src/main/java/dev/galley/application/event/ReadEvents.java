package dev.galley.application.event;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads a tenant's events in the order of the feed, piece by piece. */
public final class ReadEvents {
  /** The most events that one page has. */
  public static final int MAX_LIMIT = 1_000;

  /** How many events are loaded at once; with its content one may have some 200 KiB. */
  private static final int PIECE = 16;

  private final EventFeed feed;
  private final EventMessages messages;

  public ReadEvents(EventFeed feed, EventMessages messages) {
    this.feed = feed;
    this.messages = messages;
  }

  /** Where to begin. */
  public sealed interface From {
    /** With the oldest event that is kept. */
    record Beginning() implements From {}

    /** Behind the newest event: nothing yet, but a place to go on from. */
    record Latest() implements From {}

    /** Behind what a cursor stands for. */
    record After(FeedCursor cursor) implements From {}
  }

  /**
   * What is asked for.
   *
   * @param limit at most so many events, 1 to {@link #MAX_LIMIT}
   * @param size a page ends with the event that brings it to so many characters of JSON
   * @param contents whether small contents come along
   */
  public record Query(Caller caller, From from, int limit, int size, boolean contents) {

    public Query {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(from, "from");
      if (limit < 1 || limit > MAX_LIMIT) {
        throw new IllegalArgumentException(
            "limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
      }
    }
  }

  /**
   * A part of the feed.
   *
   * @param next behind its last entry, or where it began when there is none
   */
  public record Page(List<Entry> entries, FeedCursor next) {

    public Page {
      entries = List.copyOf(entries);
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * An event.
   *
   * @param cursor behind it
   */
  public record Entry(FeedCursor cursor, EventMessage message) {}

  /** Whether this caller may read events: a right for services. */
  public static boolean may(Caller caller) {
    return caller.may(Caller.READ_EVENTS);
  }

  /**
   * The events behind a place of the feed; {@link Refusal.CursorExpired} when some of them have
   * been removed, or the feed has never come so far.
   */
  public Outcome<Page> handle(Query query) {
    if (!may(query.caller())) {
      return Outcome.refused(
          new Refusal.Forbidden(
              JsonPointer.ROOT, "Reading events needs the permission " + Caller.READ_EVENTS + "."));
    }
    TenantId tenant = query.caller().tenant();
    return switch (query.from()) {
      case From.Beginning beginning -> Outcome.done(fromTheBeginning(tenant, query));
      case From.Latest latest ->
          Outcome.done(new Page(List.of(), FeedCursor.BEGINNING.at(feed.last(tenant))));
      case From.After(FeedCursor cursor) -> after(tenant, cursor, query);
    };
  }

  private Page fromTheBeginning(TenantId tenant, Query query) {
    FeedPage first = feed.after(tenant, 0, Math.min(PIECE, query.limit()));
    return collect(tenant, new FeedCursor(0, first.horizon()), first, query);
  }

  private Outcome<Page> after(TenantId tenant, FeedCursor cursor, Query query) {
    FeedPage first = feed.after(tenant, cursor.position(), Math.min(PIECE, query.limit()));
    if (cursor.hasMissed(first.horizon()) || isAhead(tenant, cursor, first)) {
      return Outcome.refused(new Refusal.CursorExpired());
    }
    return Outcome.done(collect(tenant, cursor, first, query));
  }

  /** A cursor of a store that has been put back to an earlier state. */
  private boolean isAhead(TenantId tenant, FeedCursor cursor, FeedPage found) {
    return found.entries().isEmpty()
        && cursor.position() > 0
        && cursor.position() > feed.last(tenant);
  }

  private Page collect(TenantId tenant, FeedCursor from, FeedPage first, Query query) {
    List<Entry> entries = new ArrayList<>();
    FeedCursor cursor = from;
    FeedPage piece = first;
    long size = 0;
    while (true) {
      int asked = Math.min(PIECE, query.limit() - entries.size());
      List<EventMessage> found = messages(piece, query.contents());
      for (int i = 0; i < found.size() && size < query.size(); i++) {
        cursor = cursor.at(piece.entries().get(i).position());
        entries.add(new Entry(cursor, found.get(i)));
        size += sizeOf(found.get(i));
      }
      if (found.size() < asked || size >= query.size() || entries.size() == query.limit()) {
        return new Page(entries, cursor);
      }
      piece =
          feed.after(tenant, cursor.position(), Math.min(PIECE, query.limit() - entries.size()));
      if (cursor.hasMissed(piece.horizon())) {
        // What has been read is still whole; whoever goes on is told.
        return new Page(entries, cursor);
      }
    }
  }

  private List<EventMessage> messages(FeedPage piece, boolean contents) {
    return contents
        ? messages.of(piece.entries().stream().map(FeedPage.Entry::event).toList())
        : piece.entries().stream()
            .map(entry -> new EventMessage(entry.event(), Optional.empty()))
            .toList();
  }

  private static long sizeOf(EventMessage message) {
    return CanonicalJson.write(message.event().data()).length()
        + message.content().map(content -> (long) content.canonical().length()).orElse(0L);
  }
}
