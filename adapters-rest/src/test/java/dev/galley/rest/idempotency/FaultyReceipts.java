package dev.galley.rest.idempotency;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.Limits;
import dev.galley.application.assistant.SecretMaker;
import dev.galley.application.gate.CommitGates;
import dev.galley.application.gate.GateFinding;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.model.ModelList;
import dev.galley.application.secret.Envelope;
import dev.galley.application.secret.SecretVault;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.Receipting;
import dev.galley.application.store.Receipts;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Saver;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.skill.SkillTemplate;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A store in memory of which tests can let parts fail or wait. */
@Factory
@Requires(property = FaultyReceipts.PROPERTY)
final class FaultyReceipts {
  static final String PROPERTY = "test.faulty-receipts";

  @Singleton
  @Requires(property = PROPERTY)
  InMemoryStore store(InstantSource clock) {
    return new InMemoryStore(clock);
  }

  @Singleton
  @Requires(property = PROPERTY)
  Faults faults(InMemoryStore store) {
    return new Faults(store);
  }

  @Singleton
  @Requires(property = PROPERTY)
  AssistantDesk desk(InMemoryStore store, Faults faults, InstantSource clock, Receipting receipts) {
    return new AssistantDesk(
        store.assistants(),
        store.snapshots(),
        store.revisions(),
        new ModelList(List.of(), store.models()),
        Limits.DEFAULT,
        clock,
        new Saver(new Gated(store.aggregates(), faults), UUID::randomUUID, wait -> {}, receipts));
  }

  @Singleton
  @Requires(property = PROPERTY)
  CommitGates gates() {
    return (assistant, content, live) ->
        content.welcome().stream()
            .map(welcome -> new GateFinding("polite", false, "/welcome", "is short"))
            .toList();
  }

  @Singleton
  @Requires(property = PROPERTY)
  SecretMaker secrets(AssistantDesk desk, InMemoryStore store) {
    return new SecretMaker(
        new SecretVault(store.aggregates(), desk.saver(), desk.clock(), Envelope.NONE),
        UUID::randomUUID);
  }

  @Singleton
  @Requires(property = PROPERTY)
  SkillCatalog catalog() {
    return new NoSkills();
  }

  private static final class NoSkills implements SkillCatalog {

    @Override
    public List<SkillTemplate> templates() {
      return List.of();
    }

    @Override
    public Optional<SkillTemplate> find(String id) {
      return Optional.empty();
    }

    @Override
    public List<FieldError> validate(Skill skill) {
      return List.of();
    }

    @Override
    public Optional<JsonObject> toolDefinition(Skill skill) {
      return Optional.empty();
    }
  }

  /** What goes wrong. */
  static final class Faults implements Receipts {
    private final Receipts receipts;
    volatile boolean answersAreLost;
    volatile boolean isBlindOnce;
    volatile CountDownLatch saving = new CountDownLatch(0);
    volatile CountDownLatch reached = new CountDownLatch(0);

    Faults(InMemoryStore store) {
      this.receipts = store.receipts();
    }

    @Override
    public Optional<Receipt> find(TenantId tenant, ContentHash key) {
      if (isBlindOnce) {
        isBlindOnce = false;
        return Optional.empty();
      }
      return receipts.find(tenant, key);
    }

    @Override
    public void answered(TenantId tenant, ContentHash key, JsonObject answer) {
      if (answersAreLost) {
        throw new StoreUnavailable("lost", null);
      }
      receipts.answered(tenant, key, answer);
    }
  }

  private static final class Gated extends ForwardingAggregates {
    private final Faults faults;

    Gated(Aggregates store, Faults faults) {
      super(store);
      this.faults = faults;
    }

    @Override
    public SaveOutcome save(Change change) {
      faults.reached.countDown();
      try {
        faults.saving.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return super.save(change);
    }
  }
}
