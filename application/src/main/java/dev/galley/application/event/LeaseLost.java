package dev.galley.application.event;

/** Thrown when somebody else has taken the lease: the write did not happen. */
public final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Lease lease;

  public LeaseLost(Lease lease) {
    super(lease.name() + " is not held under term " + lease.term() + " any more");
    this.lease = lease;
  }

  /** The lease as it was held. */
  public Lease lease() {
    return lease;
  }
}
