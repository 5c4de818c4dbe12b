package dev.galley.application.token;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Aggregates.Place;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Credential;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.item.Item;
import dev.galley.domain.token.ApiToken;
import dev.galley.domain.token.RuntimeTokenText;
import dev.galley.domain.token.TokenKeys;
import dev.galley.domain.token.TokenText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who comes with a token of this server's: an API token, or the token of an assistant. What
 * was found is remembered for {@link #REMEMBERED}, which is how long a revoked token may still
 * work.
 */
public final class RecogniseToken {

  /** For how long a token is known without being looked for. */
  public static final Duration REMEMBERED = Duration.ofSeconds(1);

  private static final int MOST_REMEMBERED = 10_000;

  /** A runtime reports what its users have used. */
  private static final String REPORT_CHATS = "chats:report";

  private final Aggregates aggregates;
  private final InstantSource clock;
  private final NoteTokenUse uses;
  private final Memory<ContentHash, ApiToken> tokens = new Memory<>(REMEMBERED, MOST_REMEMBERED);
  private final Memory<ContentHash, Caller> runtimes = new Memory<>(REMEMBERED, MOST_REMEMBERED);

  public RecogniseToken(Aggregates aggregates, InstantSource clock, NoteTokenUse uses) {
    this.aggregates = aggregates;
    this.clock = clock;
    this.uses = uses;
  }

  /**
   * Who comes with an API token; nobody when it is not known, or no longer.
   *
   * @throws dev.galley.application.store.StoreUnavailable when that can't be told now
   */
  public Optional<Caller> apiToken(String text) {
    if (!TokenText.isWhole(text)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    ContentHash hash = ContentHash.ofText(text);
    Optional<ApiToken> token =
        tokens.get(hash, now, () -> find(hash)).filter(found -> !found.hasExpired(now));
    token.ifPresent(found -> uses.handle(found, now));
    return token.map(ApiToken::bearer);
  }

  private Optional<ApiToken> find(ContentHash hash) {
    List<AggregateRef> found = aggregates.everywhere(TokenKeys.token(hash), 2);
    return found.size() == 1
        ? aggregates.find(found.getFirst()).map(Item.class::cast).map(ApiToken::of)
        : Optional.empty();
  }

  /**
   * The runtime that comes with an assistant's token; nobody when no assistant has it, or some of
   * several tenants. That nobody has it is remembered as long, so that a new token works that much
   * later at the latest.
   *
   * @throws dev.galley.application.store.StoreUnavailable when that can't be told now
   */
  public Optional<Caller> runtime(String text) {
    if (!RuntimeTokenText.isOfFittingLength(text)) {
      return Optional.empty();
    }
    ContentHash hash = ContentHash.ofText(text);
    return runtimes.get(hash, clock.instant(), () -> findRuntime(hash));
  }

  private Optional<Caller> findRuntime(ContentHash hash) {
    String key = AssistantKeys.token(hash);
    List<AggregateRef> found = aggregates.everywhere(key, 1);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    AggregateRef first = found.getFirst();
    if (!aggregates.everywhere(key, Place.behind(first.tenant()), 1).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Caller(
            first.tenant(),
            "assistant:" + first.id(),
            Map.of(),
            Set.of(Caller.AI_SEAT),
            Set.of(REPORT_CHATS),
            Set.of(),
            new Credential.External(hash)));
  }
}
