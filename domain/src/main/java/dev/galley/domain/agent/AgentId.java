package dev.galley.domain.agent;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.NamedUuid;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of an agent, chosen by whoever creates it: 2 to 63 lower-case letters, digits, {@code _}
 * and {@code -}, a letter first.
 */
public record AgentId(String value) {
  /** The rule for people. */
  public static final String RULE =
      "2 to 63 characters: a lower-case letter, then lower-case letters, digits, '_' or '-'";

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{1,62}");
  private static final UUID NAME_SPACE = UUID.fromString("0b7e4c55-9a67-5d1e-8f42-1c8be0a7d3f6");

  public AgentId {
    Objects.requireNonNull(value, "value");
    if (!isId(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: " + RULE + ")");
    }
  }

  /** Whether this text is an id. */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * The aggregate. An agent that is created again under the id of a deleted one is the same
   * aggregate, so that its events and revisions are numbered on.
   */
  public AggregateRef in(TenantId tenant) {
    return new AggregateRef(
        tenant, AggregateKind.AGENT, NamedUuid.of(NAME_SPACE, tenant.value() + '/' + value));
  }
}
