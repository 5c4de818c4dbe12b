package dev.galley.application.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.Limits;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.model.ModelList;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.AssistantKeys;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.item.Item;
import dev.galley.domain.token.ApiToken;
import dev.galley.domain.token.Grant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class RecogniseTokenTest {
  private static final Caller ALICE =
      new Caller(
          new TenantId("default"),
          "alice",
          Map.of(),
          Set.of(Caller.AI_SEAT),
          Set.of(Grant.CREATE),
          Set.of());
  private static final int MOST = 3;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private byte drawn;
  private final InstantSource clock = () -> now;
  private final InMemoryStore store = new InMemoryStore(clock);
  private final Saver saver = new Saver(store.aggregates(), UUID::randomUUID, attempt -> {});
  private final TokenDesk desk =
      new TokenDesk(
          new AssistantDesk(
              store.assistants(),
              store.snapshots(),
              store.revisions(),
              new ModelList(List.of(), store.models()),
              Limits.DEFAULT,
              clock,
              saver),
          saver,
          clock,
          count -> {
            byte[] bytes = new byte[count];
            bytes[0] = ++drawn;
            return bytes;
          },
          MOST);
  private final List<Runnable> waiting = new ArrayList<>();
  private final RecogniseToken recognise =
      new RecogniseToken(store.aggregates(), clock, new NoteTokenUse(saver, waiting::add));

  private Outcome<CreateToken.Created> create(String body) {
    return new CreateToken(desk)
        .handle(ALICE, TokenForm.of((JsonObject) JsonReader.read(body), now));
  }

  private CreateToken.Created made(String body) {
    return value(create(body));
  }

  private static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  private ApiToken kept(CreateToken.Created made) {
    return value(new ListTokens(desk).one(ALICE, made.token().id().toString()));
  }

  @Test
  void tokenIsKnownUntilItExpires() {
    CreateToken.Created made = made("{\"name\":\"a\",\"expiresAt\":\"2026-01-01T00:01:00Z\"}");
    assertThat(recognise.apiToken(made.text()).map(Caller::user)).contains("alice");
    now = now.plusSeconds(59);
    assertThat(recognise.apiToken(made.text())).isPresent();
    now = now.plusSeconds(1);
    assertThat(recognise.apiToken(made.text())).isEmpty();
  }

  @Test
  void tokenLives90DaysWhenNothingIsSaid() {
    assertThat(made("{\"name\":\"a\"}").token().expires()).isEqualTo(now.plus(Duration.ofDays(90)));
  }

  @Test
  void tokenLivesAYearAtMost() {
    made("{\"name\":\"a\",\"expiresAt\":\"2027-01-01T00:00:00Z\"}");
    for (String time : List.of("2027-01-01T00:00:00.001Z", "2026-01-01T00:00:00Z", "tomorrow")) {
      Assertions.assertThatThrownBy(() -> made("{\"name\":\"a\",\"expiresAt\":\"" + time + "\"}"))
          .isInstanceOfSatisfying(
              InvalidContent.class,
              invalid -> assertThat(invalid.errors().getFirst().pointer()).isEqualTo("/expiresAt"));
    }
  }

  @Test
  void revokedTokenIsForgottenWithinASecond() {
    CreateToken.Created made = made("{\"name\":\"a\"}");
    assertThat(recognise.apiToken(made.text())).isPresent();
    value(new RevokeToken(desk).handle(ALICE, made.token().id().toString()));
    now = now.plus(RecogniseToken.REMEMBERED);
    assertThat(recognise.apiToken(made.text())).isEmpty();
  }

  @Test
  void clockThatIsPutBackKeepsNoTokenAlive() {
    CreateToken.Created made = made("{\"name\":\"a\"}");
    assertThat(recognise.apiToken(made.text())).isPresent();
    value(new RevokeToken(desk).handle(ALICE, made.token().id().toString()));
    now = now.minusSeconds(3_600);
    assertThat(recognise.apiToken(made.text())).isEmpty();
  }

  @Test
  void textThatIsNoTokenIsNotLookedFor() {
    CreateToken.Created made = made("{\"name\":\"a\"}");
    assertThat(recognise.apiToken(made.text().replace("galley_0", "galley_1"))).isEmpty();
    assertThat(recognise.apiToken("galley_")).isEmpty();
  }

  private void has(String tenant, String token) {
    AggregateRef ref =
        new AggregateRef(new TenantId(tenant), AggregateKind.CHAT, UUID.randomUUID());
    Item.Saying saying =
        new Item.Saying(
            JsonObject.EMPTY,
            Set.of(AssistantKeys.token(ContentHash.ofText(token))),
            ref.id().toString());
    ChangeId change = saver.changeId();
    assertThat(saver.save(Change.of(change, Item.first(ref, saying, change))))
        .isEqualTo(new SaveOutcome.Saved());
  }

  @Test
  void tokenOfManyAssistantsOfOneTenantIsThatOfARuntime() {
    String token = "x".repeat(24);
    for (int i = 0; i < 150; i++) {
      has("b", token);
    }
    assertThat(recognise.runtime(token).map(Caller::tenant)).contains(new TenantId("b"));
    now = now.plus(RecogniseToken.REMEMBERED);
    has("c", token);
    assertThat(recognise.runtime(token)).isEmpty();
  }

  @Test
  void strangersAreLookedForOnceASecond() {
    AtomicInteger looks = new AtomicInteger();
    RecogniseToken counting =
        new RecogniseToken(
            new ForwardingAggregates(store.aggregates()) {
              @Override
              public List<Found> everywhere(String key, Place after, int limit) {
                looks.incrementAndGet();
                return super.everywhere(key, after, limit);
              }
            },
            clock,
            new NoteTokenUse(saver, waiting::add));
    String token = "y".repeat(24);
    for (String text : List.of(token, token, "y".repeat(23), "y".repeat(201), token)) {
      assertThat(counting.runtime(text)).isEmpty();
    }
    assertThat(looks).hasValue(1);
    has("b", token);
    now = now.plus(RecogniseToken.REMEMBERED);
    assertThat(counting.runtime(token)).isPresent();
  }

  @Test
  void useIsNotedLaterAndOnceAMinute() {
    CreateToken.Created made = made("{\"name\":\"a\"}");
    Instant first = now;
    recognise.apiToken(made.text());
    recognise.apiToken(made.text());
    assertThat(kept(made).used()).isEmpty();
    assertThat(waiting).hasSize(1);
    waiting.removeFirst().run();
    assertThat(kept(made).used()).contains(first);

    now = now.plusSeconds(30);
    recognise.apiToken(made.text());
    assertThat(waiting).isEmpty();
    now = now.plusSeconds(31);
    recognise.apiToken(made.text());
    waiting.removeFirst().run();
    assertThat(kept(made).used()).contains(now);
  }

  @Test
  void noteDoesNotBringARevokedTokenBack() {
    CreateToken.Created made = made("{\"name\":\"a\"}");
    recognise.apiToken(made.text());
    value(new RevokeToken(desk).handle(ALICE, made.token().id().toString()));
    waiting.removeFirst().run();
    assertThat(new ListTokens(desk).one(ALICE, made.token().id().toString()))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void noMoreTokensThanAUserCanHave() {
    made("{\"name\":\"a\",\"expiresAt\":\"2026-01-01T00:01:00Z\"}");
    for (int i = 1; i < MOST; i++) {
      made("{\"name\":\"a\"}");
    }
    assertThat(create("{\"name\":\"a\"}"))
        .isEqualTo(Outcome.refused(new Refusal.TooManyTokens(MOST)));

    // What has expired makes room.
    now = now.plusSeconds(60);
    made("{\"name\":\"last\"}");
    assertThat(value(new ListTokens(desk).handle(ALICE, Optional.empty()))).hasSize(MOST);
    assertThat(create("{\"name\":\"a\"}")).isInstanceOf(Outcome.Refused.class);
  }
}
