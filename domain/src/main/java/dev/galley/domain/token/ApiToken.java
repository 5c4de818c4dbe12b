package dev.galley.domain.token;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Credential;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An API token: some of a user's rights as they were when he made it, until a certain time or its
 * revocation, whatever becomes of his own.
 *
 * @param bearer who calls with it; never with a role
 * @param hash the SHA-256 of its text, which is kept nowhere
 * @param name 1 to {@value #MAX_NAME} characters
 * @param used when it was last used, give or take {@link #NOTED}
 */
public record ApiToken(
    Caller bearer,
    ContentHash hash,
    String name,
    Instant created,
    Instant expires,
    Optional<Instant> used) {

  /** The longest name, in code points. */
  public static final int MAX_NAME = 200;

  /** The longest life. */
  public static final Duration MAX_LIFE = Duration.ofDays(365);

  /** How long one lives when nothing is said. */
  public static final Duration LIFE = Duration.ofDays(90);

  /** Uses within this time of each other need not all be noted. */
  public static final Duration NOTED = Duration.ofMinutes(1);

  public ApiToken {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(name, "name");
    created = created.truncatedTo(ChronoUnit.MILLIS);
    expires = expires.truncatedTo(ChronoUnit.MILLIS);
    used = used.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    if (!bearer.roles().isEmpty()
        || bearer.permissions().stream().anyMatch(Grant.NEVER::contains)) {
      throw new IllegalArgumentException("bearer: " + bearer + " (expected: no roles)");
    }
    if (bearer.apiToken().isEmpty()) {
      throw new IllegalArgumentException("bearer: " + bearer + " (expected: an API token's)");
    }
  }

  /** What names it, and is no secret. */
  public UUID id() {
    return bearer.apiToken().orElseThrow();
  }

  /** The user whose rights it has. */
  public String user() {
    return bearer.user();
  }

  /** Whether it changes nothing. */
  public boolean readOnly() {
    return credential().readOnly();
  }

  /** The only assistant that it reaches, if there is such a one. */
  public Optional<UUID> assistant() {
    return credential().assistant();
  }

  private Credential.Delegated credential() {
    return (Credential.Delegated) bearer.credential();
  }

  /** Whether its time is over. */
  public boolean hasExpired(Instant now) {
    return !now.isBefore(expires);
  }

  /** Whether a use is worth being noted. */
  public boolean isNews(Instant use) {
    return used.isEmpty() || use.isAfter(used.get().plus(NOTED));
  }

  /** The token, used then. */
  public ApiToken usedAt(Instant at) {
    return new ApiToken(bearer, hash, name, created, expires, Optional.of(at));
  }

  /** Where a token of a tenant is. */
  public static AggregateRef ref(TenantId tenant, UUID id) {
    return new AggregateRef(tenant, AggregateKind.API_TOKEN, id);
  }

  /** Where it is. */
  public AggregateRef ref() {
    return ref(bearer.tenant(), id());
  }

  /** The token as it is kept. */
  public Item.Saying saying() {
    JsonObject body =
        JsonObject.builder()
            .put("hash", hash.value())
            .put("name", name)
            .put("user", user())
            .put("teams", write(bearer.teams()))
            .put("seats", write(bearer.seats()))
            .put("permissions", write(bearer.permissions()))
            .put("readOnly", readOnly())
            .putIfPresent("assistant", assistant().map(UUID::toString))
            .put("created", created.toString())
            .put("expires", expires.toString())
            .putIfPresent("used", used.map(Instant::toString))
            .build();
    return new Item.Saying(
        body, Set.of(TokenKeys.token(hash), TokenKeys.user(user())), id().toString());
  }

  /** The token that was kept so. */
  public static ApiToken of(Item item) {
    JsonObject body = item.body();
    Credential.Delegated credential =
        new Credential.Delegated(
            item.ref().id(),
            body.get("readOnly").filter(JsonBoolean.TRUE::equals).isPresent(),
            body.text("assistant").map(UUID::fromString));
    Caller bearer =
        new Caller(
            item.ref().tenant(),
            text(body, "user"),
            teams(body),
            Set.copyOf(texts(body, "seats")),
            Set.copyOf(texts(body, "permissions")),
            Set.of(),
            credential);
    return new ApiToken(
        bearer,
        new ContentHash(text(body, "hash")),
        text(body, "name"),
        Instant.parse(text(body, "created")),
        Instant.parse(text(body, "expires")),
        body.text("used").map(Instant::parse));
  }

  private static JsonArray write(Map<String, TeamRole> teams) {
    return JsonArray.ofAll(
        teams.entrySet(),
        team ->
            JsonObject.builder()
                .put("id", team.getKey())
                .put("role", team.getValue().wireName())
                .build());
  }

  private static JsonArray write(Set<String> texts) {
    return JsonArray.ofTexts(texts.stream().sorted().toList());
  }

  private static Map<String, TeamRole> teams(JsonObject body) {
    Map<String, TeamRole> teams = new LinkedHashMap<>();
    items(body, "teams")
        .map(JsonObject.class::cast)
        .forEach(team ->
            teams.put(text(team, "id"), TeamRole.ofWireName(text(team, "role")).orElseThrow()));
    return teams;
  }

  private static List<String> texts(JsonObject body, String name) {
    return items(body, name).map(text -> ((JsonString) text).value()).toList();
  }

  private static Stream<Json> items(JsonObject body, String name) {
    return body.get(name).stream().flatMap(list -> ((JsonArray) list).items().stream());
  }

  private static String text(JsonObject body, String name) {
    return body.text(name)
        .orElseThrow(
            () -> new IllegalStateException(name + ": absent (expected: part of a kept token)"));
  }
}
