package dev.galley.application.assistant;

import dev.galley.application.model.ModelList;
import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Round;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the use cases of assistants share: the ports, and the way in which a decision is saved.
 *
 * @param limits the rules of size
 * @param clients how the caller's client calls itself
 * @param installed whether the template of a skill's type is installed
 */
public record AssistantDesk(
    Assistants assistants,
    Snapshots snapshots,
    Revisions revisions,
    ModelList models,
    Limits limits,
    InstantSource clock,
    Saver saver,
    ClientNames clients,
    Predicate<String> installed) {

  /** A desk at which clients have no names, and all skills are taken for available. */
  public AssistantDesk(
      Assistants assistants,
      Snapshots snapshots,
      Revisions revisions,
      ModelList models,
      Limits limits,
      InstantSource clock,
      Saver saver) {
    this(
        assistants,
        snapshots,
        revisions,
        models,
        limits,
        clock,
        saver,
        ClientNames.NONE,
        type -> true);
  }

  AssistantFinder finder() {
    return new AssistantFinder(assistants);
  }

  Contents contents() {
    return new Contents(snapshots);
  }

  Stamp stamp(Caller caller) {
    return new Stamp(clock.instant(), caller.user());
  }

  /** One head that the draft had and keeps. */
  Optional<HistoryEntry> entry(Assistant assistant, Draft draft, long seqNo) {
    // A store may hold some for a while that are not kept any longer.
    if (!draft.keeps(seqNo)) {
      return Optional.empty();
    }
    return revisions.history(assistant.tenant(), assistant.id(), draft.id(), seqNo + 1, 1).stream()
        .filter(entry -> entry.seqNo() == seqNo)
        .findFirst();
  }

  /** What a revision was made of, as long as that is kept. */
  static Outcome<ContentHash> content(Assistant assistant, Revision revision) {
    return revision.pruned()
        ? Outcome.refused(new Refusal.RevisionPruned(assistant.naturalId(), revision.number()))
        : Outcome.done(revision.content());
  }

  /** A revision that has to be there. */
  Revision link(Assistant assistant, long number) {
    return revisions
        .find(assistant.tenant(), assistant.id(), number)
        .orElseThrow(
            () -> new IllegalStateException("revision " + number + " is not in the store"));
  }

  ChangeId changeId() {
    return saver.changeId();
  }

  /** Loads, decides and saves until the save was not overtaken. */
  <T> Outcome<T> settle(Function<ChangeId, Round<T>> round) {
    return saver.settle(round);
  }

  /** Saves; when the store did not say whether it did, asks it. */
  SaveOutcome saved(Change change, Object answer) {
    return saver.save(change, answer);
  }

  /** What stands against a content by its size. */
  Optional<Refusal> tooLarge(Snapshot content) {
    int size = content.canonical().getBytes(StandardCharsets.UTF_8).length;
    return size <= limits.contentBytes()
        ? Optional.empty()
        : Optional.of(
            Refusal.Invalid.at(
                JsonPointer.ROOT,
                "makes the content "
                    + size
                    + " bytes; at most "
                    + limits.contentBytes()
                    + " are allowed"));
  }

  /** What stands against a write by what the caller says he has seen. */
  Optional<Refusal> precondition(Precondition precondition, Found found, String... childTags) {
    if (precondition instanceof Precondition.None) {
      return limits.ifMatchRequired() ? Optional.of(preconditionRequired()) : Optional.empty();
    }
    boolean holds =
        precondition.holds(found.authoredTag())
            || (childTags.length > 0 && precondition.holds(childTags));
    return holds
        ? Optional.empty()
        : Optional.of(
            new Refusal.PreconditionFailed(
                found.authoredTag(), found.changedAt(), found.changedBy()));
  }

  /**
   * What stands against a write on a part that has a tag of its own.
   *
   * @param tag absent when the part is not there yet
   * @param changed the last change of it, as far as that is known
   */
  Optional<Refusal> partPrecondition(
      Precondition precondition, Optional<String> tag, Stamp changed) {
    if (precondition instanceof Precondition.None) {
      return limits.ifMatchRequired() && tag.isPresent()
          ? Optional.of(preconditionRequired())
          : Optional.empty();
    }
    return tag.isPresent() && precondition.holds(tag.get())
        ? Optional.empty()
        : Optional.of(
            new Refusal.PreconditionFailed(tag.orElse("none"), changed.at(), changed.by()));
  }

  private static Refusal preconditionRequired() {
    return new Refusal.PreconditionRequired(
        "This server wants If-Match on every write: send the ETag of what you have seen.");
  }

  /** The save of what has changed a draft or ended it, which others may follow. */
  Change draftChange(ChangeId id, Transition<Assistant> transition) {
    return Change.of(
        id,
        Assistant.writtenFrom(
            clients.current(), Assistant.retaining(limits.retention(), transition)));
  }

  static Change change(ChangeId id, Transition<? extends Aggregate> transition) {
    return Change.of(id, transition);
  }

  static Change change(ChangeId id, Transition<? extends Aggregate> transition, Snapshot content) {
    return Change.of(id, transition).with(content);
  }

  static Change change(
      ChangeId id, Transition<? extends Aggregate> transition, Snapshot content, NameChange name) {
    return change(id, transition, content).with(name);
  }

  AssistantView view(Assistant assistant, Optional<Draft> draft, AssistantContent content) {
    return new AssistantView(
        assistant,
        draft,
        content,
        content.modelId().flatMap(id -> models.find(assistant.tenant(), id)),
        unavailable(content));
  }

  /** The types of skills whose templates are not installed. */
  Set<String> unavailable(AssistantContent content) {
    return content.skills().stream()
        .map(Skill::type)
        .filter(installed.negate())
        .collect(Collectors.toSet());
  }

  AssistantView view(Found found) {
    return view(
        found.assistant(),
        found.draft(),
        contents().get(found.assistant().tenant(), found.content()));
  }

  static ChangedPaths changed(AssistantContent from, AssistantContent to) {
    return ChangedPaths.of(
        ContentComparison.changedPaths(from.toJson(), to.toJson(), AssistantContent.SHAPE));
  }
}
