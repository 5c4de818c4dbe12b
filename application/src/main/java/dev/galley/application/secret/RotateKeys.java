package dev.galley.application.secret;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.attached.PartKeys;
import dev.galley.domain.attached.SealedValue;
import dev.galley.domain.attached.TenantKeys;
import dev.galley.domain.item.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Puts new keys in the place of old ones, while everybody works on: a new key of the server where
 * that is its own to make, a new key for each tenant, and every value sealed by that.
 *
 * <p>The keys before the new ones stay until the next rotation, for servers that have not seen the
 * new ones yet. What was interrupted is finished by calling it again.
 */
public final class RotateKeys {
  private static final int MOST_TENANTS = 1_000_000;
  private static final int AT_ONCE = 200;

  /** The newest key, and the one before it. */
  private static final int KEPT = 2;

  private final Aggregates aggregates;
  private final Saver saver;
  private final Envelope envelope;

  public RotateKeys(Aggregates aggregates, Saver saver, Envelope envelope) {
    this.aggregates = aggregates;
    this.saver = saver;
    this.envelope = envelope;
  }

  /**
   * What was done.
   *
   * @param serverKey whether the server has a new key
   * @param tenants how many tenants have new keys
   * @param values how many values were sealed anew
   */
  public record Rotation(boolean serverKey, int tenants, int values) {}

  /**
   * Rotates.
   *
   * @throws SecretsLocked when something does not open; what was done until then stays done
   */
  public Rotation handle() {
    List<AggregateRef> tenants = aggregates.everywhere(PartKeys.TENANT_KEYS, MOST_TENANTS);
    // First what an interrupted rotation may have left under an older key of the server.
    tenants.forEach(ref -> renew(ref, this::rewrapped));
    boolean serverKey = envelope.renewServerKey();
    int values = 0;
    for (AggregateRef ref : tenants) {
      renew(ref, this::renewed);
      values += seal(ref.tenant());
      // Not before: a value may have been sealed by the last key but one while that was replaced.
      renew(ref, this::settled);
    }
    envelope.forgetServerKeys();
    return new Rotation(serverKey, tenants.size(), values);
  }

  private TenantKeys rewrapped(TenantKeys keys) {
    return keys.with(
        keys.generation(), envelope.rewrap(keys.tenant(), keys.keys(), Integer.MAX_VALUE));
  }

  private TenantKeys renewed(TenantKeys keys) {
    return keys.with(keys.generation() + 1, envelope.renew(keys.tenant(), keys.keys()));
  }

  private TenantKeys settled(TenantKeys keys) {
    return keys.with(keys.generation(), envelope.rewrap(keys.tenant(), keys.keys(), KEPT));
  }

  private void renew(AggregateRef ref, UnaryOperator<TenantKeys> to) {
    change(ref, item -> Optional.of(to.apply(TenantKeys.of(item)).saying()));
  }

  /** Whether something was changed. */
  private boolean change(AggregateRef ref, Sealing sealing) {
    Outcome<Boolean> outcome =
        saver.settle(change -> {
          Optional<Item> item = aggregates.find(ref).map(Item.class::cast);
          Optional<Item.Saying> next = item.flatMap(sealing::of);
          return next.isEmpty()
              ? Round.answer(false)
              : new Round.Save<>(
                  Change.of(change, item.orElseThrow().next(next.get(), change)), true);
        });
    return outcome instanceof Outcome.Done<Boolean>(Boolean done) && done;
  }

  /** What an item is to say; nothing when it says so already. */
  @FunctionalInterface
  private interface Sealing {
    Optional<Item.Saying> of(Item item);
  }

  private int seal(TenantId tenant) {
    int sealed = 0;
    String after = "";
    List<Living> page = aggregates.listed(tenant, PartKeys.SEALED, after, AT_ONCE);
    while (!page.isEmpty()) {
      for (Living value : page) {
        sealed += change(value.ref(), this::sealedAnew) ? 1 : 0;
        after = value.order();
      }
      page = aggregates.listed(tenant, PartKeys.SEALED, after, AT_ONCE);
    }
    return sealed;
  }

  private Optional<Item.Saying> sealedAnew(Item item) {
    SealedValue value = SealedValue.of(item);
    TenantKeys keys =
        aggregates
            .find(TenantKeys.ref(value.tenant()))
            .map(found -> TenantKeys.of((Item) found))
            .orElseThrow(() -> new IllegalStateException("a value without keys of its tenant"));
    if (value.generation() >= keys.generation()) {
      return Optional.empty();
    }
    String place =
        SecretVault.place(value.tenant(), value.assistant(), value.name(), value.version());
    String open = envelope.open(value.tenant(), keys.keys(), place, value.sealed());
    return Optional.of(
        value
            .resealed(keys.generation(), envelope.seal(value.tenant(), keys.keys(), place, open))
            .saying());
  }
}
