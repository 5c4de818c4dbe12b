package dev.galley.application.token;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Randomness;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.item.Item;
import dev.galley.domain.token.ApiToken;
import dev.galley.domain.token.Grant;
import dev.galley.domain.token.TokenKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What the use cases of API tokens share.
 *
 * @param assistants where the assistant is found that a token is for
 * @param most how many tokens a user can have, 1 to {@value #MOST}
 */
public record TokenDesk(
    AssistantDesk assistants, Saver saver, InstantSource clock, Randomness randomness, int most) {

  /** What a list can show on one page. */
  public static final int MOST = 200;

  public TokenDesk {
    Objects.requireNonNull(assistants, "assistants");
    Objects.requireNonNull(saver, "saver");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(randomness, "randomness");
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("most: " + most + " (expected: 1 to " + MOST + ")");
    }
  }

  Aggregates aggregates() {
    return saver.aggregates();
  }

  /** The tokens of a user that are kept, the oldest first. */
  List<Item> kept(TenantId tenant, String user) {
    return aggregates().listed(tenant, TokenKeys.user(user), "", MOST).stream()
        .map(Item.class::cast)
        .toList();
  }

  /** A token that the caller made, or any of his tenant when he administers that. */
  Outcome<Item> kept(Caller caller, String id) {
    return manager(caller)
        .then(manager ->
            uuid(id)
                .flatMap(uuid -> aggregates().find(ApiToken.ref(manager.tenant(), uuid)))
                .map(Item.class::cast)
                .filter(item ->
                    manager.isTenantAdmin() || ApiToken.of(item).user().equals(manager.user()))
                .<Outcome<Item>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("token"))));
  }

  /** The caller, if he may see and revoke tokens. */
  static Outcome<Caller> manager(Caller caller) {
    return caller.isTenantAdmin() ? Outcome.done(caller) : maker(caller);
  }

  /** The caller, if he may make tokens; who comes with a token may not. */
  static Outcome<Caller> maker(Caller caller) {
    return caller.may(Grant.CREATE)
        ? Outcome.done(caller)
        : Outcome.refused(
            new Refusal.Forbidden(
                JsonPointer.ROOT, "API tokens need the permission " + Grant.CREATE + "."));
  }

  /** The token; none when its time is over. */
  static Optional<ApiToken> live(Item item, Instant now) {
    return Optional.of(ApiToken.of(item)).filter(token -> !token.hasExpired(now));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      // UUID.fromString also takes groups of other lengths.
      return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
