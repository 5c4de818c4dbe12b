package dev.galley.application.assistant;

import dev.galley.application.assistant.ContentEditor.Edited;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Assistant.Settings;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Live;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Changes fields of what is live, or of the draft. */
public final class UpdateAssistant {
  private final AssistantDesk desk;

  public UpdateAssistant(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * What is asked for.
   *
   * @param id of the assistant or of its draft
   */
  public record Command(Caller caller, String id, AssistantPatch patch, Precondition precondition) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(patch, "patch");
      Objects.requireNonNull(precondition, "precondition");
    }
  }

  /** The state after the change; a change of nothing makes no revision, no entry and no event. */
  public Outcome<AssistantView> handle(Command command) {
    return new ContentEditor(desk)
        .edit(command.caller(), command.id(), command.precondition(), new FieldEdit(command))
        .map(ContentEditor.Result::view);
  }

  private final class FieldEdit implements ContentEditor.Edit<Boolean> {
    private final Command command;

    FieldEdit(Command command) {
      this.command = command;
    }

    @Override
    public Optional<Refusal> lookUp(Found found, AssistantContent current) {
      return ModelRule.check(desk.models(), command.caller().tenant(), command.patch(), current);
    }

    @Override
    public Optional<Refusal> rights(Found found, AssistantContent current) {
      if (found.draft().isPresent()) {
        // Showing it to everyone is asked about when the draft is committed.
        return Optional.empty();
      }
      AssistantPatch patch = command.patch();
      return Rights.opening(current.shared(), patch.shared().orElse(false), found.level())
          .or(() ->
              locks(patch, found.assistant())
                  ? Rights.protecting(found.level())
                  : Optional.empty());
    }

    private static boolean locks(AssistantPatch patch, Assistant assistant) {
      return patch.locked().isPresent() && patch.locked().get() != assistant.locked();
    }

    @Override
    public Outcome<Edited<Boolean>> apply(Found found, AssistantContent current) {
      AssistantPatch patch = command.patch();
      Optional<Refusal> refusal = readBack(found, current).or(() -> settings(patch, found));
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
      Assistant assistant = found.assistant();
      return Outcome.done(
          new Edited<>(
              patch.over(current),
              new Settings(
                  patch.folderId().over(assistant.folder()),
                  patch.locked().orElse(assistant.locked())),
              patch.token(),
              Boolean.TRUE));
    }

    private Optional<Refusal> settings(AssistantPatch patch, Found found) {
      Assistant assistant = found.assistant();
      boolean locks = locks(patch, assistant);
      boolean moves = !patch.folderId().over(assistant.folder()).equals(assistant.folder());
      if (found.draft().isPresent() && (locks || moves)) {
        List<FieldError> errors = new ArrayList<>();
        String detail = "is a setting of the assistant itself; change it there, not in the draft";
        if (locks) {
          errors.add(new FieldError("/protected", detail));
        }
        if (moves) {
          errors.add(new FieldError("/folderId", detail));
        }
        return Optional.of(new Refusal.Invalid(errors));
      }
      return Optional.empty();
    }

    /** Compares the read-only fields that came back with what they are now. */
    private Optional<Refusal> readBack(Found found, AssistantContent current) {
      JsonObject sent = command.patch().readBack();
      if (sent.isEmpty()) {
        return Optional.empty();
      }
      JsonObject shown =
          AssistantRepresentation.of(desk.view(found.assistant(), found.draft(), current), false);
      if (found.draft().isPresent()
          && !differs(sent, shown, "updatedAt")
          && differs(sent, shown, "revision")) {
        return Optional.of(liveMoved(found.assistant(), sent));
      }
      if (differs(sent, shown, "updatedAt") || differs(sent, shown, "revision")) {
        return Optional.of(
            new Refusal.ChangedSinceRead(
                found.assistant().live().revision(),
                changedSince(found, current, sent),
                found.changedAt(),
                found.changedBy()));
      }
      List<FieldError> errors = new ArrayList<>();
      for (String name : sent.members().keySet()) {
        if (differs(sent, shown, name)) {
          errors.add(
              new FieldError(
                  JsonPointer.child(JsonPointer.ROOT, name),
                  name.equals("skills")
                      ? "is read-only here; change skills at .../skills"
                      : "is read-only and has another value now"));
        }
      }
      return errors.isEmpty() ? Optional.empty() : Optional.of(new Refusal.Invalid(errors));
    }

    /** The draft is as it was fetched, but live has moved since: that is what changed. */
    private Refusal liveMoved(Assistant assistant, JsonObject sent) {
      Live live = assistant.live();
      ChangedPaths changed =
          sent.get("revision").orElse(JsonNull.NULL) instanceof JsonNumber number
                  && number.isInteger()
              ? sinceRevision(
                  assistant,
                  (long) number.value(),
                  desk.contents().get(assistant.tenant(), live.content()))
              : ChangedPaths.NONE;
      return new Refusal.ChangedSinceRead(
          live.revision(), changed, live.made().at(), live.made().by());
    }

    private ChangedPaths sinceRevision(Assistant assistant, long number, AssistantContent current) {
      return desk.revisions()
          .find(assistant.tenant(), assistant.id(), number)
          .filter(revision -> !revision.pruned())
          .map(revision ->
              AssistantDesk.changed(
                  desk.contents().get(assistant.tenant(), revision.content()), current))
          .orElse(ChangedPaths.NONE);
    }

    private boolean differs(JsonObject sent, JsonObject shown, String name) {
      Optional<Json> value = sent.get(name);
      if (value.isEmpty()) {
        return false;
      }
      Json expected = shown.get(name).orElse(JsonNull.NULL);
      if (name.endsWith("At")
          && value.get() instanceof JsonString(String text)
          && expected instanceof JsonString(String time)) {
        try {
          return !Instant.parse(text).equals(Instant.parse(time));
        } catch (DateTimeException e) {
          return true;
        }
      }
      return !value.get().equals(expected);
    }

    /** What has changed since the revision that came back, as far as it can be told. */
    private ChangedPaths changedSince(Found found, AssistantContent current, JsonObject sent) {
      Assistant assistant = found.assistant();
      if (found.draft().isEmpty()
          && sent.get("revision").orElse(JsonNull.NULL) instanceof JsonNumber number
          && number.isInteger()) {
        return sinceRevision(assistant, (long) number.value(), current);
      }
      return found
          .draft()
          .flatMap(draft ->
              desk
                  .revisions()
                  .history(assistant.tenant(), assistant.id(), draft.id(), Long.MAX_VALUE, 500)
                  .stream()
                  .filter(entry -> seenAt(sent, entry.stamp().at()))
                  .findFirst())
          .map(entry ->
              AssistantDesk.changed(
                  desk.contents().get(assistant.tenant(), entry.content()), current))
          .orElse(ChangedPaths.NONE);
    }

    private boolean seenAt(JsonObject sent, Instant at) {
      return sent.text("updatedAt").filter(AssistantRepresentation.time(at)::equals).isPresent();
    }
  }
}
