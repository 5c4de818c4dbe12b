package dev.galley.rest.persona;

import java.util.UUID;

/** The paths of personas and what belongs to them. */
public final class PersonaLinks {
  static final String PERSONA = "/persona";

  private PersonaLinks() {}

  /** A published persona. */
  public static String published(UUID id) {
    return PERSONA + "/published/" + id;
  }

  /** A draft. */
  public static String draft(UUID id) {
    return PERSONA + "/drafts/" + id;
  }

  /** What was done to a draft; there when the draft has ended too. */
  public static String ledger(UUID draft) {
    return draft(draft) + "/ledger";
  }

  /** A resource of the catalogue. */
  public static String resource(String kind, UUID id) {
    return PERSONA + "/resources/" + kind + '/' + id;
  }
}
