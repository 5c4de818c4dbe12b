package dev.galley.application.assistant;

import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.content.Merge;
import dev.galley.domain.content.MergeConflict;
import dev.galley.domain.content.Resolution;
import dev.galley.domain.content.Resolution.Take;
import dev.galley.domain.content.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Brings an outdated draft onto what is live, so that no change of either side is lost. */
public final class RebaseDraft {
  private static final int MAX_RESOLUTIONS = 10_000;
  private static final String RESOLUTIONS = "resolutions";

  private final AssistantDesk desk;
  private final SkillCatalog catalog;

  public RebaseDraft(AssistantDesk desk, SkillCatalog catalog) {
    this.desk = desk;
    this.catalog = catalog;
  }

  /**
   * How it is to be done.
   *
   * @param expectedRevision the live revision that the caller has seen
   * @param dryRun whether to tell only what would come of it
   */
  public record Wish(OptionalLong expectedRevision, List<Resolution> resolutions, boolean dryRun) {

    public Wish {
      Objects.requireNonNull(expectedRevision, "expectedRevision");
      resolutions = List.copyOf(resolutions);
    }
  }

  /** What is asked for. */
  public record Command(Caller caller, String id, Precondition precondition, Wish wish) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(precondition, "precondition");
      Objects.requireNonNull(wish, "wish");
    }
  }

  /** What has come of it. */
  public sealed interface Result {}

  /** The draft, on what is live. */
  public record Rebased(AssistantView view) implements Result {}

  /**
   * What would come of it.
   *
   * @param base the revision that the draft stands on
   * @param live the one that it would stand on
   * @param content the merged content; where a conflict is unresolved, it has live's value
   * @param conflicts all of them, those with a resolution as well
   * @param unresolved those without one
   */
  public record Preview(
      NaturalId assistant,
      long base,
      long live,
      Json content,
      List<MergeConflict> conflicts,
      List<MergeConflict> unresolved)
      implements Result {

    public Preview {
      conflicts = List.copyOf(conflicts);
      unresolved = List.copyOf(unresolved);
    }
  }

  /**
   * Reads the body of a request.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Wish read(JsonObject body) {
    BodyReader reader = new BodyReader(body);
    OptionalLong expected = OptionalLong.empty();
    Json revision = reader.raw("expectedRevision").orElse(JsonNull.NULL);
    if (revision instanceof JsonNumber number && number.isInteger() && number.value() >= 1) {
      expected = OptionalLong.of((long) number.value());
    } else if (!(revision instanceof JsonNull)) {
      reader.error("expectedRevision", "must be the number of a revision, 1 or more");
    }
    boolean dryRun = reader.flag("dryRun").orElse(false);
    List<Resolution> resolutions = new ArrayList<>();
    Json sent = reader.raw(RESOLUTIONS).orElse(JsonArray.EMPTY);
    if (!(sent instanceof JsonArray(List<Json> items)) || items.size() > MAX_RESOLUTIONS) {
      reader.error(RESOLUTIONS, "must be an array of at most " + MAX_RESOLUTIONS + " resolutions");
    } else {
      for (int i = 0; i < items.size(); i++) {
        String pointer = JsonPointer.child(JsonPointer.child(JsonPointer.ROOT, RESOLUTIONS), i);
        try {
          resolutions.add(resolution(items.get(i)));
        } catch (InvalidContent e) {
          reader.addAll(under(pointer, e.errors()));
        }
      }
    }
    reader.finish();
    return new Wish(expected, resolutions, dryRun);
  }

  private static Resolution resolution(Json json) {
    if (!(json instanceof JsonObject body)) {
      throw InvalidContent.at(JsonPointer.ROOT, "must be an object with path and take");
    }
    BodyReader reader = new BodyReader(body);
    Optional<Json> path = reader.raw("path");
    if (!(path.orElse(JsonNull.NULL) instanceof JsonString)) {
      reader.error("path", "must be the path of a conflict");
    }
    Optional<Take> take =
        switch (reader.raw("take").orElse(JsonNull.NULL) instanceof JsonString(String text)
            ? text
            : "") {
          case "live" -> Optional.of(Take.LIVE);
          case "draft" -> Optional.of(Take.DRAFT);
          case "value" -> Optional.of(Take.VALUE);
          default -> Optional.empty();
        };
    if (take.isEmpty()) {
      reader.error("take", "must be live, draft or value");
    }
    Optional<Json> value = reader.raw("value");
    if (take.isPresent() && value.isPresent() != (take.get() == Take.VALUE)) {
      reader.error("value", "must be there exactly when take is value");
    }
    reader.finish();
    return new Resolution(((JsonString) path.orElseThrow()).value(), take.orElseThrow(), value);
  }

  private static List<FieldError> under(String pointer, List<FieldError> errors) {
    return errors.stream()
        .map(error -> new FieldError(pointer + error.pointer(), error.detail()))
        .toList();
  }

  /** Does it, or tells what would come of it, for which reading the draft is enough. */
  public Outcome<Result> handle(Command command) {
    return desk.settle(change ->
        Round.with(
            desk.finder().draft(command.caller(), command.id()),
            found -> round(command, found, change)));
  }

  private Round<Result> round(Command command, Found found, ChangeId change) {
    Wish wish = command.wish();
    Optional<Refusal> refusal =
        wish.dryRun()
            ? seen(command.precondition(), found)
            : Rights.write(found.level())
                .or(() -> desk.precondition(command.precondition(), found));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Assistant assistant = found.assistant();
    Draft draft = found.draft().orElseThrow();
    Sides all =
        new Sides(
            content(found, draft.baseContent()),
            content(found, assistant.live().content()),
            content(found, draft.head()));
    // Who only looks at what would come of it may be one who sees less.
    Sides seen = all.seen(found.level());
    if (wish.expectedRevision().isPresent()
        && wish.expectedRevision().getAsLong() != assistant.live().revision()) {
      return Round.refused(LiveMoved.refusal(desk, found, seen.base(), seen.live(), seen.head()));
    }
    if (!assistant.outdated()) {
      // A repeated rebase finds its work done; its resolutions have been used.
      return Round.answer(
          wish.dryRun()
              ? preview(assistant, draft, seen.head().toJson(), List.of(), List.of())
              : new Rebased(desk.view(found)));
    }
    Merge merge;
    try {
      merge = seen.merge(wish.resolutions());
    } catch (InvalidContent e) {
      return Round.refused(new Refusal.Invalid(under("/" + RESOLUTIONS, e.errors())));
    }
    if (!merge.isClean()) {
      return wish.dryRun()
          ? Round.answer(
              preview(assistant, draft, merge.content(), merge.conflicts(), merge.unresolved()))
          : Round.refused(
              new Refusal.MergeConflicts(
                  assistant.naturalId(),
                  draft.base(),
                  assistant.live().revision(),
                  merge.unresolved()));
    }
    AssistantContent merged;
    try {
      Json content = seen.equals(all) ? merge.content() : all.merge(wish.resolutions()).content();
      merged =
          new ComposedContent(desk, catalog, assistant.tenant(), all.live(), all.head())
              .read(content);
    } catch (InvalidContent e) {
      List<FieldError> told =
          e.errors().stream()
              .filter(error -> Rights.isSeen(error.pointer(), found.level()))
              .map(error -> blamed(error, wish.resolutions()))
              .toList();
      return told.isEmpty()
          ? Round.answer(preview(assistant, draft, merge.content(), merge.conflicts(), List.of()))
          : Round.refused(new Refusal.Invalid(told));
    }
    if (wish.dryRun()) {
      Json content = Rights.seen(merged, found.level()).toJson();
      return Round.answer(preview(assistant, draft, content, merge.conflicts(), List.of()));
    }
    Snapshot snapshot = merged.snapshot();
    Transition<Assistant> transition =
        assistant.rebaseDraft(snapshot.hash(), desk.stamp(command.caller()), change);
    return new Round.Save<>(
        desk.draftChange(change, transition).with(snapshot).near(draft.head()),
        new Rebased(desk.view(transition.next(), transition.next().draft(), merged)));
  }

  private AssistantContent content(Found found, ContentHash hash) {
    return desk.contents().get(found.assistant().tenant(), hash);
  }

  /** What is merged. */
  private record Sides(AssistantContent base, AssistantContent live, AssistantContent head) {

    Sides seen(Level level) {
      return new Sides(
          Rights.seen(base, level), Rights.seen(live, level), Rights.seen(head, level));
    }

    Merge merge(List<Resolution> resolutions) {
      return Merge.of(
          base.toJson(), live.toJson(), head.toJson(), AssistantContent.SHAPE, resolutions);
    }
  }

  /** Reading needs no precondition, but keeps to the one that is sent. */
  private Optional<Refusal> seen(Precondition precondition, Found found) {
    return precondition instanceof Precondition.None
        ? Optional.empty()
        : desk.precondition(precondition, found);
  }

  private static Preview preview(
      Assistant assistant,
      Draft draft,
      Json content,
      List<MergeConflict> conflicts,
      List<MergeConflict> unresolved) {
    return new Preview(
        assistant.naturalId(),
        draft.base(),
        assistant.live().revision(),
        content,
        conflicts,
        unresolved);
  }

  /** The value that breaks a rule; when none was sent there, both sides together break it. */
  private static FieldError blamed(FieldError error, List<Resolution> resolutions) {
    for (int i = 0; i < resolutions.size(); i++) {
      String path = resolutions.get(i).path();
      boolean within = error.pointer().equals(path) || error.pointer().startsWith(path + '/');
      if (within && resolutions.get(i).value().isPresent()) {
        return new FieldError(
            "/" + RESOLUTIONS + '/' + i + "/value" + error.pointer().substring(path.length()),
            error.detail());
      }
    }
    return new FieldError(
        JsonPointer.ROOT,
        "makes a content that breaks a rule at '" + error.pointer() + "': " + error.detail());
  }
}
