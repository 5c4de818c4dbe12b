package dev.galley.architecture.planted.jdbc;

import dev.galley.architecture.planted.rest.ControllerOnTheEventLoop;

/** Closes a cycle. */
public final class RowsThatAnswer {

  /** Turns round. */
  public String answer() {
    return new ControllerOnTheEventLoop().get();
  }
}
