package dev.galley.bootstrap.command;

import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How much a part of an archive holds, and what.
 *
 * @param sha256 over the lines of its entries, each with its end
 */
record PartSum(long count, String sha256) {

  /** Adds up entries in their order. */
  static final class Running {
    private final MessageDigest digest = digest();
    private long count;

    /** One more. */
    void add(Part part, Entry entry) {
      add(entry.line(part).getBytes(StandardCharsets.UTF_8));
    }

    /** One more, as its line without the end. */
    void add(byte[] line) {
      digest.update(line);
      digest.update((byte) '\n');
      count++;
    }

    long count() {
      return count;
    }

    /** The sum; nothing can be added any more. */
    PartSum sum() {
      return new PartSum(count, HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
