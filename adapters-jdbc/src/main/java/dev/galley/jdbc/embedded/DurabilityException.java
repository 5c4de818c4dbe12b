package dev.galley.jdbc.embedded;

/**
 * A PostgreSQL server may lose commits that it acknowledged, because one of its settings says so.
 * Galley does not work with such a server.
 */
public final class DurabilityException extends EmbeddedPostgresException {

  private static final long serialVersionUID = 1L;

  private final String setting;
  private final String value;

  DurabilityException(String setting, String value) {
    super(
        "PostgreSQL setting "
            + setting
            + ": "
            + value
            + " (expected: on), because with this value a commit that Galley acknowledged can be"
            + " lost.");
    this.setting = setting;
    this.value = value;
  }

  /** The name of the setting that is wrong, for instance {@code fsync}. */
  public String setting() {
    return setting;
  }

  /** The value that the server reported for it. */
  public String value() {
    return value;
  }
}
