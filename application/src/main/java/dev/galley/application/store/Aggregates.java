package dev.galley.application.store;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that has versions, whatever its family: how it is found by what names it, and saved.
 */
public interface Aggregates {

  /** The aggregate, unless it is deleted. */
  Optional<Living> find(AggregateRef ref);

  /** The aggregate to which a name leads, be it called by another one by now. */
  Optional<Living> named(TenantId tenant, String name);

  /**
   * The aggregates in a list, in their order.
   *
   * @param key one of their {@link Living#keys}
   * @param after the order behind which to begin, empty for the first
   * @param limit at most so many, 1 or more
   */
  List<Living> listed(TenantId tenant, String key, String after, int limit);

  /**
   * How many aggregates are in a list.
   *
   * @param most where counting ends
   */
  int count(TenantId tenant, String key, int most);

  /** The first aggregates of all tenants that are in a list of that key; for jobs of the server. */
  default List<AggregateRef> everywhere(String key, int limit) {
    return everywhere(key, Place.BEGINNING, limit).stream().map(Found::ref).toList();
  }

  /**
   * Aggregates of all tenants that are in a list of that key, tenant by tenant, and those of a
   * tenant in their order; for jobs of the server.
   *
   * @param after the place behind which to begin; nothing need be there
   * @param limit at most so many, 1 or more
   */
  List<Found> everywhere(String key, Place after, int limit);

  /**
   * A place in a list that all tenants have.
   *
   * @param tenant empty before all tenants
   * @param order the {@link Living#order} of what is there
   */
  record Place(String tenant, String order) {
    /** Before the first. */
    public static final Place BEGINNING = new Place("", "");

    /** What is behind it in UTF-8 is no text. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    public Place {
      Objects.requireNonNull(tenant, "tenant");
      Objects.requireNonNull(order, "order");
    }

    /** Behind all of a tenant, and before the next one. */
    public static Place behind(TenantId tenant) {
      return new Place(tenant.value(), LAST);
    }
  }

  /** Something in a list that all tenants have, and its place there. */
  record Found(AggregateRef ref, Place place) {

    public Found {
      Objects.requireNonNull(ref, "ref");
      Objects.requireNonNull(place, "place");
    }
  }

  /**
   * Saves a change of an aggregate, or its deletion, as one atomic step. Compared are the version
   * at which it was read, the name that is claimed, the follower's version, and the receipt's key;
   * whatever does not fit leaves everything as it was. A name that its follower has is free.
   *
   * @return {@link SaveOutcome.Saved} only when all of it survives a crash
   * @throws StoreUnavailable when it certainly did not happen
   * @throws OutcomeUnknown when it may have happened
   */
  SaveOutcome save(Change change);

  /**
   * Whether a save has happened, among the last 64 of its aggregate; true too when it has been
   * deleted by it. When the answer is no, it will not happen later either.
   */
  boolean happened(AggregateRef aggregate, ChangeId change);
}
