package dev.galley.application.secret;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.attached.PartKeys;
import dev.galley.domain.attached.SealedValue;
import dev.galley.domain.attached.TenantKeys;
import dev.galley.domain.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Puts new keys in the place of old ones, while everybody works on: a new key of the server where
 * that is its own to make, a new key for each tenant, and every value sealed by that.
 *
 * <p>The keys before the new ones stay for the next rotations, for servers that have not seen the
 * new ones yet. What was interrupted is finished by calling it again. What does not open keeps
 * nothing else from its turn; then no key is forgotten.
 */
public final class RotateKeys {
  private static final int MOST_TENANTS = 1_000_000;
  private static final int AT_ONCE = 200;

  /** The newest key, and those before it that a slow writer may just have sealed by. */
  private static final int KEPT = 3;

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
   * @param locked how many keys of tenants, and values, did not open and stay as they are
   * @param reasons why some of them did not
   */
  public record Rotation(
      boolean serverKey, int tenants, int values, int locked, List<String> reasons) {

    public Rotation {
      reasons = List.copyOf(reasons);
    }
  }

  /** Rotates, unless that is done at this moment. */
  public Outcome<Rotation> handle() {
    Optional<Runnable> end = envelope.beginRotation();
    if (end.isEmpty()) {
      return Outcome.refused(new Refusal.RotationRunning());
    }
    try {
      return Outcome.done(rotate());
    } finally {
      end.get().run();
    }
  }

  private Rotation rotate() {
    // First what an interrupted rotation may have left under an older key of the server.
    List<AggregateRef> tenants = new ArrayList<>();
    Tally tally = new Tally();
    for (AggregateRef ref : aggregates.everywhere(PartKeys.TENANT_KEYS, MOST_TENANTS)) {
      if (tally.opened(() -> renew(ref, this::rewrapped))) {
        tenants.add(ref);
      }
    }
    boolean serverKey = tally.locked == 0 && envelope.renewServerKey();
    int rotated = 0;
    for (AggregateRef ref : tenants) {
      rotated += tally.opened(() -> rotate(ref, tally)) ? 1 : 0;
    }
    if (tally.locked == 0) {
      envelope.forgetServerKeys();
    }
    return new Rotation(serverKey, rotated, tally.sealed, tally.locked, tally.reasons);
  }

  /** How far it has come. */
  private static final class Tally {
    private static final int REASONS = 20;

    final List<String> reasons = new ArrayList<>();
    int sealed;
    int locked;

    /** Whether it opened. */
    boolean opened(Runnable work) {
      try {
        work.run();
        return true;
      } catch (SecretsLocked e) {
        locked++;
        if (reasons.size() < REASONS) {
          reasons.add(String.valueOf(e.getMessage()));
        }
        return false;
      }
    }
  }

  private void rotate(AggregateRef ref, Tally tally) {
    AtomicLong generation = new AtomicLong();
    renew(
        ref,
        keys -> {
          TenantKeys next = renewed(keys);
          generation.set(next.generation());
          return next;
        });
    int before = tally.locked;
    seal(ref.tenant(), tally);
    if (tally.locked == before) {
      // Not before: a value may have been sealed by the last key but one while that was replaced.
      renew(ref, keys -> keys.generation() == generation.get() ? settled(keys) : keys);
    }
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

  private void seal(TenantId tenant, Tally tally) {
    String after = "";
    List<Living> page = aggregates.listed(tenant, PartKeys.SEALED, after, AT_ONCE);
    while (!page.isEmpty()) {
      for (Living value : page) {
        tally.opened(() -> tally.sealed += change(value.ref(), this::sealedAnew) ? 1 : 0);
        after = value.order();
      }
      page = aggregates.listed(tenant, PartKeys.SEALED, after, AT_ONCE);
    }
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
