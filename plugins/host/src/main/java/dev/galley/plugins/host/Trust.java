package dev.galley.plugins.host;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which plugins are run: those whose bytes are on a list, those that a publisher has signed, and,
 * as long as nothing stricter is said, all others too.
 *
 * @param required whether all others are refused
 * @param allowed SHA-256 of jars, in hexadecimal digits; when there are any, all others are refused
 *     as well
 */
public record Trust(boolean required, Set<String> allowed, List<Publisher> publishers) {

  /** What a plugin is trusted for. */
  record Proof(Optional<String> publisher, boolean allowed) {

    boolean isThere() {
      return publisher.isPresent() || allowed;
    }
  }

  /** Everything is run. */
  public static final Trust OPEN = new Trust(false, Set.of(), List.of());

  public Trust {
    allowed =
        allowed.stream().map(hash -> hash.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    publishers = List.copyOf(publishers);
  }

  /**
   * Looks at the bytes that are going to run, before anything is made of them.
   *
   * @param signature Ed25519 in Base64
   * @throws PluginFault when they are not to be trusted
   */
  Proof of(byte[] jar, Optional<String> signature) throws PluginFault {
    String sha256 = PluginJar.sha256(jar);
    boolean listed = allowed.contains(sha256);
    Optional<String> publisher =
        signature.isPresent() && !publishers.isEmpty()
            ? Optional.of(signer(jar, signature.get()))
            : Optional.empty();
    Proof proof = new Proof(publisher, listed);
    if (!proof.isThere() && required) {
      throw new PluginFault(
          signature.isPresent()
              ? "It is signed, but no publisher is known (galley.plugins.publishers)."
              : "It has no signature, and one is required (galley.plugins.require-signature, or"
                  + " --publisher of the command).");
    }
    if (!proof.isThere() && !allowed.isEmpty()) {
      throw new PluginFault("Its SHA-256 " + sha256 + " is not on the list galley.plugins.allow.");
    }
    return proof;
  }

  /** A signature that does not fit is worse than none: somebody has changed one of the two. */
  private String signer(byte[] jar, String signature) throws PluginFault {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(signature.strip());
    } catch (IllegalArgumentException e) {
      throw new PluginFault("Its signature is not in Base64.");
    }
    return publishers.stream()
        .filter(publisher -> publisher.hasSigned(jar, bytes))
        .map(Publisher::name)
        .findFirst()
        .orElseThrow(() ->
            new PluginFault(
                "Its signature is of no publisher that is known, or not over these bytes."));
  }
}
