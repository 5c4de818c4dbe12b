package dev.galley.domain.content;

/** A stored content is not what its hash says. */
public final class AlteredContent extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  AlteredContent(ContentHash hash) {
    super("the stored snapshot " + hash.value() + " has been altered");
  }
}
