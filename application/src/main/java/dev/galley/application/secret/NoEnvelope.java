package dev.galley.application.secret;

import dev.galley.domain.access.TenantId;
import java.util.Optional;

/** Seals nothing. */
final class NoEnvelope implements Envelope {

  @Override
  public String newKeys(TenantId tenant) {
    throw none();
  }

  @Override
  public String renew(TenantId tenant, String keys) {
    throw none();
  }

  @Override
  public String rewrap(TenantId tenant, String keys, int keep) {
    throw none();
  }

  @Override
  public boolean opens(TenantId tenant, String keys) {
    return false;
  }

  @Override
  public String seal(TenantId tenant, String keys, String place, String value) {
    throw none();
  }

  @Override
  public String open(TenantId tenant, String keys, String place, String sealed) {
    throw none();
  }

  @Override
  public Optional<Runnable> beginRotation() {
    return Optional.empty();
  }

  @Override
  public boolean renewServerKey() {
    return false;
  }

  @Override
  public void forgetServerKeys() {
    // There are none.
  }

  private static SecretsLocked none() {
    return new SecretsLocked("no secrets are kept here", null);
  }
}
