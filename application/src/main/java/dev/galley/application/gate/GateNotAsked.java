package dev.galley.application.gate;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.ErrorCode;

/** Thrown when a gate has too much to do to be asked, so that nothing may be committed past it. */
public final class GateNotAsked extends ApplicationException {
  private static final long serialVersionUID = 1L;

  private final String gate;

  public GateNotAsked(String gate, String message) {
    super(ErrorCode.GATE_NOT_ASKED, message, null);
    this.gate = gate;
  }

  /** The id of the gate. */
  public String gate() {
    return gate;
  }
}
