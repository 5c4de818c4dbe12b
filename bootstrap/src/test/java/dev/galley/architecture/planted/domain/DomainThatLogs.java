package dev.galley.architecture.planted.domain;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Depends on a library. */
public final class DomainThatLogs {
  private static final Logger LOG = LoggerFactory.getLogger(DomainThatLogs.class);

  /** Uses it. */
  public void log() {
    LOG.info("planted");
  }
}
