package dev.galley.application.persona;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.persona.PatchDraft.Patched;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Personas in memory, a clock that is set by hand, and one who composes. */
abstract class OnPersonas {
  static final TenantId TENANT = new TenantId("default");
  static final Caller ALICE =
      new Caller(TENANT, "alice", Map.of(), Set.of(Caller.AI_SEAT), Set.of(), Set.of());

  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  final InMemoryStore store = new InMemoryStore(() -> now);
  final PersonaDesk desk =
      new PersonaDesk(
          store.snapshots(),
          store.revisions(),
          store.journals(),
          Optional::of,
          PersonaLimits.DEFAULT,
          () -> now,
          new Saver(store.aggregates(), UUID::randomUUID, attempt -> {}));

  final Outcome<Patched> call(String body) {
    return new PatchDraft(desk)
        .handle(ALICE, (JsonObject) JsonReader.read(body.replace('\'', '"')));
  }

  final JsonObject patch(String body) {
    return switch (call(body)) {
      case Outcome.Done<Patched>(Patched patched) -> patched.answer();
      case Outcome.Refused<Patched>(Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  final Refusal refusal(String body) {
    return switch (call(body)) {
      case Outcome.Done<Patched>(Patched patched) -> throw new AssertionError(patched);
      case Outcome.Refused<Patched>(Refusal refusal) -> refusal;
    };
  }
}
