package dev.galley.application.assistant;

import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Gives users and teams a level on an assistant, and takes it back. It makes no revision and no
 * event.
 *
 * <p>The owner keeps level 3 whatever is shared. Who is in a team is not known here, so that an
 * owning team may have no admin at all: the last share of level 3 on what a team owns therefore
 * goes only when that is asked for by {@code force}.
 */
public final class EditShares {
  private final AssistantDesk desk;
  private final PeopleLimits limits;

  public EditShares(AssistantDesk desk, PeopleLimits limits) {
    this.desk = desk;
    this.limits = limits;
  }

  /**
   * What the body of a request says.
   *
   * @param readBack members that can't be changed
   */
  public record Wish(Level level, Optional<Principal.Kind> kind, JsonObject readBack) {}

  /**
   * Reads the body of a request.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Wish read(JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<Principal.Kind> kind = PrincipalForm.kind(reader, "principalType");
    Optional<Level> level = level(reader);
    JsonObject.Builder readBack = JsonObject.builder();
    reader.raw("principalId").ifPresent(id -> readBack.put("principalId", id));
    reader.ignore("_links");
    reader.finish();
    return new Wish(level.orElseThrow(), kind, readBack.build());
  }

  private static Optional<Level> level(BodyReader reader) {
    if (!reader.sent(LEVEL)) {
      reader.error(LEVEL, "is required: 1 reads, 2 writes, 3 administers");
      return Optional.empty();
    }
    if (reader.raw(LEVEL).orElseThrow() instanceof JsonNumber number
        && Set.of(1.0, 2.0, 3.0).contains(number.value())) {
      return Optional.of(Level.ofNumber((int) number.value()));
    }
    reader.error(LEVEL, "must be 1, 2 or 3");
    return Optional.empty();
  }

  private static final String LEVEL = "accessLevel";

  /** What is asked for. */
  public sealed interface Command {

    /** Who wants it. */
    Caller caller();

    /** The id of the assistant or of its draft. */
    String id();

    /** The id of the user or team. */
    String principal();

    /** Which of the two; absent when the request leaves that out. */
    Optional<Principal.Kind> kind();

    /** What he has seen of the share. */
    Precondition precondition();

    /** Whether the last share of level 3 may go. */
    boolean force();
  }

  /** Gives a level. */
  public record Give(
      Caller caller,
      String id,
      String principal,
      Optional<Principal.Kind> kind,
      Wish wish,
      Precondition precondition,
      boolean force)
      implements Command {

    public Give {
      Objects.requireNonNull(wish, "wish");
    }
  }

  /** Takes it back. */
  public record Take(
      Caller caller,
      String id,
      String principal,
      Optional<Principal.Kind> kind,
      Precondition precondition,
      boolean force)
      implements Command {}

  /**
   * What there is after it.
   *
   * @param share the share that was given, or the one that was taken
   * @param created whether there was none before
   */
  public record Done(Assistant assistant, Share share, boolean created) {}

  /** Does it. Needs level 3. */
  public Outcome<Done> handle(Command command) {
    return desk.settle(change ->
        Round.with(
            desk.finder().target(command.caller(), command.id()),
            found -> round(command, found.assistant(), change)));
  }

  private Round<Done> round(Command command, Assistant assistant, ChangeId change) {
    Optional<Refusal> forbidden = Rights.share(assistant.levelOnDraft(command.caller()));
    if (forbidden.isPresent()) {
      return Round.refused(forbidden.get());
    }
    return switch (command) {
      case Give give ->
          Round.with(principal(give, assistant), with -> give(give, with, assistant, change));
      case Take take ->
          Round.with(
              ReadShares.only(assistant.shares(), take.principal(), take.kind()),
              share -> take(take, share, assistant, change));
    };
  }

  /** Nobody gets in because another of the same id is meant. */
  private static Outcome<Principal> principal(Give give, Assistant assistant) {
    if (give.kind().isPresent()) {
      return Outcome.done(new Principal(give.kind().get(), give.principal()));
    }
    Principal resolved = give.caller().resolve(give.principal());
    boolean another =
        assistant.shares().stream()
            .map(Share::principal)
            .anyMatch(other -> other.id().equals(resolved.id()) && !other.equals(resolved));
    return another
        ? Outcome.refused(new Refusal.AmbiguousPrincipal(give.principal()))
        : Outcome.done(resolved);
  }

  private Round<Done> give(Give give, Principal principal, Assistant assistant, ChangeId change) {
    Share wanted = new Share(principal, give.wish().level());
    Optional<Share> before = assistant.shareOf(principal);
    Optional<Refusal> refusal =
        desk.partPrecondition(give.precondition(), before.map(ReadShares::tag), changed(assistant))
            .or(() -> ReadBack.check(give.wish().readBack(), ReadShares.show(wanted)))
            .or(() -> room(before, assistant))
            .or(() -> lastAdmin(give, before, wanted.level(), assistant));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Optional<Transition<Assistant>> decided =
        assistant.share(wanted, desk.stamp(give.caller()), change);
    return decided.isEmpty()
        ? Round.answer(new Done(assistant, wanted, false))
        : new Round.Save<>(
            AssistantDesk.change(change, decided.get()),
            new Done(decided.get().next(), wanted, before.isEmpty()));
  }

  private Round<Done> take(Take take, Share share, Assistant assistant, ChangeId change) {
    Optional<Refusal> refusal =
        desk.partPrecondition(
                take.precondition(), Optional.of(ReadShares.tag(share)), changed(assistant))
            .or(() -> lastAdmin(take, Optional.of(share), Level.NONE, assistant));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Transition<Assistant> decided =
        assistant.unshare(share.principal(), desk.stamp(take.caller()), change).orElseThrow();
    return new Round.Save<>(
        AssistantDesk.change(change, decided), new Done(decided.next(), share, false));
  }

  private static Stamp changed(Assistant assistant) {
    return assistant.audit().last().orElse(assistant.created());
  }

  private Optional<Refusal> room(Optional<Share> before, Assistant assistant) {
    return before.isEmpty() && assistant.shares().size() >= limits.shares()
        ? Optional.of(
            Refusal.Invalid.at(
                "", "would be one share more than the " + limits.shares() + " allowed"))
        : Optional.empty();
  }

  private static Optional<Refusal> lastAdmin(
      Command command, Optional<Share> before, Level after, Assistant assistant) {
    boolean goes = before.isPresent() && isAdmin(before.get()) && after != Level.ADMIN;
    return goes
            && !command.force()
            && assistant.owner().kind() == Principal.Kind.TEAM
            && assistant.shares().stream().filter(EditShares::isAdmin).count() == 1
        ? Optional.of(new Refusal.LastAdminShare(command.principal(), assistant.owner().id()))
        : Optional.empty();
  }

  private static boolean isAdmin(Share share) {
    return share.level() == Level.ADMIN;
  }
}
