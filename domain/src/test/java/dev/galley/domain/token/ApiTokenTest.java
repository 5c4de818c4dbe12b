package dev.galley.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Credential;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiTokenTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID ASSISTANT = new UUID(3, 4);

  private static Caller bearer(Set<String> permissions, Set<String> roles, Credential credential) {
    return new Caller(
        new TenantId("acme"),
        "alice",
        Map.of("b", TeamRole.READER, "a", TeamRole.ADMIN),
        Set.of(Caller.AI_SEAT),
        permissions,
        roles,
        credential);
  }

  private static Credential delegated(boolean readOnly, Optional<UUID> assistant) {
    return new Credential.Delegated(new UUID(1, 2), readOnly, assistant);
  }

  private static ApiToken token(Caller bearer) {
    return new ApiToken(
        bearer, ContentHash.ofText("text"), "CI", NOW, NOW.plus(ApiToken.LIFE), Optional.empty());
  }

  private static ApiToken token() {
    return token(bearer(Set.of("events:read"), Set.of(), delegated(true, Optional.of(ASSISTANT))));
  }

  @Test
  void tokenIsReadAsItWasKept() {
    ApiToken plain = token(bearer(Set.of(), Set.of(), delegated(false, Optional.empty())));
    for (ApiToken token : new ApiToken[] {token(), token().usedAt(NOW.plusSeconds(5)), plain}) {
      Item item = Item.first(token.ref(), token.saying(), new ChangeId(new UUID(9, 9))).next();
      assertThat(ApiToken.of(item)).isEqualTo(token);
      assertThat(ApiToken.of(item).bearer().teams().keySet())
          .containsExactlyElementsOf(token.bearer().teams().keySet());
    }
  }

  @Test
  void tokenIsFoundByItsHashAndItsUser() {
    assertThat(token().saying().keys())
        .containsExactlyInAnyOrder(
            "api-token/" + ContentHash.ofText("text").value(), "api-tokens/alice");
    assertThat(token().saying().order()).isEqualTo(token().id().toString());
  }

  @Test
  void tokenEndsAtItsTime() {
    Instant end = NOW.plus(ApiToken.LIFE);
    assertThat(token().hasExpired(end.minusMillis(1))).isFalse();
    assertThat(token().hasExpired(end)).isTrue();
  }

  @Test
  void useIsNewsOnceAMinute() {
    assertThat(token().isNews(NOW)).isTrue();
    ApiToken used = token().usedAt(NOW);
    assertThat(used.isNews(NOW.plusSeconds(60))).isFalse();
    assertThat(used.isNews(NOW.plusSeconds(61))).isTrue();
  }

  @Test
  void tokenNeverRules() {
    Credential credential = delegated(false, Optional.empty());
    for (Caller ruler :
        new Caller[] {
          bearer(Set.of(), Set.of(Caller.TENANT_ADMIN), credential),
          bearer(Set.of(), Set.of(Caller.OPERATOR), credential),
          bearer(Set.of(Grant.CREATE), Set.of(), credential),
          bearer(Set.of(), Set.of(), new Credential.Personal())
        }) {
      assertThatThrownBy(() -> token(ruler)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
