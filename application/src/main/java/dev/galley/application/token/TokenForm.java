package dev.galley.application.token;

import dev.galley.application.support.BodyReader;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.token.ApiToken;
import dev.galley.domain.token.Grant;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a new API token.
 *
 * @param assistant the only assistant that it is to reach, as the request names it
 * @param expires absent for {@link ApiToken#LIFE} from its making
 */
public record TokenForm(
    String name,
    Grant grant,
    boolean readOnly,
    Optional<String> assistant,
    Optional<Instant> expires) {
  private static final int MAX_ITEMS = 200;
  private static final int MAX_TEXT = 200;
  private static final int MAX_ASSISTANT = 400;

  public TokenForm {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(grant, "grant");
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(expires, "expires");
  }

  /**
   * Reads the body of a request.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static TokenForm of(JsonObject body, Instant now) {
    BodyReader reader = new BodyReader(body);
    Optional<String> name = reader.text("name", false, 1, ApiToken.MAX_NAME);
    if (!reader.sent("name")) {
      reader.error("name", "is required");
    }
    TokenForm form =
        new TokenForm(
            name.orElse(""),
            new Grant(permissions(reader), teams(reader)),
            reader.flag("readOnly").orElse(false),
            reader.text("assistantId", false, 1, MAX_ASSISTANT),
            expires(reader, now));
    reader.finish();
    return form;
  }

  private static Optional<List<String>> permissions(BodyReader reader) {
    Optional<List<String>> permissions =
        reader.texts("permissions", false, MAX_ITEMS, MAX_TEXT, true);
    List<String> wanted = permissions.orElse(List.of());
    for (int i = 0; i < wanted.size(); i++) {
      if (Grant.NEVER.contains(wanted.get(i))) {
        reader.addAll(
            List.of(new FieldError("/permissions/" + i, "is nothing that an API token can have")));
      }
    }
    return permissions;
  }

  /** A team is its id, or an object of id and role. */
  private static Optional<List<Grant.Team>> teams(BodyReader reader) {
    Optional<Json> sent = reader.raw("teams");
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    List<Grant.Team> teams = new ArrayList<>();
    if (!(sent.get() instanceof JsonArray(List<Json> items)) || items.size() > MAX_ITEMS) {
      reader.error("teams", "must be an array of at most " + MAX_ITEMS + " teams");
      return Optional.of(teams);
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Optional<Grant.Team> team = team(items.get(i));
      if (team.isEmpty()) {
        refuse(reader, i, "must be the id of a team, or an object of id and role");
      } else if (!ids.add(team.get().id())) {
        refuse(reader, i, "is there twice");
      }
      team.ifPresent(teams::add);
    }
    return Optional.of(teams);
  }

  private static void refuse(BodyReader reader, int index, String detail) {
    reader.addAll(List.of(new FieldError(JsonPointer.child("/teams", index), detail)));
  }

  private static Optional<Grant.Team> team(Json item) {
    return switch (item) {
      case JsonString(String id) -> Optional.of(new Grant.Team(id, Optional.empty()));
      case JsonObject object when Set.of("id", "role").containsAll(object.members().keySet()) -> {
        Optional<TeamRole> role = object.text("role").flatMap(TeamRole::ofWireName);
        yield object
            .text("id")
            .filter(id -> role.isPresent() || !object.has("role"))
            .map(id -> new Grant.Team(id, role));
      }
      case Json other -> Optional.empty();
    };
  }

  private static Optional<Instant> expires(BodyReader reader, Instant now) {
    Instant longest = now.plus(ApiToken.MAX_LIFE);
    Optional<String> sent = reader.text("expiresAt", false, 0, MAX_TEXT);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant expires = Instant.parse(sent.get());
      if (expires.isAfter(now) && !expires.isAfter(longest)) {
        return Optional.of(expires);
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    reader.error(
        "expiresAt",
        "must be a time like 2026-01-31T12:00:00Z, later than now, and at most "
            + ApiToken.MAX_LIFE.toDays()
            + " days ahead");
    return Optional.empty();
  }
}
