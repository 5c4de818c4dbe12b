package dev.galley.domain.access;

/**
 * A tenant: the wall that nothing crosses. 1 to 200 characters, no {@code /}, no control character.
 */
public record TenantId(String value) implements Comparable<TenantId> {

  public TenantId {
    Identifiers.check("tenant", value);
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }
}
