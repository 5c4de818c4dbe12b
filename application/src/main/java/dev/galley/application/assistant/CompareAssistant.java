package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.content.ContentChange;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonPatch;
import dev.galley.domain.content.JsonPointer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells what differs between two states of an assistant. */
public final class CompareAssistant {
  private final AssistantDesk desk;

  public CompareAssistant(AssistantDesk desk) {
    this.desk = desk;
  }

  /** A state that can be compared. */
  public sealed interface Side {

    /** What is live. */
    record Live() implements Side {}

    /** The draft's head. */
    record DraftHead() implements Side {}

    /** The revision that the draft started from. */
    record Base() implements Side {}

    /** A revision by its number. */
    record Numbered(long number) implements Side {}

    /** A head that the draft had, by the entry of its history. */
    record Entry(long seqNo) implements Side {}

    /**
     * The side of that name: {@code live}, {@code draft}, {@code base}, {@code revision:3}, {@code
     * entry:17}.
     */
    static Optional<Side> parse(String text) {
      return switch (text) {
        case "live" -> Optional.of(new Live());
        case "draft" -> Optional.of(new DraftHead());
        case "base" -> Optional.of(new Base());
        default ->
            numbered(text, "revision:")
                .<Side>map(Numbered::new)
                .or(() -> numbered(text, "entry:").map(Entry::new));
      };
    }

    private static Optional<Long> numbered(String text, String prefix) {
      return text.matches(prefix + "[1-9][0-9]{0,17}")
          ? Optional.of(Long.parseLong(text.substring(prefix.length())))
          : Optional.empty();
    }
  }

  /** What is asked for. */
  public record Command(Caller caller, String id, Side from, Side to) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }
  }

  /**
   * Two states to be told apart.
   *
   * @param from the hash of the first side's content
   * @param to the hash of the second side's content
   * @param before the first side's content
   * @param after the second side's content
   */
  public record Comparison(
      NaturalId assistant, ContentHash from, ContentHash to, Json before, Json after) {

    public Comparison {
      Objects.requireNonNull(assistant, "assistant");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
    }

    /** The differences as people tell them, in the order of their paths. */
    public List<ContentChange> changes() {
      return ContentComparison.changes(before, after, AssistantContent.SHAPE);
    }

    /** The steps that make the first content the second. */
    public JsonPatch patch() {
      return JsonPatch.between(before, after, AssistantContent.SHAPE);
    }
  }

  /**
   * Compares. Needs level 1 by ownership, team or share; other revisions than live need level 2,
   * and so do secrets, which are left out below.
   */
  public Outcome<Comparison> handle(Command command) {
    return desk.finder()
        .original(command.caller(), command.id())
        .then(assistant -> {
          Level level = assistant.levelOnDraft(command.caller());
          if (!level.allows(Level.READ)) {
            return Outcome.refused(
                new Refusal.Forbidden(
                    JsonPointer.ROOT, "Comparing needs level 1 by ownership, team or share."));
          }
          return resolve(assistant, command.from(), level)
              .then(from ->
                  resolve(assistant, command.to(), level)
                      .map(to -> compare(assistant, from, to, level)));
        });
  }

  private Outcome<ContentHash> resolve(Assistant assistant, Side side, Level level) {
    return switch (side) {
      case Side.Live live -> Outcome.done(assistant.live().content());
      case Side.DraftHead head -> draft(assistant).map(Draft::head);
      case Side.Base base ->
          draft(assistant).then(draft -> revision(assistant, draft.base(), level));
      case Side.Numbered(long number) -> revision(assistant, number, level);
      case Side.Entry(long seqNo) ->
          draft(assistant)
              .then(draft ->
                  desk.entry(assistant, draft, seqNo)
                      .<Outcome<ContentHash>>map(entry -> Outcome.done(entry.content()))
                      .orElseGet(() -> Outcome.refused(new Refusal.NotFound("history entry"))));
    };
  }

  private static Outcome<Draft> draft(Assistant assistant) {
    return assistant
        .draft()
        .<Outcome<Draft>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(new Refusal.NoDraft(assistant.lastDraft())));
  }

  private Outcome<ContentHash> revision(Assistant assistant, long number, Level level) {
    if (number != assistant.live().revision() && !level.allows(Level.WRITE)) {
      return Outcome.refused(
          new Refusal.Forbidden(
              JsonPointer.ROOT,
              "Revisions other than the live one need level 2; you have level "
                  + level.number()
                  + "."));
    }
    return desk.revisions()
        .find(assistant.tenant(), assistant.id(), number)
        .map(revision -> AssistantDesk.content(assistant, revision))
        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("revision")));
  }

  private Comparison compare(Assistant assistant, ContentHash from, ContentHash to, Level level) {
    return new Comparison(
        assistant.naturalId(),
        from,
        to,
        Rights.seen(desk.contents().get(assistant.tenant(), from), level).toJson(),
        Rights.seen(desk.contents().get(assistant.tenant(), to), level).toJson());
  }
}
