package dev.galley.bootstrap.command;

import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a token says of its bearer, read without checking: only to know what the server is going to
 * say.
 *
 * @param subject the user
 * @param writingTeam the first team in which he writes
 */
record TokenClaims(Optional<String> subject, Optional<String> writingTeam) {
  private static final TokenClaims NOTHING = new TokenClaims(Optional.empty(), Optional.empty());

  /** The claims of a JWT; nothing of any other token. */
  static TokenClaims of(String token) {
    List<String> parts = List.of(token.split("\\.", -1));
    if (parts.size() != 3) {
      return NOTHING;
    }
    try {
      Json claims = JsonReader.read(Base64.getUrlDecoder().decode(parts.get(1)), 64);
      return claims instanceof JsonObject object
          ? new TokenClaims(object.text("sub"), writingTeam(object))
          : NOTHING;
    } catch (IllegalArgumentException | InvalidContent e) {
      return NOTHING;
    }
  }

  private static Optional<String> writingTeam(JsonObject claims) {
    if (!(claims.get("teams").orElse(JsonArray.EMPTY) instanceof JsonArray(List<Json> teams))) {
      return Optional.empty();
    }
    return teams.stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .filter(team -> team.text("role").filter(role -> !role.equals("reader")).isPresent())
        .flatMap(team -> team.text("id").stream())
        .findFirst();
  }
}
