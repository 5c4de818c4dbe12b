package dev.galley.application.store;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;

/** A large set of contents of tenants, each of them known by its first 128 bits. */
final class HashPrefixes {
  private static final int FIRST = 1 << 10;

  /** Two numbers a place, none of them 0 in one that is taken. */
  private long[] places = new long[2 * FIRST];

  private int size;

  void add(TenantId tenant, ContentHash hash) {
    // A third of the places stays free, so that walks are short.
    if (3L * (size + 1) > places.length) {
      long[] old = places;
      places = new long[Math.multiplyExact(2, old.length)];
      size = 0;
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0) {
          put(old[i], old[i + 1]);
        }
      }
    }
    put(high(tenant, hash), low(hash));
  }

  boolean has(TenantId tenant, ContentHash hash) {
    return places[find(high(tenant, hash), low(hash))] != 0;
  }

  private void put(long high, long low) {
    int place = find(high, low);
    if (places[place] == 0) {
      places[place] = high;
      places[place + 1] = low;
      size++;
    }
  }

  /** Where it is, or the free place where it would be. */
  private int find(long high, long low) {
    int mask = places.length - 1;
    int place = (int) (2 * low) & mask;
    while (places[place] != 0 && (places[place] != high || places[place + 1] != low)) {
      place = (place + 2) & mask;
    }
    return place;
  }

  private static long high(TenantId tenant, ContentHash hash) {
    long high = number(hash, 0) ^ ((long) tenant.value().hashCode() << 32);
    return high == 0 ? 1 : high;
  }

  private static long low(ContentHash hash) {
    return number(hash, 16);
  }

  private static long number(ContentHash hash, int from) {
    return Long.parseUnsignedLong(hash.value(), from, from + 16, 16);
  }
}
