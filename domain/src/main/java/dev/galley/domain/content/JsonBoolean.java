package dev.galley.domain.content;

/** A JSON boolean. */
public enum JsonBoolean implements Json {
  /** {@code true}. */
  TRUE(true),
  /** {@code false}. */
  FALSE(false);

  private final boolean value;

  JsonBoolean(boolean value) {
    this.value = value;
  }

  /** The Java value. */
  public boolean value() {
    return value;
  }
}
