package dev.galley.jdbc.embedded;

/**
 * The embedded PostgreSQL server can't be started, or not in a way that Galley may rely on. The
 * message is one sentence for the person who operates Galley: what is wrong and what to do.
 */
public class EmbeddedPostgresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a sentence for the operator. */
  public EmbeddedPostgresException(String message) {
    super(message);
  }

  /** Creates the exception with a sentence for the operator and what caused it. */
  public EmbeddedPostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
