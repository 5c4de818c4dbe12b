package dev.galley.domain.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bytes that come one after another. */
public final class RunningHash {
  private final MessageDigest digest;

  /** Of no bytes yet. */
  public RunningHash() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Of these bytes too. */
  public void add(byte[] bytes) {
    digest.update(bytes);
  }

  /** The hash of all of them; none may come after that. */
  public ContentHash end() {
    return new ContentHash(HexFormat.of().formatHex(digest.digest()));
  }
}
