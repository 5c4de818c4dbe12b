package dev.galley.application.event;

import dev.galley.domain.event.Event;
import java.util.List;

/**
 * A part of the feed.
 *
 * @param entries in the order of their positions
 * @param horizon the highest position of an event of the tenant that retention has removed, 0 when
 *     there is none; read together with the entries or after them. Whoever asks for what is behind
 *     a lower position has missed something.
 */
public record FeedPage(List<Entry> entries, long horizon) {

  public FeedPage {
    entries = List.copyOf(entries);
  }

  /** An event at its position. */
  public record Entry(long position, Event event) {}
}
