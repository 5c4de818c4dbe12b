package dev.galley.plugins.host;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;

/**
 * Somebody whose plugins are trusted.
 *
 * @param name for operators
 * @param key Ed25519 (RFC 8032)
 */
public record Publisher(String name, PublicKey key) {

  public Publisher {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
  }

  /**
   * Reads {@code name:key}, the key an X.509 SubjectPublicKeyInfo (RFC 8410) in Base64.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Publisher parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("publisher: (expected: name:key)");
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(text.substring(colon + 1).strip());
      return new Publisher(
          text.substring(0, colon).strip(),
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "publisher: "
              + text.substring(0, colon)
              + " (expected: an Ed25519 public key in Base64 behind the colon, as 'galley plugins"
              + " keygen' prints it)",
          e);
    }
  }

  /** Whether this publisher has signed these bytes. */
  public boolean hasSigned(byte[] bytes, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(bytes);
      return check.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java since 15 has Ed25519", e);
    }
  }
}
