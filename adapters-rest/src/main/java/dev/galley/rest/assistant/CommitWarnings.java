package dev.galley.rest.assistant;

import dev.galley.application.assistant.CommitDraft;
import dev.galley.application.gate.GateFinding;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** What the author of a commit should know about what he commits, as answers tell it. */
public final class CommitWarnings {
  /** The member of an answer that holds them. */
  public static final String MEMBER = "warnings";

  private CommitWarnings() {}

  /** Those of a commit; an object without members when there are none. */
  public static JsonObject of(CommitDraft.Committed committed) {
    JsonArray warnings = of(committed.valueless(), committed.warnings());
    return JsonObject.builder().putIf(warnings.size() > 0, MEMBER, warnings).build();
  }

  /**
   * Warnings as a list.
   *
   * @param valueless secrets that have no value
   */
  static JsonArray of(List<Secret> valueless, List<GateFinding> findings) {
    Stream<Json> missing =
        valueless.stream()
            .map(secret ->
                JsonObject.builder()
                    .put("code", "value-missing")
                    .put("path", "/secrets/" + secret.id())
                    .put(
                        "detail",
                        "The secret '" + secret.name() + "' has no value; set one with PUT.")
                    .build());
    Stream<Json> told =
        findings.stream()
            .map(finding ->
                JsonObject.builder()
                    .put("code", "gate-warning")
                    .put("gate", finding.gate())
                    .put("path", finding.path())
                    .put("detail", finding.detail())
                    .build());
    return new JsonArray(Stream.concat(missing, told).toList());
  }
}
