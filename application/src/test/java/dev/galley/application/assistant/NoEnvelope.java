package dev.galley.application.assistant;

import dev.galley.application.secret.Envelope;
import dev.galley.domain.access.TenantId;
import java.util.Optional;

/** For those who have no secrets. */
final class NoEnvelope implements Envelope {

  @Override
  public String newKeys(TenantId tenant) {
    throw new AssertionError("no keys are needed");
  }

  @Override
  public String renew(TenantId tenant, String keys) {
    throw new AssertionError("there are no keys");
  }

  @Override
  public String rewrap(TenantId tenant, String keys, int keep) {
    throw new AssertionError("there are no keys");
  }

  @Override
  public boolean opens(TenantId tenant, String keys) {
    return false;
  }

  @Override
  public String seal(TenantId tenant, String keys, String place, String value) {
    throw new AssertionError("there are no secrets");
  }

  @Override
  public String open(TenantId tenant, String keys, String place, String sealed) {
    throw new AssertionError("there are no secrets");
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
}
