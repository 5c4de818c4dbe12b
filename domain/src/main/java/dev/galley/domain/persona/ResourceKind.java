package dev.galley.domain.persona;

import java.util.Locale;
import java.util.Optional;

/** What a persona is composed of. */
public enum ResourceKind {
  NAME,
  DESCRIPTION,
  COLOR,
  ICON,
  INSTRUCTIONS,
  FLAG,
  EXAMPLE,
  DEPARTMENT,
  PARAMETER_FIELD,
  VOICE;

  /** The name on the wire: {@code parameter_field}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that name. */
  public static Optional<ResourceKind> ofWireName(String name) {
    for (ResourceKind kind : values()) {
      if (kind.wireName().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Whether only admins make such resources, in the catalogue, where all see them at once. */
  public boolean isCurated() {
    return switch (this) {
      case FLAG, DEPARTMENT, PARAMETER_FIELD, VOICE -> true;
      case NAME, DESCRIPTION, COLOR, ICON, INSTRUCTIONS, EXAMPLE -> false;
    };
  }

  /** The longest text of such a resource, in code points. */
  public int longest() {
    return switch (this) {
      case NAME, FLAG, DEPARTMENT, PARAMETER_FIELD, VOICE -> 200;
      case DESCRIPTION, EXAMPLE -> 4_000;
      case COLOR -> 50;
      case ICON -> 32_768;
      case INSTRUCTIONS -> 200_000;
    };
  }
}
