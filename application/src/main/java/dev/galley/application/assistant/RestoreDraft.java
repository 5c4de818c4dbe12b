package dev.galley.application.assistant;

import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Attachments;
import dev.galley.domain.assistant.DiscardedHead;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Gets back into a draft what was live, or a draft that was thrown away. What is live stays as it
 * is; a commit changes that.
 */
public final class RestoreDraft {

  private final AssistantDesk desk;
  private final SecretMaker secrets;

  public RestoreDraft(AssistantDesk desk, SecretMaker secrets) {
    this.desk = desk;
    this.secrets = secrets;
  }

  /** What can be had back. */
  public sealed interface Source {

    /** What was live with that number. It comes back as a change of what is live now. */
    record OfRevision(long number) implements Source {}

    /**
     * The head of the draft of that id. It comes back as a change of what it was a change of: when
     * live has moved since, it has to be rebased as if it had stayed open.
     */
    record OfDiscarded(UUID draft) implements Source {

      public OfDiscarded {
        Objects.requireNonNull(draft, "draft");
      }
    }
  }

  /**
   * What is asked for.
   *
   * @param replace whether an open draft is to go on with what is restored
   */
  public record Command(
      Caller caller, String id, Precondition precondition, Source source, boolean replace) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(precondition, "precondition");
      Objects.requireNonNull(source, "source");
    }
  }

  /**
   * The draft with what was restored.
   *
   * @param opened whether it was opened for that
   */
  public record Restored(AssistantView view, boolean opened) {}

  /** The draft. Needs level 2, as reading revisions and changing drafts do. */
  public Outcome<Restored> handle(Command command) {
    return desk.settle(change ->
        Round.with(
            desk.finder().original(command.caller(), command.id()),
            assistant -> round(command, assistant, change)));
  }

  private Round<Restored> round(Command command, Assistant assistant, ChangeId change) {
    Level level = assistant.levelOnDraft(command.caller());
    Optional<Refusal> forbidden = Rights.write(level);
    if (forbidden.isPresent()) {
      return Round.refused(forbidden.get());
    }
    return Round.with(
        find(assistant, command.source()),
        head -> restore(command, assistant, level, head, change));
  }

  /** A content and what it is a change of. */
  private record Head(ContentHash content, Draft.Base base) {}

  private Outcome<Head> find(Assistant assistant, Source source) {
    return switch (source) {
      case Source.OfRevision(long number) ->
          desk.revisions()
              .find(assistant.tenant(), assistant.id(), number)
              .map(revision ->
                  AssistantDesk.content(assistant, revision)
                      .map(content -> new Head(content, Draft.Base.of(assistant.live()))))
              .orElseGet(() -> Outcome.refused(new Refusal.NotFound("revision")));
      case Source.OfDiscarded(UUID draft) ->
          ListDiscarded.kept(assistant, desk.clock().instant())
              .filter(head -> head.draft().equals(draft))
              .findFirst()
              .map(head -> new Head(head.content(), baseOf(assistant, head)))
              .<Outcome<Head>>map(Outcome::done)
              .orElseGet(() -> Outcome.refused(new Refusal.NotFound("discarded draft")));
    };
  }

  /**
   * What is restored, with the values that its secrets have now: values are no part of the past.
   * One that live has no longer comes back without a value. What the draft itself had set stays.
   */
  private AssistantContent withLiveValues(Assistant assistant, Source source, Head head) {
    AssistantContent past = desk.contents().get(assistant.tenant(), head.content());
    if (past.attached().secrets().isEmpty()) {
      return past;
    }
    Attachments live = attached(assistant, assistant.live().content());
    Attachments taken =
        switch (source) {
          case Source.OfRevision(long number) -> past.attached();
          case Source.OfDiscarded(UUID draft) -> attached(assistant, head.base().content());
        };
    List<Secret> open =
        assistant
            .draft()
            .map(draft -> attached(assistant, draft.head()).secrets())
            .orElse(List.of());
    List<Secret> valued =
        past.attached().secrets().stream()
            .map(secret ->
                isTaken(taken, secret)
                    ? secret.valued(valueNow(assistant, live, open, secret))
                    : secret)
            .toList();
    return past.withAttached(past.attached().withSecrets(valued));
  }

  private Attachments attached(Assistant assistant, ContentHash content) {
    return desk.contents().get(assistant.tenant(), content).attached();
  }

  private static boolean isTaken(Attachments taken, Secret secret) {
    return taken
        .secret(secret.id())
        .filter(same -> same.version().equals(secret.version()))
        .isPresent();
  }

  private Optional<UUID> valueNow(
      Assistant assistant, Attachments live, List<Secret> open, Secret past) {
    return live.secret(past.id())
        .flatMap(secret ->
            secrets.moved(assistant.tenant(), assistant.id().value(), secret, past.name(), open));
  }

  private Draft.Base baseOf(Assistant assistant, DiscardedHead head) {
    return Draft.Base.of(desk.link(assistant, head.base()));
  }

  private Round<Restored> restore(
      Command command, Assistant assistant, Level level, Head head, ChangeId change) {
    boolean open = assistant.draft().isPresent();
    Found live = new Found(assistant, Optional.empty(), level);
    if (open && command.replace()) {
      Optional<Refusal> moved =
          desk.precondition(command.precondition(), new Found(assistant, assistant.draft(), level));
      if (moved.isPresent()) {
        return Round.refused(moved.get());
      }
    } else if (!command.precondition().holds(live.authoredTag())) {
      return Round.refused(
          new Refusal.PreconditionFailed(live.authoredTag(), live.changedAt(), live.changedBy()));
    } else if (open) {
      Draft draft = assistant.draft().get();
      return Round.refused(
          new Refusal.DraftExists(
              assistant.naturalId(), draft.updated().at(), draft.updated().by()));
    }
    AssistantContent content = withLiveValues(assistant, command.source(), head);
    Snapshot snapshot = content.snapshot();
    Stamp stamp = desk.stamp(command.caller());
    Optional<Transition<Assistant>> transition =
        switch (command.source()) {
          case Source.OfRevision(long number) ->
              assistant.restoreRevision(number, snapshot.hash(), stamp, change);
          case Source.OfDiscarded(UUID draft) ->
              assistant.restore(draft, snapshot.hash(), head.base(), stamp, change);
        };
    if (transition.isEmpty()) {
      return Round.answer(
          new Restored(desk.view(new Found(assistant, assistant.draft(), level)), false));
    }
    Assistant next = transition.get().next();
    return new Round.Save<>(
        desk.draftChange(change, transition.get()).with(contents(next, snapshot, head.base())),
        new Restored(desk.view(next, next.draft(), content), !open));
  }

  private Snapshot[] contents(Assistant assistant, Snapshot head, Draft.Base base) {
    return base.content().equals(head.hash())
        ? new Snapshot[] {head}
        : new Snapshot[] {head, desk.contents().again(assistant.tenant(), base.content())[0]};
  }
}
