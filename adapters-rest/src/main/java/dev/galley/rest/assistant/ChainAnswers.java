package dev.galley.rest.assistant;

import dev.galley.domain.assistant.ChainCheck;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import java.util.Optional;

/** What was found about a chain of revisions, as it is told. */
public final class ChainAnswers {

  private ChainAnswers() {}

  /**
   * The answer.
   *
   * @param newest the number of the newest revision, 0 when there is none
   * @param hash its hash; empty when there is none
   */
  public static JsonObject.Builder of(ChainCheck check, long newest, String hash) {
    Optional<ChainCheck.Fault> fault = check.fault();
    return JsonObject.builder()
        .put("valid", Json.of(fault.isEmpty()))
        .put("revisions", newest)
        .put("newestHash", hash.isEmpty() ? Json.nothing() : Json.of(hash))
        .put("firstInvalid", fault.<Json>map(ChainAnswers::fault).orElse(JsonNull.NULL));
  }

  private static JsonObject fault(ChainCheck.Fault fault) {
    return JsonObject.builder()
        .put("revision", fault.revision())
        .put("reason", fault.reason().wireName())
        .build();
  }
}
