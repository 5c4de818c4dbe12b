package dev.galley.application.support;

/** Thrown when a write lost against other writers too often; nothing was changed. */
public final class Contended extends ApplicationException {
  private static final long serialVersionUID = 1L;

  public Contended() {
    super(ErrorCode.CONTENDED, "too many writers at the same moment", null);
  }
}
