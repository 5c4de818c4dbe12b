package dev.galley.rest.security;

import dev.galley.domain.content.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes fingerprints of requests under a key of the server (HMAC with SHA-256), so that nobody who
 * sees a fingerprint can try which request it is of. Fingerprints under different keys can't be
 * compared.
 */
public final class RequestSeal {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final String id;

  /**
   * @param secret any number of bytes, 32 or more to be safe
   */
  public RequestSeal(byte[] secret) {
    // Of the secret's own: it may be good for something else too.
    this.key = key(mac(key(secret), utf8("galley: fingerprints of requests")));
    this.id = HexFormat.of().formatHex(mac(key, utf8("galley: name of the key")), 0, 8);
  }

  /** Names the key without telling it, 16 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** The fingerprint of these parts, each of which counts with its bounds. */
  public ContentHash of(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += Integer.BYTES + part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    for (byte[] part : parts) {
      all.putInt(part.length).put(part);
    }
    return new ContentHash(HexFormat.of().formatHex(mac(key, all.array())));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SecretKeySpec key(byte[] secret) {
    return new SecretKeySpec(secret, ALGORITHM);
  }

  private static byte[] mac(SecretKeySpec key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "RequestSeal " + id;
  }
}
