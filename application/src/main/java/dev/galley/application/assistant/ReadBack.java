package dev.galley.application.assistant;

import dev.galley.application.support.Refusal;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import java.util.List;
import java.util.Optional;

/** Read-only members that come back with a write: they have to be what they are. */
final class ReadBack {

  private ReadBack() {}

  /** What stands against it, at every member that is something else. */
  static Optional<Refusal> check(JsonObject sent, JsonObject shown) {
    List<FieldError> errors =
        sent.members().entrySet().stream()
            .filter(
                member -> !Optional.<Json>of(member.getValue()).equals(shown.get(member.getKey())))
            .map(member ->
                new FieldError(
                    JsonPointer.child(JsonPointer.ROOT, member.getKey()),
                    "is read-only and has another value now"))
            .toList();
    return errors.isEmpty() ? Optional.empty() : Optional.of(new Refusal.Invalid(errors));
  }
}
