package dev.galley.jdbc;

/** The tables in PostgreSQL are those of another Galley, and must not be changed now. */
public final class OtherSchema extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OtherSchema(boolean newer) {
    super(
        newer
            ? "This PostgreSQL belongs to a newer Galley; use that one."
            : "In this PostgreSQL there is no store of this Galley: it is empty, or of an older one,"
                + " whose own command works; 'galley serve' brings it up to date.");
  }
}
