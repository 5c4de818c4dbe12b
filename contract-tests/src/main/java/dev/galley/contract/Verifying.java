package dev.galley.contract;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.Limits;
import dev.galley.application.assistant.VerifyRevisions;
import dev.galley.application.assistant.VerifyRevisions.Verified;
import dev.galley.application.model.ModelList;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.ChainCheck;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Computes the chains of assistants that are an {@link Author}'s. */
final class Verifying {

  private Verifying() {}

  static ChainCheck chain(StoreUnderTest store, Assistant assistant) {
    AssistantDesk desk =
        new AssistantDesk(
            store.assistants(),
            store.snapshots(),
            store.revisions(),
            new ModelList(List.of(), store.models()),
            Limits.DEFAULT,
            InstantSource.system(),
            new Saver(store.aggregates(), UUID::randomUUID, attempt -> {}));
    Caller owner =
        new Caller(
            assistant.tenant(), Author.NAME, Map.of(), Set.of(Caller.AI_SEAT), Set.of(), Set.of());
    Outcome<Verified> outcome =
        new VerifyRevisions(desk).handle(owner, assistant.id().value().toString());
    return switch (outcome) {
      case Outcome.Done<Verified>(Verified verified) -> verified.check();
      case Outcome.Refused<Verified>(var refusal) -> throw new AssertionError(refusal);
    };
  }
}
