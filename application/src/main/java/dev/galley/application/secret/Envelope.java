package dev.galley.application.secret;

import dev.galley.domain.access.TenantId;
import java.util.Optional;

/**
 * Seals values by keys of a tenant, and these by a key of the server. What it gives is text that
 * may be stored.
 */
public interface Envelope {

  /** For those who keep no secrets: it seals nothing. */
  Envelope NONE = new NoEnvelope();

  /** The first key of a tenant, sealed. */
  String newKeys(TenantId tenant);

  /**
   * The keys of a tenant with a new one, by which is sealed from then on; sealed by the newest key
   * of the server.
   *
   * @throws SecretsLocked when the keys do not open
   */
  String renew(TenantId tenant, String keys);

  /**
   * The newest of these keys, sealed by the newest key of the server.
   *
   * @param keep how many of them, 1 or more
   * @throws SecretsLocked when the keys do not open
   */
  String rewrap(TenantId tenant, String keys, int keep);

  /**
   * Whether the server has the key that these keys are sealed by.
   *
   * @param keys of that tenant, sealed
   */
  boolean opens(TenantId tenant, String keys);

  /**
   * Seals a value by the newest key of the tenant.
   *
   * @param place what the value belongs to: it opens only with the same text
   * @throws SecretsLocked when the keys do not open
   */
  String seal(TenantId tenant, String keys, String place, String value);

  /**
   * The value that was sealed for that place.
   *
   * @throws SecretsLocked when neither the keys nor the value opens with what there is
   */
  String open(TenantId tenant, String keys, String place, String sealed);

  /**
   * Begins a rotation, unless one is under way that has the same keys of the server.
   *
   * @return what has to be called at its end
   */
  Optional<Runnable> beginRotation();

  /**
   * Makes a new key of the server, where that is the server's to make; earlier ones stay for what
   * is sealed by them. Within a rotation.
   *
   * @return whether there is a new one
   */
  boolean renewServerKey();

  /**
   * Forgets earlier keys of the server but the last, where they are the server's to keep. Within a
   * rotation, when everything has been sealed by the newest.
   */
  void forgetServerKeys();
}
