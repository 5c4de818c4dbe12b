package dev.galley.application.token;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.token.ApiToken;

/** Ends an API token. Every server refuses it within {@link RecogniseToken#REMEMBERED}. */
public final class RevokeToken {
  private final TokenDesk desk;

  public RevokeToken(TokenDesk desk) {
    this.desk = desk;
  }

  /** The token that was ended. Only its user and the tenant's admins may. */
  public Outcome<ApiToken> handle(Caller caller, String id) {
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.kept(caller, id),
                item ->
                    new Round.Save<>(
                        Change.of(
                            change,
                            item.remove(new Stamp(desk.clock().instant(), caller.user()), change)),
                        ApiToken.of(item))));
  }
}
