package dev.galley.application.secret;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Saver;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.attached.PartKeys;
import dev.galley.domain.attached.SealedValue;
import dev.galley.domain.attached.TenantKeys;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.item.Item;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps the values of secrets, sealed by keys of their tenant. */
public final class SecretVault {
  private final Aggregates aggregates;
  private final Saver saver;
  private final InstantSource clock;
  private final Envelope envelope;

  public SecretVault(Aggregates aggregates, Saver saver, InstantSource clock, Envelope envelope) {
    this.aggregates = aggregates;
    this.saver = saver;
    this.clock = clock;
    this.envelope = envelope;
  }

  /**
   * Keeps a value. It is there when this returns; what nothing refers to is erased some time later.
   *
   * @return the version that names it
   * @throws SecretsLocked when the tenant's keys do not open
   */
  public UUID keep(TenantId tenant, UUID assistant, String name, String value) {
    TenantKeys keys = keys(tenant);
    UUID version = saver.ids().next();
    SealedValue sealed =
        new SealedValue(
            version,
            tenant,
            assistant,
            name,
            clock.instant(),
            keys.generation(),
            envelope.seal(tenant, keys.keys(), place(tenant, assistant, name, version), value));
    ChangeId change = saver.changeId();
    SaveOutcome outcome =
        saver.save(
            Change.of(
                change, Item.first(SealedValue.ref(tenant, version), sealed.saying(), change)));
    if (!(outcome instanceof SaveOutcome.Saved)) {
      throw new IllegalStateException("a value under a fresh id was saved as " + outcome);
    }
    return version;
  }

  /**
   * The value of that version, if it is kept and belongs there.
   *
   * @throws SecretsLocked when it does not open
   */
  Optional<String> open(TenantId tenant, UUID assistant, String name, UUID version) {
    return find(tenant, version).map(value -> open(value, assistant, name));
  }

  /**
   * Whether that version holds this value.
   *
   * @throws SecretsLocked when it does not open
   */
  public boolean holds(TenantId tenant, UUID assistant, String name, UUID version, String value) {
    return open(tenant, assistant, name, version).filter(value::equals).isPresent();
  }

  /**
   * Whether two versions, each with the name of its secret, hold the same value.
   *
   * @throws SecretsLocked when one does not open
   */
  public boolean sameValue(
      TenantId tenant,
      UUID assistant,
      String name,
      UUID version,
      String otherName,
      UUID otherVersion) {
    return open(tenant, assistant, name, version)
        .filter(value -> holds(tenant, assistant, otherName, otherVersion, value))
        .isPresent();
  }

  /**
   * Keeps the value of a version again, for a secret of another name.
   *
   * @return the version that names it; nothing when there is no such value
   * @throws SecretsLocked when it does not open
   */
  public Optional<UUID> keepAgain(
      TenantId tenant, UUID assistant, String name, UUID version, String otherName) {
    return open(tenant, assistant, name, version)
        .map(value -> keep(tenant, assistant, otherName, value));
  }

  /** Whether a version's value is kept. */
  public boolean has(TenantId tenant, UUID version) {
    return find(tenant, version).isPresent();
  }

  private Optional<SealedValue> find(TenantId tenant, UUID version) {
    return aggregates
        .find(SealedValue.ref(tenant, version))
        .map(item -> SealedValue.of((Item) item));
  }

  private String open(SealedValue value, UUID assistant, String name) {
    return envelope.open(
        value.tenant(),
        keys(value.tenant()).keys(),
        place(value.tenant(), assistant, name, value.version()),
        value.sealed());
  }

  /** What a value is bound to. */
  static String place(TenantId tenant, UUID assistant, String name, UUID version) {
    return CanonicalJson.write(
        JsonArray.ofTexts(List.of(tenant.value(), assistant.toString(), name, version.toString())));
  }

  /** The tenant's keys; made when there are none. */
  private TenantKeys keys(TenantId tenant) {
    Optional<TenantKeys> found = find(tenant);
    if (found.isPresent()) {
      return found.get();
    }
    checkServerKey();
    TenantKeys made = new TenantKeys(tenant, 1, envelope.newKeys(tenant));
    ChangeId change = saver.changeId();
    SaveOutcome outcome =
        saver.save(Change.of(change, Item.first(TenantKeys.ref(tenant), made.saying(), change)));
    return outcome instanceof SaveOutcome.Saved
        ? made
        // Somebody else was faster.
        : find(tenant).orElseThrow(() -> new IllegalStateException("keys of " + outcome));
  }

  /** Who has another key than the servers that were here before seals nothing by it. */
  private void checkServerKey() {
    for (AggregateRef ref : aggregates.everywhere(PartKeys.TENANT_KEYS, 1)) {
      Optional<TenantKeys> other = aggregates.find(ref).map(item -> TenantKeys.of((Item) item));
      if (other.isPresent() && !envelope.opens(other.get().tenant(), other.get().keys())) {
        throw new SecretsLocked(
            "the key of this server is not the one of this store: its servers share"
                + " GALLEY_SECRETS_KEY",
            null);
      }
    }
  }

  private Optional<TenantKeys> find(TenantId tenant) {
    return aggregates.find(TenantKeys.ref(tenant)).map(item -> TenantKeys.of((Item) item));
  }
}
