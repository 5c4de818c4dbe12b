package dev.galley.application.support;

/** Stable names for the failures that no correct client can avoid. */
public enum ErrorCode {
  /** So many writers change one thing that this write did not come through; trying again helps. */
  CONTENDED,
  /** The store does not answer; nothing was changed. */
  STORE_UNAVAILABLE,
  /** The store did not say whether the write happened. */
  OUTCOME_UNKNOWN,
  /** The store has no room for a write; nothing was changed. */
  STORAGE_FULL,
  /** The server's key does not open the secrets that are stored; nothing was changed. */
  SECRETS_LOCKED,
  /** A plugin did not answer, or not as it should; nothing was changed. */
  TEMPLATE_FAILED,
  /**
   * A gate had no room for the question whether something may be committed; nothing was changed.
   */
  GATE_NOT_ASKED,
  /** The files of a plugin that was sent could not be written; what ran before goes on. */
  PLUGIN_NOT_KEPT
}
