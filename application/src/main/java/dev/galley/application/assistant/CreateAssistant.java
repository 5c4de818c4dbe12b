package dev.galley.application.assistant;

import dev.galley.application.assistant.AssistantPatch.Field;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.support.Contended;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Patience;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Assistant.Authored;
import dev.galley.domain.assistant.Assistant.Birth;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Creates an assistant, live with its first revision. */
public final class CreateAssistant {
  private final AssistantDesk desk;

  public CreateAssistant(AssistantDesk desk) {
    this.desk = desk;
  }

  /** What is asked for; {@code patch} as read from the body of a POST. */
  public record Command(Caller caller, AssistantPatch patch) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(patch, "patch");
    }
  }

  /** The new assistant. */
  public Outcome<AssistantView> handle(Command command) {
    Caller caller = command.caller();
    AssistantPatch patch = command.patch();
    AssistantContent content = patch.over(AssistantContent.named(patch.name().orElseThrow()));
    Principal owner = owner(caller, patch);
    Optional<Refusal> refusal =
        ModelRule.check(
                desk.models(), caller.tenant(), patch, AssistantContent.named(content.name()))
            .or(() -> mayCreate(caller))
            .or(() -> mayOwn(caller, owner));
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    Snapshot snapshot = content.snapshot();
    Optional<Refusal> tooLarge = desk.tooLarge(snapshot);
    if (tooLarge.isPresent()) {
      return Outcome.refused(tooLarge.get());
    }
    return patch
        .slug()
        .map(slug -> under(slug, command, owner, content, snapshot))
        .orElseGet(() -> underFreeSlug(command, owner, content, snapshot));
  }

  private static Optional<Refusal> mayCreate(Caller caller) {
    return caller.may(Caller.CREATE_ASSISTANTS)
        ? Optional.empty()
        : Optional.of(
            new Refusal.Forbidden(
                JsonPointer.ROOT,
                "Creating assistants needs the permission " + Caller.CREATE_ASSISTANTS + "."));
  }

  private static Principal owner(Caller caller, AssistantPatch patch) {
    if (patch.ownerId().isPresent()) {
      String id = patch.ownerId().get();
      return patch
          .ownerType()
          .map(type -> type.equals("team") ? Principal.team(id) : Principal.user(id))
          .orElseGet(() -> caller.resolve(id));
    }
    return patch.shared().orElse(false)
        ? caller.firstWritingTeam().orElse(caller.principal())
        : caller.principal();
  }

  private static Optional<Refusal> mayOwn(Caller caller, Principal owner) {
    boolean may =
        switch (owner.kind()) {
          case USER -> owner.id().equals(caller.user());
          case TEAM ->
              Optional.ofNullable(caller.teams().get(owner.id()))
                  .map(TeamRole::level)
                  .orElse(Level.NONE)
                  .allows(Level.WRITE);
        };
    return may
        ? Optional.empty()
        : Optional.of(
            new Refusal.Forbidden(
                "/ownerId",
                "An assistant can be created for yourself or for a team in which you are writer"
                    + " or admin."));
  }

  private Outcome<AssistantView> under(
      Slug slug, Command command, Principal owner, AssistantContent content, Snapshot snapshot) {
    return create(slug, command, owner, content, snapshot)
        .<Outcome<AssistantView>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(new Refusal.SlugTaken(new NaturalId(owner.id(), slug))));
  }

  private Outcome<AssistantView> underFreeSlug(
      Command command, Principal owner, AssistantContent content, Snapshot snapshot) {
    Slug derived = Slug.of(content.name());
    for (int attempt = 1; attempt <= Patience.ATTEMPTS; attempt++) {
      Slug free = new FreeSlugs(desk.assistants()).first(command.caller().tenant(), owner, derived);
      Optional<AssistantView> created = create(free, command, owner, content, snapshot);
      if (created.isPresent()) {
        return Outcome.done(created.get());
      }
      desk.saver().patience().pause(attempt);
    }
    throw new Contended();
  }

  /** The new assistant, or nothing when the name is taken. */
  private Optional<AssistantView> create(
      Slug slug, Command command, Principal owner, AssistantContent content, Snapshot snapshot) {
    Caller caller = command.caller();
    AssistantPatch patch = command.patch();
    List<Share> shares =
        owner.kind() == Principal.Kind.TEAM
            ? List.of(new Share(caller.principal(), Level.ADMIN))
            : List.of();
    ChangeId change = desk.changeId();
    Birth birth =
        new Birth(
            AssistantId.fromFresh(desk.saver().ids().next()),
            caller.tenant(),
            owner,
            slug,
            patch.folderId() instanceof Field.To<String>(String folder)
                ? Optional.of(folder)
                : Optional.empty(),
            shares,
            patch.token() instanceof TokenChange.Set(var hash)
                ? Optional.of(hash)
                : Optional.empty());
    Transition<Assistant> transition =
        Assistant.create(birth, new Authored(content, snapshot.hash()), desk.stamp(caller), change);
    Assistant created = transition.next();
    AssistantView view = desk.view(created, Optional.empty(), content);
    SaveOutcome outcome =
        desk.saved(
            AssistantDesk.change(
                change, transition, snapshot, new NameChange.Claim(created.naturalId().toString())),
            view);
    return switch (outcome) {
      case SaveOutcome.Saved saved -> Optional.of(view);
      case SaveOutcome.NameTaken taken -> Optional.empty();
      case SaveOutcome.Stale stale -> throw impossible(outcome);
      case SaveOutcome.FollowerChanged changed -> throw impossible(outcome);
      case SaveOutcome.AlreadyDone done -> throw impossible(outcome);
    };
  }

  private static IllegalStateException impossible(SaveOutcome outcome) {
    return new IllegalStateException("a new assistant was saved as " + outcome);
  }
}
