package dev.galley.application.assistant;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Assistant.Authored;
import dev.galley.domain.assistant.Assistant.Settings;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.LiveEdit;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.Snapshot;
import java.util.Optional;

/** Changes the content of an assistant, live or draft, whichever an id means. */
public final class ContentEditor {
  private final AssistantDesk desk;

  ContentEditor(AssistantDesk desk) {
    this.desk = desk;
  }

  /** A change that somebody wants. */
  interface Edit<T> {

    /** Looks up what the change names; runs before rights are looked at. */
    default Optional<Refusal> lookUp(Found found, AssistantContent current) {
      return Optional.empty();
    }

    /** What the change needs beside the right to write. */
    default Optional<Refusal> rights(Found found, AssistantContent current) {
      return Optional.empty();
    }

    /** The tags of the part that is changed, beside that of the whole; none for the whole. */
    default String[] partTags(AssistantContent current) {
      return new String[0];
    }

    /** The content after the change. */
    Outcome<Edited<T>> apply(Found found, AssistantContent current);
  }

  /** What a change comes to. */
  record Edited<T>(AssistantContent content, Settings settings, TokenChange token, T answer) {

    /** A change of the content alone. */
    static <T> Edited<T> content(Found found, AssistantContent content, T answer) {
      return new Edited<>(
          content,
          new Settings(found.assistant().folder(), found.assistant().locked()),
          new TokenChange.Keep(),
          answer);
    }
  }

  /**
   * The state after a change beside what was asked for.
   *
   * @param answer such as the skill that was added
   */
  public record Result<T>(AssistantView view, T answer) {}

  <T> Outcome<Result<T>> edit(Caller caller, String id, Precondition precondition, Edit<T> edit) {
    return desk.settle(change ->
        Round.with(
            desk.finder().target(caller, id),
            found -> round(caller, found, precondition, edit, change)));
  }

  private <T> Round<Result<T>> round(
      Caller caller, Found found, Precondition precondition, Edit<T> edit, ChangeId change) {
    AssistantContent current = desk.contents().get(caller.tenant(), found.content());
    Optional<Refusal> refusal =
        edit.lookUp(found, current)
            .or(() -> Rights.write(found.level()))
            .or(() -> edit.rights(found, current))
            .or(() -> desk.precondition(precondition, found, edit.partTags(current)));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    return Round.with(
        edit.apply(found, current), edited -> save(caller, found, current, edited, change));
  }

  private <T> Round<Result<T>> save(
      Caller caller, Found found, AssistantContent current, Edited<T> edited, ChangeId change) {
    AssistantContent content = edited.content();
    Snapshot snapshot = content.snapshot();
    Optional<Refusal> tooLarge = desk.tooLarge(snapshot);
    if (tooLarge.isPresent()) {
      return Round.refused(tooLarge.get());
    }
    Authored authored = new Authored(content, snapshot.hash());
    if (found.draft().isPresent()) {
      Optional<Transition<Assistant>> transition =
          found.assistant().editDraft(snapshot.hash(), edited.token(), desk.stamp(caller), change);
      return transition.isEmpty()
          ? Round.answer(new Result<>(desk.view(found), edited.answer()))
          : done(found, transition.get(), content, snapshot, edited.answer(), change);
    }
    LiveEdit decided =
        found
            .assistant()
            .editLive(
                authored,
                AssistantDesk.changed(current, content),
                edited.settings(),
                edited.token(),
                desk.stamp(caller),
                change);
    return switch (decided) {
      case LiveEdit.Unchanged unchanged ->
          Round.answer(new Result<>(desk.view(found), edited.answer()));
      case LiveEdit.DraftRequired required ->
          Round.refused(new Refusal.DraftRequired(found.assistant().naturalId()));
      case LiveEdit.Changed(Transition<Assistant> transition) ->
          done(found, transition, content, snapshot, edited.answer(), change);
    };
  }

  private <T> Round<Result<T>> done(
      Found found,
      Transition<Assistant> transition,
      AssistantContent content,
      Snapshot snapshot,
      T answer,
      ChangeId change) {
    Assistant next = transition.next();
    AssistantView view =
        desk.view(next, found.draft().isPresent() ? next.draft() : Optional.empty(), content);
    Change save =
        found.draft().isPresent()
            ? desk.draftChange(change, transition)
            : AssistantDesk.change(change, transition);
    return new Round.Save<>(save.with(snapshot).near(found.content()), new Result<>(view, answer));
  }
}
