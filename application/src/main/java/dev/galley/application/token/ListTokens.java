package dev.galley.application.token;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.token.ApiToken;
import java.util.List;
import java.util.Optional;

/** Reads the API tokens of a user. */
public final class ListTokens {
  private final TokenDesk desk;

  public ListTokens(TokenDesk desk) {
    this.desk = desk;
  }

  /**
   * Those that are kept, the oldest first; some may have expired.
   *
   * @param user another user than the caller for the tenant's admins only
   */
  public Outcome<List<ApiToken>> handle(Caller caller, Optional<String> user) {
    return TokenDesk.manager(caller)
        .then(manager -> {
          String wanted = user.orElse(manager.user());
          if (!wanted.equals(manager.user()) && !manager.isTenantAdmin()) {
            return Outcome.refused(
                new Refusal.Forbidden(
                    JsonPointer.ROOT, "Only admins of the tenant see the tokens of other users."));
          }
          return Outcome.done(
              desk.kept(manager.tenant(), wanted).stream().map(ApiToken::of).toList());
        });
  }

  /** One of them. */
  public Outcome<ApiToken> one(Caller caller, String id) {
    return desk.kept(caller, id).map(ApiToken::of);
  }
}
