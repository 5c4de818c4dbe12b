package dev.galley.application.assistant;

import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Principal;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells who owns an assistant, and gives it to another user or team, whoever that is: Galley has no
 * directory. Shares stay as they are. The new owner gets the slug, or its next suffix when he has
 * one of that name; the old natural id goes on leading to the assistant until another takes it.
 */
public final class ChangeOwner {
  private final AssistantDesk desk;

  public ChangeOwner(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * What the body of a request says.
   *
   * @param kind absent when it is left out
   * @param readBack members that can't be changed
   */
  public record Wish(String owner, Optional<Principal.Kind> kind, JsonObject readBack) {}

  /**
   * Reads the body of a request.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Wish read(JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<String> owner = PrincipalForm.id(reader, "ownerId");
    Optional<Principal.Kind> kind = PrincipalForm.kind(reader, "ownerType");
    JsonObject.Builder readBack = JsonObject.builder();
    reader.raw("naturalId").ifPresent(id -> readBack.put("naturalId", id));
    reader.ignore("_links", "oldNaturalId");
    reader.finish();
    return new Wish(owner.orElseThrow(), kind, readBack.build());
  }

  /** What is asked for. */
  public record Command(Caller caller, String id, Wish wish, Precondition precondition) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(wish, "wish");
      Objects.requireNonNull(precondition, "precondition");
    }
  }

  /**
   * An assistant with its owner.
   *
   * @param old the natural id that it had before; absent when it has not changed
   */
  public record Owned(Assistant assistant, Optional<NaturalId> old) {}

  /** Who owns it now; the id of a draft stands for its original. */
  public Outcome<Owned> owner(Caller caller, String id) {
    return desk.finder()
        .target(caller, id)
        .map(found -> new Owned(found.assistant(), Optional.empty()));
  }

  /** Gives it away. Needs level 3. */
  public Outcome<Owned> handle(Command command) {
    return desk.settle(change ->
        Round.with(
            desk.finder().target(command.caller(), command.id()),
            found -> round(command, found.assistant(), change)));
  }

  private Round<Owned> round(Command command, Assistant assistant, ChangeId change) {
    Caller caller = command.caller();
    Optional<Refusal> refusal =
        Rights.changeOwner(assistant.levelOnDraft(caller))
            .or(() ->
                desk.partPrecondition(
                    command.precondition(), Optional.of(tag(assistant)), assistant.updated()))
            .or(() -> ReadBack.check(command.wish().readBack(), show(assistant)));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Principal owner = owner(command);
    // Who keeps the id keeps the name, which nobody else has.
    Slug slug =
        owner.id().equals(assistant.owner().id())
            ? assistant.slug()
            : new FreeSlugs(desk.assistants()).first(caller.tenant(), owner, assistant.slug());
    Optional<Transition<Assistant>> decided =
        assistant.changeOwner(owner, slug, desk.stamp(caller), change);
    if (decided.isEmpty()) {
      return Round.answer(new Owned(assistant, Optional.empty()));
    }
    Assistant next = decided.get().next();
    Change save = AssistantDesk.change(change, decided.get());
    return next.naturalId().equals(assistant.naturalId())
        ? new Round.Save<>(save, new Owned(next, Optional.empty()))
        : new Round.Save<>(
            save.with(new NameChange.Claim(next.naturalId().toString())),
            new Owned(next, Optional.of(assistant.naturalId())));
  }

  private static Principal owner(Command command) {
    String id = command.wish().owner();
    return command
        .wish()
        .kind()
        .map(kind -> new Principal(kind, id))
        .orElseGet(() -> command.caller().resolve(id));
  }

  /** The owner with all fields. */
  public static JsonObject show(Assistant assistant) {
    return JsonObject.builder()
        .put("ownerId", assistant.owner().id())
        .put("ownerType", assistant.owner().kind().wireName())
        .put("naturalId", assistant.naturalId().toString())
        .build();
  }

  /** The tag of the owner, for preconditions. */
  public static String tag(Assistant assistant) {
    return ContentHash.of(show(assistant)).prefix(24);
  }
}
