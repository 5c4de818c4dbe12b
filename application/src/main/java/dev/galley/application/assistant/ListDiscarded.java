package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.DiscardedHead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which drafts were thrown away and can still be had back. */
public final class ListDiscarded {

  /** How long a discarded head can be had back. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final AssistantDesk desk;

  public ListDiscarded(AssistantDesk desk) {
    this.desk = desk;
  }

  /** The heads, the newest first; at most {@value DiscardedHead#KEPT}. */
  public record Discarded(Assistant assistant, List<DiscardedHead> heads) {

    public Discarded {
      heads = List.copyOf(heads);
    }
  }

  /** The discarded heads. Needs level 2, as restoring one does. */
  public Outcome<Discarded> handle(Caller caller, String id) {
    return desk.finder()
        .original(caller, id)
        .then(assistant -> {
          Optional<Refusal> forbidden = Rights.write(assistant.levelOnDraft(caller));
          return forbidden.isPresent()
              ? Outcome.refused(forbidden.get())
              : Outcome.done(
                  new Discarded(
                      assistant, kept(assistant, desk.clock().instant()).toList().reversed()));
        });
  }

  /** Those that can be had back, the oldest first. */
  static Stream<DiscardedHead> kept(Assistant assistant, Instant now) {
    Instant cut = now.minus(KEPT);
    return assistant.discarded().stream().filter(head -> head.stamp().at().isAfter(cut));
  }
}
