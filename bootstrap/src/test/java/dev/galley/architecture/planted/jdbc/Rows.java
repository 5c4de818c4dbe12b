package dev.galley.architecture.planted.jdbc;

/** Part of a store. */
public final class Rows {

  /** How many. */
  public int count() {
    return 0;
  }
}
