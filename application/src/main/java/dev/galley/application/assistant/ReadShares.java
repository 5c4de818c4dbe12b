package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Reads the levels that users and teams have been given on an assistant. Level 3 sees all of them,
 * others those that give themselves access; who is there only because it is open to everyone, none.
 */
public final class ReadShares {
  private final AssistantDesk desk;

  public ReadShares(AssistantDesk desk) {
    this.desk = desk;
  }

  /** What a caller may see of an assistant's shares, in the order in which they were given. */
  public record Shares(Assistant assistant, List<Share> shares) {

    public Shares {
      shares = List.copyOf(shares);
    }
  }

  /** One share. */
  public record Shared(Assistant assistant, Share share) {}

  /** The shares; under the id of a draft, those of its original. */
  public Outcome<Shares> handle(Caller caller, String id) {
    return desk.finder().target(caller, id).then(found -> visible(caller, found.assistant()));
  }

  /**
   * One of them.
   *
   * @param kind told apart by it when a user and a team of that id are meant
   */
  public Outcome<Shared> one(
      Caller caller, String id, String principal, Optional<Principal.Kind> kind) {
    return handle(caller, id)
        .then(shares ->
            only(shares.shares(), principal, kind)
                .map(share -> new Shared(shares.assistant(), share)));
  }

  private static Outcome<Shares> visible(Caller caller, Assistant assistant) {
    Level level = assistant.levelOnDraft(caller);
    if (!level.allows(Level.READ)) {
      return Outcome.refused(
          new Refusal.Forbidden(
              "",
              "Shares are for those who have a level by ownership, team or share; you see this"
                  + " assistant because it is open to everyone."));
    }
    return Outcome.done(
        new Shares(
            assistant,
            level.allows(Level.ADMIN)
                ? assistant.shares()
                : assistant.shares().stream().filter(share -> lets(caller, share)).toList()));
  }

  private static boolean lets(Caller caller, Share share) {
    Principal principal = share.principal();
    return switch (principal.kind()) {
      case USER -> principal.id().equals(caller.user());
      case TEAM -> caller.teams().containsKey(principal.id());
    };
  }

  static Outcome<Share> only(List<Share> shares, String principal, Optional<Principal.Kind> kind) {
    List<Share> meant =
        shares.stream()
            .filter(share -> share.principal().id().equals(principal))
            .filter(share -> kind.isEmpty() || kind.get() == share.principal().kind())
            .toList();
    return switch (meant.size()) {
      case 0 -> Outcome.refused(new Refusal.NotFound("share"));
      case 1 -> Outcome.done(meant.getFirst());
      default -> Outcome.refused(new Refusal.AmbiguousPrincipal(principal));
    };
  }

  /** A share with all its fields. */
  public static JsonObject show(Share share) {
    return JsonObject.builder()
        .put("principalId", share.principal().id())
        .put("principalType", share.principal().kind().wireName())
        .put("accessLevel", share.level().number())
        .build();
  }

  /** The tag of a share, for preconditions. */
  public static String tag(Share share) {
    return ContentHash.of(show(share)).prefix(24);
  }
}
