package dev.galley.plugins.host;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;

/** Somebody who signs plugins: Ed25519 (RFC 8032) over the bytes of the jar. */
public final class PluginSigner {
  private final PrivateKey key;

  private PluginSigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * A new pair of keys.
   *
   * @param privateKey PKCS #8 in Base64, for {@link #of}
   * @param publicKey SubjectPublicKeyInfo in Base64, for {@code galley.plugins.publishers}
   */
  public record Keys(String privateKey, String publicKey) {

    public Keys {
      Objects.requireNonNull(privateKey, "privateKey");
      Objects.requireNonNull(publicKey, "publicKey");
    }

    /** Without the private key. */
    @Override
    public String toString() {
      return "Keys[" + publicKey + ']';
    }
  }

  /** Draws a new pair of keys. */
  public static Keys newKeys() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Base64.Encoder base64 = Base64.getEncoder();
      return new Keys(
          base64.encodeToString(pair.getPrivate().getEncoded()),
          base64.encodeToString(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java since 15 has Ed25519", e);
    }
  }

  /**
   * The signer with that private key.
   *
   * @throws IllegalArgumentException when it is none; the message does not show it
   */
  public static PluginSigner of(String privateKey) {
    try {
      byte[] encoded =
          Base64.getMimeDecoder().decode(privateKey.getBytes(StandardCharsets.ISO_8859_1));
      return new PluginSigner(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IllegalArgumentException("privateKey: (expected: Ed25519, PKCS #8 in Base64)");
    }
  }

  /** The signature, in Base64. */
  public String sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(bytes);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was read and does not sign", e);
    }
  }
}
