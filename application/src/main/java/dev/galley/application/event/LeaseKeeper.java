package dev.galley.application.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds a fair part of a group of leases. It beats for those that it has, takes those whose holder
 * gave no sign of life for a whole lease time on this process's own clock, and gives back what is
 * too much when others have joined. Each process stands in the group as a member by a lease of its
 * own, which is how the others know how many there are.
 *
 * <p>One thread calls {@link #tick}, about every half second; others ask for {@link #held} and say
 * with {@link #handBack} that they are between two pieces of work.
 */
public final class LeaseKeeper {
  private static final int FORGET_AFTER_LEASES = 10;

  private final Leases leases;
  private final String group;
  private final List<String> wanted;
  private final String holder;
  private final String member;
  private final long leaseNanos;
  private final Ticker ticker;

  /** Calls of the store are made under it, so that two of them can't cross. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<String, Seen> seen = new HashMap<>();

  /** Replaced as a whole, so that readers need no lock and don't wait for the store. */
  private volatile Map<String, Lease> mine = Map.of();

  /** Until when nobody else can have taken what is mine, on the own clock. */
  private volatile long sureUntil;

  private volatile int surplus;
  private Optional<Long> standingBack = Optional.empty();
  private int others;
  private long lastBeat;
  private boolean closed;

  /** A state of a lease, and since when it has been looked at without having changed. */
  private record Seen(Lease lease, long since) {}

  /**
   * @param group what all names begin with; members stand in it as {@code <group>/member/<holder>}
   * @param wanted the names of the leases, all beginning with the group
   * @param holder this process; never used again by another one
   * @param lease for how long a silent holder is left alone
   */
  public LeaseKeeper(
      Leases leases,
      String group,
      List<String> wanted,
      String holder,
      Duration lease,
      Ticker ticker) {
    this.leases = leases;
    this.group = group;
    this.wanted = List.copyOf(wanted);
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("wanted: none (expected: at least one)");
    }
    this.holder = holder;
    this.member = group + "/member/" + holder;
    this.leaseNanos = lease.toNanos();
    this.ticker = ticker;
    this.lastBeat = ticker.nanos() - leaseNanos;
    this.sureUntil = ticker.nanos();
  }

  /** The leases that this process has and nobody else can have taken yet, in their order. */
  public List<Lease> held() {
    Map<String, Lease> current = mine;
    if (ticker.nanos() - sureUntil >= 0) {
      return List.of();
    }
    return wanted.stream()
        .flatMap(name -> Optional.ofNullable(current.get(name)).stream())
        .toList();
  }

  /** Forgets a lease that a write has found to be lost, unless it has been taken again since. */
  public void lost(Lease found) {
    lock.lock();
    try {
      Lease current = mine.get(found.name());
      if (current != null && current.isSameTenure(found)) {
        drop(found.name());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks, beats when it is due, and takes what is free. */
  public void tick() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      beat();
      observe();
      if (standingBack.filter(until -> ticker.nanos() - until < 0).isEmpty()) {
        standingBack = Optional.empty();
        share();
      }
    } finally {
      lock.unlock();
    }
  }

  private void beat() {
    long now = ticker.nanos();
    if (mine.isEmpty() || now - lastBeat < leaseNanos / 3) {
      return;
    }
    Set<String> still = leases.beat(mine.values());
    mine.keySet().stream().filter(name -> !still.contains(name)).toList().forEach(this::drop);
    lastBeat = now;
    // Counted from before the beat was sent: nobody can have seen it earlier.
    sureUntil = now + leaseNanos;
  }

  private void observe() {
    long now = ticker.nanos();
    Map<String, Seen> before = Map.copyOf(seen);
    seen.clear();
    for (Lease lease : leases.all(group + '/')) {
      Seen earlier = before.get(lease.name());
      boolean unchanged = earlier != null && earlier.lease().equals(lease);
      seen.put(lease.name(), unchanged ? earlier : new Seen(lease, now));
    }
  }

  private void share() {
    if (!mine.containsKey(member)) {
      take(member);
    }
    int living = living();
    others = living - 1;
    int fair = Math.ceilDiv(wanted.size(), living);
    int have = (int) wanted.stream().filter(mine::containsKey).count();
    surplus = Math.max(0, have - fair);
    // Not all begin at the same one, so that they don't run against each other.
    int start = Math.floorMod(holder.hashCode(), wanted.size());
    for (int i = 0; i < wanted.size() && have < fair; i++) {
      String name = wanted.get((start + i) % wanted.size());
      if (!mine.containsKey(name) && isForTheTaking(seen.get(name)) && take(name)) {
        have++;
      }
    }
  }

  /**
   * How many members gave a sign of life within a lease time, this one included; and buries the
   * rest.
   */
  private int living() {
    long now = ticker.nanos();
    int living = 1;
    for (Seen other : List.copyOf(seen.values())) {
      String name = other.lease().name();
      if (!name.startsWith(group + "/member/") || name.equals(member)) {
        continue;
      }
      if (!isForTheTaking(other)) {
        living++;
      } else if (other.lease().isFree() || now - other.since() > FORGET_AFTER_LEASES * leaseNanos) {
        leases.remove(other.lease());
        seen.remove(name);
      }
    }
    return living;
  }

  private boolean isForTheTaking(@Nullable Seen state) {
    return state == null || state.lease().isFree() || ticker.nanos() - state.since() >= leaseNanos;
  }

  private boolean take(String name) {
    long now = ticker.nanos();
    Seen state = seen.get(name);
    Optional<Lease> taken = leases.take(name, Optional.ofNullable(state).map(Seen::lease), holder);
    if (taken.isEmpty()) {
      return false;
    }
    if (mine.isEmpty()) {
      lastBeat = now;
      sureUntil = now + leaseNanos;
    }
    Map<String, Lease> more = new LinkedHashMap<>(mine);
    more.put(name, taken.get());
    mine = more;
    return true;
  }

  private void drop(String name) {
    Map<String, Lease> less = new LinkedHashMap<>(mine);
    less.remove(name);
    mine = less;
  }

  /** Gives back what is more than the fair part; to be called when no work is under way. */
  public void handBack() {
    if (surplus == 0) {
      return;
    }
    lock.lock();
    try {
      release(wanted.stream().filter(mine::containsKey).limit(surplus).toList());
      surplus = 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Leaves the leases to others for a while, because this process can't do the work; nothing
   * happens when there are no others. To be called when no work is under way.
   */
  public void standBack(Duration time) {
    lock.lock();
    try {
      if (others > 0) {
        release(new ArrayList<>(mine.keySet()));
        standingBack = Optional.of(ticker.nanos() + time.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives everything back, for good; to be called when no work is under way. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      release(new ArrayList<>(mine.keySet()));
    } finally {
      lock.unlock();
    }
  }

  private void release(Collection<String> names) {
    for (String name : names) {
      @Nullable Lease lease = mine.get(name);
      drop(name);
      if (lease != null) {
        leases.release(lease);
      }
    }
  }
}
