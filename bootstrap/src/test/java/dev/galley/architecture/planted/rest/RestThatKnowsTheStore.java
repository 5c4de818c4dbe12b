package dev.galley.architecture.planted.rest;

import dev.galley.architecture.planted.jdbc.Rows;

/** Reaches past the port. */
public final class RestThatKnowsTheStore {

  /** Rows. */
  public int rows() {
    return new Rows().count();
  }
}
